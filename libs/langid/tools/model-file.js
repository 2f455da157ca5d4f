/** The file that a word model is kept in; `WordModel.parse` reads it. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { EDGE, LONGEST_WORD, wordHash } from '../../../dist/libs/langid/src/features.js';

/** Natural-log units of one step of a stored weight. */
const SCALE = 1 / 8;
/** Natural-log units of one step of a common word's odds. */
const WORD_SCALE = 1 / 16;
/** Not stored: the language hasn't got the word. */
const ABSENT = 255;

/** Writes the code units of a word, with its edges or without, and returns how many they are. */
export function encode(text, edges, codes) {
  let length = 0;
  if (edges) codes[length++] = EDGE;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    codes[length++] = unit === 0x2019 || unit === 0x2bc ? 0x27 : unit;
  }
  if (edges) codes[length++] = EDGE;
  return length;
}

/**
 * Weights in steps, bucket by bucket, all but the `keep` most useful set to none. A weight's use is the variance that
 * it brings into the scores: its square, as often as its bucket is asked for.
 */
export function quantised(weight, uses, keep, languages) {
  const buckets = uses.length;
  const steps = new Int8Array(weight.length);
  const use = new Float32Array(weight.length);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const row = weight.subarray(bucket * languages, (bucket + 1) * languages);
    // Only differences count: centred, most are near none.
    const mean = row.reduce((sum, value) => sum + value, 0) / languages;
    for (const [language, value] of row.entries()) {
      const at = bucket * languages + language;
      steps[at] = Math.max(-127, Math.min(127, Math.round((value - mean) / SCALE)));
      use[at] = steps[at] ** 2 * (uses[bucket] + 0.5);
    }
  }
  const least = use.slice().sort()[Math.max(0, use.length - keep)];
  for (const [at, value] of use.entries()) if (value < least) steps[at] = 0;
  return steps;
}

/** The weights' steps of a model that is there. */
export function weightsIn(file) {
  const model = brotliDecompressSync(file);
  const newline = model.indexOf(10);
  const { bits, stored, tags } = JSON.parse(model.subarray(0, newline).toString());
  const steps = new Int8Array(2 ** bits * tags.length);
  const values = newline + 1 + Math.ceil(steps.length / 8);
  let count = 0;
  for (let cell = 0; cell < steps.length; cell += 1) {
    if (((model[newline + 1 + (cell >> 3)] >> (cell & 7)) & 1) === 0) continue;
    steps[cell] = model.readInt8(values + count);
    count += 1;
  }
  if (count !== stored[0]) throw new Error(`the model says that it has ${stored[0]} weights, and has ${count}`);
  return steps;
}

/**
 * A model as its file.
 *
 * @param steps of the weights, bucket by bucket, of all languages
 * @param common words: their text, the logarithm of their odds in each language, and in any that lacks them
 */
export function pack(steps, common, bits, languages) {
  const codes = new Uint16Array(LONGEST_WORD);
  const hashed = common.map(({ text, odds, lacks }) => ({
    hash: wordHash(codes, 0, encode(text, false, codes)),
    leader: odds.indexOf(Math.max(...odds)),
    odds: Array.from(odds, (log) => (log === -Infinity ? ABSENT : Math.min(ABSENT - 1, stepsOf(log)))),
    lacks: Math.min(255, stepsOf(lacks)),
  }));
  // Words of one language together pack better, and the common ones apart from the rare.
  hashed.sort((one, other) => one.leader - other.leader || other.lacks - one.lacks);
  const weights = sparse(new Uint8Array(steps.buffer), 0);
  const odds = sparse(Uint8Array.from(hashed.flatMap((word) => word.odds)), ABSENT);
  const stored = [weights.values.length, odds.values.length];
  const header = { bits, scale: SCALE, words: common.length, wordScale: WORD_SCALE, stored, tags: languages };
  const hashes = Buffer.from(Int32Array.from(hashed, ({ hash }) => hash).buffer);
  const lacks = Buffer.from(hashed.map((word) => word.lacks));
  const whole = Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...[weights.bitmap, weights.values, hashes, odds.bitmap, odds.values, lacks],
  ]);
  const packed = brotliCompressSync(whole, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length },
  });
  console.log(`${common.length} common words, ${packed.length} bytes`);
  return packed;
}

const stepsOf = (log) => Math.round(-log / WORD_SCALE);

/** A bitmap of the cells that are not `absent`, and their values. */
function sparse(cells, absent) {
  const bitmap = Buffer.alloc(Math.ceil(cells.length / 8));
  for (const [at, value] of cells.entries()) if (value !== absent) bitmap[at >> 3] |= 1 << (at & 7);
  return { bitmap, values: Buffer.from(cells.filter((value) => value !== absent)) };
}
