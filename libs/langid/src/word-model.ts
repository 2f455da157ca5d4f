import { EDGE, LONGEST_WORD, MOST_FEATURES, wordFeatures } from './features.js';

/** A model file's first line. */
interface Header {
  readonly script: string;
  readonly bits: number;
  readonly scale: number;
  readonly tags: readonly string[];
}

/**
 * What one word says about its language, among the languages of one script: a log-linear model over hashed n-grams, trained
 * on word frequencies (see tools/train.mjs), with one signed byte per bucket and language.
 */
export class WordModel {
  /** BCP 47 tags, in the order of the scores. */
  readonly tags: readonly string[];
  /** Natural-log units of one step of a weight. */
  private readonly scale: number;
  private readonly mask: number;
  /** Bucket-major: the weights of one bucket for all languages stand together. */
  private readonly weights: Int8Array;
  private readonly features = new Int32Array(MOST_FEATURES);
  private readonly codes = new Uint16Array(LONGEST_WORD + 2);
  private readonly sums: Int32Array;

  constructor(header: Header, weights: Int8Array) {
    this.tags = header.tags;
    this.scale = header.scale;
    this.mask = 2 ** header.bits - 1;
    this.weights = weights;
    this.sums = new Int32Array(header.tags.length);
  }

  /** Reads a model file: a line of JSON, then the weights of each language in turn (they pack better that way). */
  static parse(file: Uint8Array): WordModel {
    const newline = file.indexOf(10);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(0, newline))) as Header;
    const languages = header.tags.length;
    const buckets = 2 ** header.bits;
    const stored = new Int8Array(file.buffer, file.byteOffset + newline + 1, buckets * languages);
    const weights = new Int8Array(buckets * languages);
    for (let language = 0; language < languages; language += 1) {
      for (let bucket = 0; bucket < buckets; bucket += 1) {
        weights[bucket * languages + language] = stored[language * buckets + bucket] ?? 0;
      }
    }
    return new WordModel(header, weights);
  }

  /**
   * Log-probability of each language given the word, every language being equally likely beforehand.
   *
   * @param lower lower-case code units of the text
   * @param out where the scores go, from `offset`, in the order of `tags`
   */
  score(lower: Uint16Array, start: number, end: number, out: Float32Array, offset: number): void {
    const { codes, features, sums, weights, tags } = this;
    const length = Math.min(end - start, LONGEST_WORD);
    codes[0] = EDGE;
    for (let index = 0; index < length; index += 1) codes[index + 1] = lower[start + index] ?? 0;
    codes[length + 1] = EDGE;
    const count = wordFeatures(codes, length + 2, this.mask, features);
    const languages = tags.length;
    sums.fill(0);
    for (let index = 0; index < count; index += 1) {
      let at = (features[index] ?? 0) * languages;
      for (let language = 0; language < languages; language += 1, at += 1) {
        sums[language] = (sums[language] ?? 0) + (weights[at] ?? 0);
      }
    }
    let best = -Infinity;
    for (let language = 0; language < languages; language += 1) best = Math.max(best, sums[language] ?? 0);
    let total = 0;
    for (let language = 0; language < languages; language += 1) {
      total += Math.exp(((sums[language] ?? 0) - best) * this.scale);
    }
    const logTotal = Math.log(total);
    for (let language = 0; language < languages; language += 1) {
      out[offset + language] = ((sums[language] ?? 0) - best) * this.scale - logTotal;
    }
  }
}
