import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { BabelwireError } from '#libs/contracts';
import { Evidencer } from './evidence.js';
import { fillTables, Script } from './scripts.js';
import type { LanguageDetector } from './types.js';
import { WordDetector } from './word-detector.js';
import { WordModel } from './word-model.js';

const MODELS = [
  [Script.Cyrillic, 'cyrl'],
  [Script.Latin, 'latn'],
  [Script.Arabic, 'arab'],
] as const;

/**
 * Loads the models that are shipped beside this code (a fifth of a second); everything after is synchronous.
 *
 * @throws BabelwireError `model-unreadable` (bug) when a model file is missing or damaged
 */
export async function loadDetector(): Promise<LanguageDetector> {
  fillTables();
  const models = await Promise.all(
    MODELS.map(
      async ([script, name]) => [script, await readModel(new URL(`./model/${name}.bin`, import.meta.url))] as const,
    ),
  );
  return new WordDetector(new Evidencer(new Map(models)));
}

async function readModel(file: URL): Promise<WordModel> {
  try {
    return WordModel.parse(await promisify(brotliDecompress)(await readFile(file)));
  } catch (cause) {
    throw new BabelwireError(
      'model-unreadable',
      'bug',
      `langid: cannot read the model ${file.pathname} (${String(cause)}): build again, or install the package anew`,
      { cause },
    );
  }
}
