import { EDGE, LONGEST_WORD, MOST_FEATURES, wordCheck, wordFeatures, wordHash } from './features.js';
import { MOST_STEPS, STEP, Vocabulary } from './vocabulary.js';

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

/** A weight and its language in one number: the language in the low bits. */
const LANGUAGE_BITS = 6;
const LANGUAGE_MASK = 2 ** LANGUAGE_BITS - 1;
/** Nats below the best language beyond which another adds nothing to the sum of all. */
const NOTHING = 20;

/**
 * What one word says about its language, among the languages of one script. The odds of common words, half of all running
 * text, stand in a table as they were counted; those of other words come from a log-linear model over hashed n-grams.
 * tools/README.md says how both are made.
 */
export class WordModel {
  /** The words known, the common ones and those judged of late. */
  readonly vocabulary: Vocabulary;
  private readonly mask: number;
  /** Where a bucket's weights begin in `weights`; they end where the next one's begin. */
  private readonly begins: Int32Array;
  /** Weights that are not none, each with its language: nine in ten are none. */
  private readonly weights: Int16Array;
  /** exp(-d) of a difference of d weight steps. */
  private readonly shares: Float64Array;
  /** Steps of a row for a step of a weight. */
  private readonly stepsPerWeight: number;
  private readonly features = new Int32Array(MOST_FEATURES);
  private readonly from = new Int32Array(MOST_FEATURES);
  private readonly to = new Int32Array(MOST_FEATURES);
  /** Keeps the compiler from leaving out reads whose value nobody wants. */
  private touched = 0;
  private readonly codes = new Uint16Array(LONGEST_WORD + 2);
  private readonly sums: Int32Array;

  private constructor(
    /** BCP 47 tags, in the order of the rows. */
    readonly tags: readonly string[],
    header: Header,
    begins: Int32Array,
    weights: Int16Array,
    vocabulary: Vocabulary,
  ) {
    this.vocabulary = vocabulary;
    this.mask = 2 ** header.bits - 1;
    this.begins = begins;
    this.weights = weights;
    this.shares = Float64Array.from({ length: NOTHING / header.scale }, (_, step) => Math.exp(-step * header.scale));
    this.stepsPerWeight = header.scale / STEP;
    this.sums = new Int32Array(tags.length);
  }

