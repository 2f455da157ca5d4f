import { label, undetermined } from './detector.js';
import type { Evidencer } from './evidence.js';
import { chineseOf, isKnown, primaryOf } from './languages.js';
import { isContested, isMixture, mixture } from './mixture.js';
import { noiseIn, withoutTags } from './noise.js';
import { sampleOf } from './sample.js';
import type { Segment } from './runs.js';
import { segmentWords } from './segmenter.js';
import type { ArticleLanguage, ArticleText, Detection, DetectOptions, LanguageDetector } from './types.js';

/** Name and version that go into every message; a new version may tag differently. */
export const DETECTOR = { name: 'babelwire-langid', version: '1.4.0' } as const;

/** Noise shows in the first lines. */
const LONGEST_NOISE = 400;
/** Of a BCP 47 tag, in the contract. */
const LONGEST_TAG = 35;
/** A body this short is read together with the description. */
const SHORT_BODY = 200;

/** Tells languages by the words alone; no state, so one instance serves a whole process. */
export class WordDetector implements LanguageDetector {
  constructor(private readonly evidencer: Evidencer) {}

  detect(text: string, options: DetectOptions = {}): Detection {
    return this.labelOf([text], options);
  }

  segment(text: string, options: { known?: string[] } = {}): Segment[] {
    return this.segmentsOf(text, options.known);
  }

  tagArticle(article: ArticleText, options: DetectOptions = {}): ArticleLanguage {
    const { articleBody, headline = '', description = '' } = article;
    const parts = [headline, articleBody.length < SHORT_BODY ? description : '', articleBody].filter(
      (part) => part !== '',
    );
    const detection = this.labelOf(parts, options);
    const { tag, script, confidence } = detection;
    const reason = detection.reason ?? disagreement(tag, options.declared);
    return {
      tag,
      confidence,
      ...(script === undefined ? {} : { script }),
      ...(reason === undefined ? {} : { reason }),
      segments: this.segmentsOf(articleBody, withLabel(options.known, tag), tag),
    };
  }

  private labelOf(parts: readonly string[], options: DetectOptions): Detection {
    const plain = parts.map(withoutTags);
    const beginning = plain.map((part) => part.slice(0, LONGEST_NOISE)).join('\n');
    const noise = noiseIn(beginning.slice(0, LONGEST_NOISE));
    if (noise !== undefined) return undetermined(noise);
    const sample = plain.map(sampleOf).join('\n');
    const evidence = this.evidencer.read(sample);
    const detection = label(sample, this.evidencer, evidence, options);
    if (detection.tag === 'und' || !isContested(this.evidencer, evidence, detection.tag)) return detection;
    const segments = segmentWords(this.evidencer, evidence, withLabel(options.known, detection.tag));
    return isMixture(evidence.words, segments) ? mixture(detection, segments) : detection;
  }

  private segmentsOf(text: string, known: string[] | undefined, label?: string): Segment[] {
    const segments = segmentWords(this.evidencer, this.evidencer.lookUp(text), known, label);
    for (const segment of segments) {
      if (segment.tag === 'zh') segment.tag = chineseOf(text.slice(segment.start, segment.end));
    }
    return segments;
  }
}

/** The source's known languages and, where it is another, the article's: what it is written in is no stranger in it. */
function withLabel(known: string[] | undefined, tag: string): string[] | undefined {
  if (known === undefined || known.length === 0) return undefined;
  return tag === 'und' || tag === 'mul' || isKnown(tag, known) ? known : [...known, tag];
}

/** What to say where the page calls itself another language than its article is. */
function disagreement(tag: string, declared: string | undefined): string | undefined {
  if (declared === undefined || primaryOf(declared) === primaryOf(tag)) return undefined;
  return `the page declares ${declared.slice(0, LONGEST_TAG)}`;
}
