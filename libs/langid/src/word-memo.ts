/** Longer words are rare, and are judged anew each time. */
const LONGEST = 24;

/**
 * Words kept, a power of two. Of running text that has passed once, nine words in ten come again among this many; a table
 * of the Latin script then takes 12 MB.
 */
const ENTRIES = 2 ** 16;

/**
 * Remembers what the model said of words that are not among its common ones: the judgement of a word is a sum over some
 * thirty n-grams and all languages, and news repeats its names and terms. A word is compared letter by letter, so that
 * the answer never depends on what came before it. A newer word takes the place of an older one in the same slot.
 */
export class WordMemo {
  private readonly lengths = new Uint8Array(ENTRIES);
  private readonly codes = new Uint16Array(ENTRIES * LONGEST);
  private readonly scores: Float32Array;

  constructor(private readonly languages: number) {
    this.scores = new Float32Array(ENTRIES * languages);
  }

  /** Writes the remembered scores to `out` from `offset`. Returns whether there were any. */
  recall(hash: number, lower: Uint16Array, start: number, end: number, out: Float32Array, offset: number): boolean {
    const slot = hash & (ENTRIES - 1);
    const length = end - start;
    if (this.lengths[slot] !== length || length > LONGEST) return false;
    const { codes, scores, languages } = this;
    const at = slot * LONGEST;
    for (let index = 0; index < length; index += 1) {
      if (codes[at + index] !== lower[start + index]) return false;
    }
    const row = slot * languages;
    for (let language = 0; language < languages; language += 1) out[offset + language] = scores[row + language] ?? 0;
    return true;
  }

  /** Keeps the scores that stand in `out` from `offset`. */
  keep(hash: number, lower: Uint16Array, start: number, end: number, out: Float32Array, offset: number): void {
    const length = end - start;
    if (length > LONGEST) return;
    const slot = hash & (ENTRIES - 1);
    this.lengths[slot] = length;
    const at = slot * LONGEST;
    for (let index = 0; index < length; index += 1) this.codes[at + index] = lower[start + index] ?? 0;
    const row = slot * this.languages;
    for (let language = 0; language < this.languages; language += 1) {
      this.scores[row + language] = out[offset + language] ?? 0;
    }
  }
}