  /**
   * Reads a model file: a line of JSON; the weights, bucket by bucket; the hashes of the common words; their odds, word by
   * word; and, for each of them, the odds of a language that lacks it, which are the longer the commoner the word is. Weights and odds are sparse: a bitmap of what is stored, then what is stored (that packs best).
   */
  static parse(file: Uint8Array): WordModel {
    const newline = file.indexOf(10);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(0, newline))) as Header;
    const { bits, words, stored, tags, wordScale } = header;
    let at = newline + 1;
    const take = (length: number): Uint8Array => file.subarray(at, (at += length));
    const cells = 2 ** bits * tags.length;
    const { begins, weights } = weightsOf(take(Math.ceil(cells / 8)), take(stored[0]), 2 ** bits, tags.length);
    // Copied: an Int32Array must begin at a multiple of four.
    const hashes = new Int32Array(Uint8Array.from(take(words * 4)).buffer);
    const bitmap = take(Math.ceil((words * tags.length) / 8));
    const odds = take(stored[1]);
    const lacks = take(words);
    const vocabulary = new Vocabulary(tags.length, hashes, (rows) => {
      fillRows(rows, { bitmap, odds, lacks, scale: wordScale / STEP }, tags.length);
    });
    return new WordModel(tags, header, begins, weights, vocabulary);
  }

  /**
   * The slot of a word in the vocabulary, or -1 for one that has to be judged.
   *
   * @param lower lower-case code units of the text
   */
  find(lower: Uint16Array, start: number, end: number): number {
    return this.vocabulary.find(wordHash(lower, start, end), wordCheck(lower, start, end));
  }

  /**
   * The slot of a word, which is judged if it is not known: what it says of each language, every language being equally
   * likely beforehand, is in its row.
   */
  read(lower: Uint16Array, start: number, end: number): number {
    const { vocabulary } = this;
    const hash = wordHash(lower, start, end);
    const check = wordCheck(lower, start, end);
    const slot = vocabulary.find(hash, check);
    if (slot >= 0) return slot;
    const offset = vocabulary.room();
    this.judge(lower, start, end, vocabulary.steps, offset);
    return vocabulary.keep(hash, check);
  }

  private judge(lower: Uint16Array, start: number, end: number, out: Uint8Array, offset: number): void {
    const { begins, codes, features, from, to, shares, stepsPerWeight, sums, weights } = this;
    const length = Math.min(end - start, LONGEST_WORD);
    codes[0] = EDGE;
    for (let index = 0; index < length; index += 1) codes[index + 1] = lower[start + index] ?? 0;
    codes[length + 1] = EDGE;
    const count = wordFeatures(codes, length + 2, this.mask, features);
    const languages = sums.length;
    sums.fill(0);
    // Nearly every bucket is a cache miss. Asked for all at once, the misses overlap: adding up takes half the time.
    for (let index = 0; index < count; index += 1) {
      const bucket = features[index] ?? 0;
      from[index] = begins[bucket] ?? 0;
      to[index] = begins[bucket + 1] ?? 0;
    }
    let touched = 0;
    for (let index = 0; index < count; index += 1) touched ^= weights[from[index] ?? 0] ?? 0;
    this.touched = touched;
    for (let index = 0; index < count; index += 1) {
      const last = to[index] ?? 0;
      for (let at = from[index] ?? 0; at < last; at += 1) {
        const weight = weights[at] ?? 0;
        const language = weight & LANGUAGE_MASK;
        sums[language] = (sums[language] ?? 0) + (weight >> LANGUAGE_BITS);
      }
    }
    let best = sums[0] ?? 0;
    for (let language = 1; language < languages; language += 1) best = Math.max(best, sums[language] ?? 0);
    let total = 0;
    for (let language = 0; language < languages; language += 1) total += shares[best - (sums[language] ?? 0)] ?? 0;
    const steps = Math.log(total) / STEP + 0.5;
    for (let language = 0; language < languages; language += 1) {
      out[offset + language] = Math.min(MOST_STEPS, (best - (sums[language] ?? 0)) * stepsPerWeight + steps);
    }
  }
}

/** The stored weights, bucket by bucket, each with its language. */
function weightsOf(
  bitmap: Uint8Array,
  values: Uint8Array,
  buckets: number,
  languages: number,
): { begins: Int32Array; weights: Int16Array } {
  const begins = new Int32Array(buckets + 1);
  const weights = new Int16Array(values.length);
  let bucket = 0;
  let next = 0;
  forEachMark(bitmap, (cell, count) => {
    while (cell >= next) {
      begins[bucket] = count;
      bucket += 1;
      next += languages;
    }
    const weight = ((values[count] ?? 0) << 24) >> 24;
    weights[count] = (weight << LANGUAGE_BITS) | (cell - next + languages);
  });
  begins.fill(values.length, bucket);
  return { begins, weights };
}

/** The rows of the common words, their odds turned into the vocabulary's steps. */
function fillRows(
  rows: Uint8Array,
  { bitmap, odds, lacks, scale }: { bitmap: Uint8Array; odds: Uint8Array; lacks: Uint8Array; scale: number },
  languages: number,
): void {
  const stepsOf = (given = 0): number => Math.min(MOST_STEPS, Math.round(given * scale));
  for (let word = 0; word < lacks.length; word += 1) {
    rows.fill(stepsOf(lacks[word]), word * languages, (word + 1) * languages);
  }
  forEachMark(bitmap, (cell, count) => {
    rows[cell] = stepsOf(odds[count]);
  });
}

/** Calls back for each bit that is set, with its place and how many were set before it. */
function forEachMark(bitmap: Uint8Array, visit: (cell: number, count: number) => void): void {
  let count = 0;
  for (let byte = 0; byte < bitmap.length; byte += 1) {
    for (let left = bitmap[byte] ?? 0, cell = byte * 8; left !== 0; left >>= 1, cell += 1) {
      if ((left & 1) === 0) continue;
      visit(cell, count);
      count += 1;
    }
  }
}
