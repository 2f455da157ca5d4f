import { accessSync, constants, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress, brotliDecompressSync } from 'node:zlib';
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

const fileOf = (name: string): URL => new URL(`./model/${name}.bin`, import.meta.url);

/**
 * Loads the models that are shipped beside this code (half a second); everything after is synchronous.
 *
 * @throws BabelwireError `model-unreadable` (bug) when a model file is missing or damaged
 */
export async function loadDetector(): Promise<LanguageDetector> {
  const models = MODELS.map(async ([script, name]) => {
    try {
      return [script, WordModel.parse(await promisify(brotliDecompress)(await readFile(fileOf(name))))] as const;
    } catch (cause) {
      throw unreadable(name, cause);
    }
  });
  return detectorOf(await Promise.all(models));
}

/** The same at once, for who finds in the middle of its work that it needs one. */
export function loadDetectorSync(): LanguageDetector {
  const models = MODELS.map(([script, name]) => {
    try {
      return [script, WordModel.parse(brotliDecompressSync(readFileSync(fileOf(name))))] as const;
    } catch (cause) {
      throw unreadable(name, cause);
    }
  });
  return detectorOf(models);
}

/** Throws as `loadDetector` does where a model file is missing: for who may need one later, or never. */
export function requireModels(): void {
  for (const [, name] of MODELS) {
    try {
      accessSync(fileOf(name), constants.R_OK);
    } catch (cause) {
      throw unreadable(name, cause);
    }
  }
}

function detectorOf(models: (readonly [number, WordModel])[]): LanguageDetector {
  fillTables();
  return new WordDetector(new Evidencer(new Map(models)));
}

const unreadable = (name: string, cause: unknown): BabelwireError =>
  new BabelwireError(
    'model-unreadable',
    'bug',
    `langid: cannot read the model ${fileOf(name).pathname} (${String(cause)}): build again, or install the package anew`,
    { cause },
  );
