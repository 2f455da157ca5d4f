import { readFile } from 'node:fs/promises';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { label } from './detector.js';
import { Evidencer } from './evidence.js';
import { fillTables, Script } from './scripts.js';
import { segmentWords, type Segment } from './segmenter.js';
import type { ArticleLanguage, ArticleText, Detection, DetectOptions, LanguageDetector } from './types.js';
import { WordModel } from './word-model.js';
import { findWords } from './words.js';

/** Name and version that go into every message; a new version may tag differently. */
export const DETECTOR = { name: 'babelwire-langid', version: '1.0.0' } as const;

const MODELS = [
  [Script.Cyrillic, 'cyrl'],
  [Script.Latin, 'latn'],
  [Script.Arabic, 'arab'],
] as const;

/** Loads the models that are shipped beside this code. Under a second; everything after is synchronous. */
export async function loadDetector(): Promise<LanguageDetector> {
  fillTables();
  const models = new Map<number, WordModel>();
  await Promise.all(
    MODELS.map(async ([script, name]) => {
      const packed = await readFile(new URL(`./model/${name}.bin.gz`, import.meta.url));
      models.set(script, WordModel.parse(await promisify(gunzip)(packed)));
    }),
  );
  return new CascadeDetector(new Evidencer(models));
}

class CascadeDetector implements LanguageDetector {
  constructor(private readonly evidencer: Evidencer) {}

  detect(text: string, options: DetectOptions = {}): Detection {
    return label(this.evidencer, this.evidencer.read(findWords(text)), options);
  }

  segment(text: string, options: { known?: string[] } = {}): Segment[] {
    return segmentWords(this.evidencer, this.evidencer.read(findWords(text)), options.known);
  }

  tagArticle(article: ArticleText, options: DetectOptions = {}): ArticleLanguage {
    const { articleBody, headline = '', description = '' } = article;
    const text = [headline, articleBody].filter((part) => part !== '').join('\n') || description;
    const { tag, script, confidence, reason } = this.detect(text, options);
    return {
      tag,
      confidence,
      ...(script === undefined ? {} : { script }),
      ...(reason === undefined ? {} : { reason }),
      segments: this.segment(articleBody, options.known === undefined ? {} : { known: options.known }),
    };
  }
}
