import { copied } from './copied.js';

/** Sums up weights for rows and hands out the heaviest; of equal weight the oldest. One query at a time. */
export class Shortlist {
  /** By `row & mask`; 0 between queries. */
  #weights = new Float64Array(0);
  #mask = 0;
  /** The rows that have a weight. */
  #rows = new Int32Array(1 << 12);
  #length = 0;
  /** The first of the heaviest, in order. */
  readonly #best: Int32Array;

  /** @param wanted how many rows are read of `heaviest`, as a rule; more take longer. */
  constructor(wanted: number) {
    this.#best = new Int32Array(wanted);
  }

  /** Begins anew, for rows that `mask` tells apart. */
  clear(mask: number): void {
    if (mask !== this.#mask || this.#weights.length === 0) {
      this.#mask = mask;
      this.#weights = new Float64Array(mask + 1);
    } else {
      for (let n = 0; n < this.#length; n++) this.#weights[(this.#rows[n] ?? 0) & mask] = 0;
    }
    this.#length = 0;
  }

  /** Adds a weight to each of these rows that is in another language. */
  add(rows: Int32Array, from: number, end: number, weight: number, languages: Int32Array, language: number): void {
    const weights = this.#weights;
    const mask = this.#mask;
    if (this.#length + end - from > this.#rows.length) {
      this.#rows = copied(this.#rows, new Int32Array(2 * (this.#length + end - from)));
    }
    const found = this.#rows;
    let length = this.#length;
    for (let i = from; i < end; i++) {
      const row = rows[i] ?? 0;
      const at = row & mask;
      if (languages[at] === language) continue;
      const before = weights[at] ?? 0;
      if (before === 0) found[length++] = row;
      weights[at] = before + weight;
    }
    this.#length = length;
  }

  /** The rows, the heaviest first. */
  *heaviest(): Generator<number> {
    const first = this.#chooseBest();
    for (let n = 0; n < first; n++) yield this.#best[n] ?? 0;
    if (first === this.#length) return;
    const sorted = this.#rows.slice(0, this.#length).sort((a, b) => (this.#goesBefore(a, b) ? -1 : 1));
    for (const row of sorted.subarray(first)) yield row;
  }

  #chooseBest(): number {
    const best = this.#best;
    const rows = this.#rows;
    const weights = this.#weights;
    const mask = this.#mask;
    const count = this.#length;
    let length = 0;
    // What a row must weigh to be looked at.
    let least = 0;
    for (let n = 0; n < count; n++) {
      const row = rows[n] ?? 0;
      if ((weights[row & mask] ?? 0) < least) continue;
      let at = length;
      if (at === best.length) {
        if (!this.#goesBefore(row, best[at - 1] ?? 0)) continue;
        at--;
      } else length++;
      while (at > 0 && this.#goesBefore(row, best[at - 1] ?? 0)) {
        best[at] = best[at - 1] ?? 0;
        at--;
      }
      best[at] = row;
      if (length === best.length) least = weights[(best[length - 1] ?? 0) & mask] ?? 0;
    }
    return length;
  }

  #goesBefore(row: number, other: number): boolean {
    const difference = (this.#weights[row & this.#mask] ?? 0) - (this.#weights[other & this.#mask] ?? 0);
    return difference > 0 || (difference === 0 && row < other);
  }
}
