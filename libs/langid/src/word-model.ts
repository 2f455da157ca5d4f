import { WordMemo } from './word-memo.js';
import { EDGE, LONGEST_WORD, MOST_FEATURES, wordFeatures, wordHash } from './features.js';

/** Least log-probability that one word may give: no single word, however odd, outweighs several plain ones. */
const FLOOR = -6;

/** A model file's first line. */
interface Header {
  /** Base-2 logarithm of the number of buckets. */
  readonly bits: number;
  /** Natural-log units of one step of a weight. */
  readonly scale: number;
  /** Common words whose odds are stored as they are. */
  readonly words: number;
  /** Natural-log units of one step of a common word's odds. */
  readonly wordScale: number;
  /** How many weights, and how many odds, are stored. */
  readonly stored: readonly [number, number];
  /** BCP 47. */
  readonly tags: readonly string[];
}

/** Stored odds, in steps, of a language that hasn't got the word. */
const LACKS = 255;

/**
 * What one word says about its language, among the languages of one script. The odds of common words, half of all running
 * text, stand in a table as they were counted; those of other words come from a log-linear model over hashed n-grams.
 * tools/README.md says how both are made.
 */
export class WordModel {
  /** BCP 47 tags, in the order of the scores. */
  readonly tags: readonly string[];
  private readonly scale: number;
  /** The log-probability that each stored step stands for. */
  private readonly odds: Float32Array;
  private readonly mask: number;
  /** Bucket-major: the weights of one bucket for all languages stand together. */
  private readonly weights: Int8Array;
  /** Odds of common words below the best language's, in steps; row by row. */
  private readonly rows: Uint8Array;
  /** Open-addressing hash table: hash and row + 1, or 0 where free. */
  private readonly slots: Int32Array;
  private readonly features = new Int32Array(MOST_FEATURES);
  private readonly codes = new Uint16Array(LONGEST_WORD + 2);
  private readonly sums: Int32Array;
  private readonly memo: WordMemo;

  private constructor(header: Header, weights: Int8Array, hashes: Int32Array, rows: Uint8Array) {
    this.tags = header.tags;
    this.scale = header.scale;
    this.odds = Float32Array.from({ length: 256 }, (_, step) => Math.max(FLOOR, -step * header.wordScale));
    this.mask = 2 ** header.bits - 1;
    this.weights = weights;
    this.rows = rows;
    this.slots = tableOf(hashes);
    this.sums = new Int32Array(header.tags.length);
    this.memo = new WordMemo(header.tags.length);
  }

  /**
   * Reads a model file: a line of JSON; the weights, bucket by bucket; the hashes of the common words; their odds, word by
   * word. Weights and odds are sparse: a bitmap of what is stored, then what is stored (that packs best).
   */
  static parse(file: Uint8Array): WordModel {
    const newline = file.indexOf(10);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(0, newline))) as Header;
    const { bits, words, stored, tags } = header;
    let at = newline + 1;
    const take = (length: number): Uint8Array => file.subarray(at, (at += length));
    const takeSparse = (cells: number, count: number, absent: number): Uint8Array =>
      denseOf(take(Math.ceil(cells / 8)), take(count), cells, absent);
    const weights = takeSparse(2 ** bits * tags.length, stored[0], 0);
    // Copied: an Int32Array must begin at a multiple of four.
    const hashes = new Int32Array(Uint8Array.from(take(words * 4)).buffer);
    const rows = takeSparse(words * tags.length, stored[1], LACKS);
    return new WordModel(header, new Int8Array(weights.buffer), hashes, rows);
  }

  /**
   * Log-probability of each language given the word, every language being equally likely beforehand.
   *
   * @param lower lower-case code units of the text
   * @param out where the scores go, from `offset`, in the order of `tags`
   */
  score(lower: Uint16Array, start: number, end: number, out: Float32Array, offset: number): void {
    const hash = wordHash(lower, start, end);
    const row = this.find(hash);
    if (row >= 0) {
      this.readRow(row, out, offset);
      return;
    }
    if (this.memo.recall(hash, lower, start, end, out, offset)) return;
    this.judge(lower, start, end, out, offset);
    this.memo.keep(hash, lower, start, end, out, offset);
  }

  private find(hash: number): number {
    const { slots } = this;
    const mask = (slots.length >> 1) - 1;
    let slot = hash & mask;
    for (;;) {
      const row = slots[slot * 2 + 1] ?? 0;
      if (row === 0 || slots[slot * 2] === hash) return row - 1;
      slot = (slot + 1) & mask;
    }
  }

  private readRow(row: number, out: Float32Array, offset: number): void {
    const { rows, odds } = this;
    const languages = this.tags.length;
    const at = row * languages;
    for (let language = 0; language < languages; language += 1) {
      out[offset + language] = odds[rows[at + language] ?? 0] ?? FLOOR;
    }
  }

  private judge(lower: Uint16Array, start: number, end: number, out: Float32Array, offset: number): void {
    const { codes, features, sums, weights, scale } = this;
    const length = Math.min(end - start, LONGEST_WORD);
    codes[0] = EDGE;
    for (let index = 0; index < length; index += 1) codes[index + 1] = lower[start + index] ?? 0;
    codes[length + 1] = EDGE;
    const count = wordFeatures(codes, length + 2, this.mask, features);
    const languages = sums.length;
    sums.fill(0);
    for (let index = 0; index < count; index += 1) {
      const at = (features[index] ?? 0) * languages;
      for (let language = 0; language < languages; language += 1) {
        sums[language] = (sums[language] ?? 0) + (weights[at + language] ?? 0);
      }
    }
    let best = -Infinity;
    for (let language = 0; language < languages; language += 1) best = Math.max(best, sums[language] ?? 0);
    let total = 0;
    for (let language = 0; language < languages; language += 1) {
      total += Math.exp(((sums[language] ?? 0) - best) * scale);
    }
    const logTotal = Math.log(total);
    for (let language = 0; language < languages; language += 1) {
      out[offset + language] = Math.max(FLOOR, ((sums[language] ?? 0) - best) * scale - logTotal);
    }
  }
}

/** All cells of a sparse array: those that the bitmap marks have the values in turn, the others are `absent`. */
function denseOf(bitmap: Uint8Array, values: Uint8Array, cells: number, absent: number): Uint8Array {
  const dense = new Uint8Array(cells).fill(absent);
  let value = 0;
  for (const [byte, marks] of bitmap.entries()) {
    for (let left = marks, cell = byte * 8; left !== 0; left >>= 1, cell += 1) {
      if ((left & 1) === 0) continue;
      dense[cell] = values[value] ?? 0;
      value += 1;
    }
  }
  return dense;
}

/** At most half full, so that a search ends soon. */
function tableOf(hashes: Int32Array): Int32Array {
  let size = 2;
  while (size < hashes.length * 2) size *= 2;
  const slots = new Int32Array(size * 2);
  for (const [row, hash] of hashes.entries()) {
    let slot = hash & (size - 1);
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot * 2] = hash;
    slots[slot * 2 + 1] = row + 1;
  }
  return slots;
}
