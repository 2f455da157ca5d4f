/**
 * The features of a word: its character n-grams of 1 to 5 with the word's edges marked, and the word itself, each hashed
 * to a bucket. The model's trainer (tools/train.mjs) and the detector share this one definition: change it, and the model
 * must be trained anew.
 */

/** Longest n-gram. Four letters and an edge is a word of four letters' start, or a whole word of three with both edges. */
const LONGEST = 5;
/** Longer words are cut: a URL or a glued compound would cost time and say nothing more. */
export const LONGEST_WORD = 40;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
/** Edge marks; code points that no word holds. */
export const EDGE = 0x3c;

/** Most features a word can have; the size to give `out`. */
export const MOST_FEATURES = (LONGEST_WORD + 2) * LONGEST + 1;

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
      out[count] = bucketOf(hash, mask);
      count += 1;
    }
    whole = Math.imul(whole ^ (codes[start] ?? 0), FNV_PRIME);
  }
  if (length > LONGEST) {
    out[count] = bucketOf(whole ^ 0x5bd1e995, mask);
    count += 1;
  }
  return count;
}

/** Final mix: FNV's low bits alone follow the last character too closely. */
function bucketOf(hash: number, mask: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  return mixed & mask;
}
