/**
 * The features of a word: its character n-grams of 1 to 5 with the word's edges marked, and the word itself, each hashed
 * to a bucket. The model's trainer (tools/train.js) and the detector share this one definition: change it, and the models
 * must be trained anew.
 */

/** Longest n-gram: four letters at a word's edge, or a whole word of three. */
const LONGEST = 5;
/** Longer words are cut: a URL or a glued compound would cost time and say nothing more. */
export const LONGEST_WORD = 40;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
/** Stands for a word's edge; no word holds it. */
export const EDGE = 0x3c;

/** Most features a word can have; the size to give `out`. */
export const MOST_FEATURES = (LONGEST_WORD + 2) * LONGEST + 1;

/** 32-bit hash of a word without its edges, as the table of common words is keyed. */
export function wordHash(codes: Uint16Array, start: number, end: number): number {
  let hash = FNV_OFFSET;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (codes[at] ?? 0), FNV_PRIME);
  return finish(hash);
}

/** A second hash, of another family: two words that agree in both are the same word. */
export function wordCheck(codes: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 0x2c1b3c6d) + (codes[at] ?? 0)) | 0;
  return hash;
}

/**
 * Writes the buckets of a word's features to `out`.
 *
 * @param codes lower-case code units with an {@link EDGE} before and after the word
 * @param length how many of `codes` count, edges included
 * @param mask number of buckets less one (a power of two less one)
 * @returns how many buckets were written
 */
export function wordFeatures(codes: Uint16Array, length: number, mask: number, out: Int32Array): number {
  let count = 0;
  let whole = FNV_OFFSET;
  for (let start = 0; start < length; start += 1) {
    let hash = FNV_OFFSET;
    const last = Math.min(LONGEST, length - start);
    for (let n = 0; n < last; n += 1) {
      hash = Math.imul(hash ^ (codes[start + n] ?? 0), FNV_PRIME);
      if (n === 0 && (start === 0 || start === length - 1)) continue;
      out[count] = finish(hash) & mask;
      count += 1;
    }
    whole = Math.imul(whole ^ (codes[start] ?? 0), FNV_PRIME);
  }
  if (length > LONGEST) {
    out[count] = finish(whole ^ 0x5bd1e995) & mask;
    count += 1;
  }
  return count;
}

/** Final mix: FNV's low bits alone follow the last character too closely. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 12);
}
