import { copied } from './copied.js';

/** Of the articles that share a feature the newest 64 count. */
export const NEWEST_PER_FEATURE = 64;
/** Twice as many are kept, so that forgetting one seldom means looking for the next. */
export const MOST_KEPT = 2 * NEWEST_PER_FEATURE;
/** Lists grow by doubling, from 4 rows (most numbers are in one story only) to `MOST_KEPT`. */
const LEAST_BITS = 2;
const SIZES = 1 + Math.log2(MOST_KEPT) - LEAST_BITS;
const NONE = -1;

/** The newest rows of each feature, oldest first, in one array. */
export class NewestRows {
  /** Where the lists are: `start(feature)` to `start(feature) + count(feature)`. */
  rows = new Int32Array(1 << 12);
  #end = 0;
  /** By feature. */
  #starts = new Int32Array(1 << 10).fill(NONE);
  #counts = new Uint8Array(1 << 10);
  #sizes = new Uint8Array(1 << 10);
  /** Starts of unused lists, by size. */
  readonly #free: number[][] = Array.from({ length: SIZES }, () => []);

  start(feature: number): number {
    return this.#starts[feature] ?? NONE;
  }

  count(feature: number): number {
    return this.#counts[feature] ?? 0;
  }

  /** Adds a row to a feature; it must be newer than those that are there. */
  add(feature: number, row: number): void {
    if (feature >= this.#starts.length) this.#growFeatures(feature + 1);
    const count = this.#counts[feature] ?? 0;
    if (this.#starts[feature] === NONE) this.#starts[feature] = this.#take(0);
    else if (count === 1 << (LEAST_BITS + (this.#sizes[feature] ?? 0))) {
      this.#addToFull(feature, count, row);
      return;
    }
    this.rows[(this.#starts[feature] ?? 0) + count] = row;
    this.#counts[feature] = count + 1;
  }

  #addToFull(feature: number, count: number, row: number): void {
    const size = this.#sizes[feature] ?? 0;
    const start = this.#starts[feature] ?? 0;
    let left = count;
    if (size + 1 < SIZES) {
      const larger = this.#take(size + 1);
      this.rows.copyWithin(larger, start, start + count);
      this.#free[size]?.push(start);
      this.#starts[feature] = larger;
      this.#sizes[feature] = size + 1;
    } else {
      left = NEWEST_PER_FEATURE;
      this.rows.copyWithin(start, start + count - left, start + count);
    }
    this.rows[(this.#starts[feature] ?? 0) + left] = row;
    this.#counts[feature] = left + 1;
  }

  /** Takes a row out, if it is among those that are kept. */
  remove(feature: number, row: number): void {
    const start = this.start(feature);
    const count = this.count(feature);
    if (count === 0 || (this.rows[start] ?? 0) > row) return;
    let at = start + count - 1;
    while (at >= start && (this.rows[at] ?? 0) > row) at--;
    if (this.rows[at] !== row) return;
    this.rows.copyWithin(at, at + 1, start + count);
    this.#counts[feature] = count - 1;
    if (count === 1) this.#giveBack(feature);
  }

  /** Puts rows in place of those that are there: the newest, newest first, `MOST_KEPT` at most. */
  replace(feature: number, newestFirst: readonly number[]): void {
    if (this.start(feature) !== NONE) this.#giveBack(feature);
    for (let i = newestFirst.length - 1; i >= 0; i--) this.add(feature, newestFirst[i] ?? 0);
  }

  #giveBack(feature: number): void {
    this.#free[this.#sizes[feature] ?? 0]?.push(this.start(feature));
    this.#starts[feature] = NONE;
    this.#sizes[feature] = 0;
    this.#counts[feature] = 0;
  }

  #take(size: number): number {
    const start = this.#free[size]?.pop();
    if (start !== undefined) return start;
    const at = this.#end;
    this.#end += 1 << (LEAST_BITS + size);
    if (this.#end > this.rows.length) this.rows = copied(this.rows, new Int32Array(2 * this.rows.length));
    return at;
  }

  #growFeatures(least: number): void {
    const capacity = Math.max(least, 2 * this.#starts.length);
    this.#starts = copied(this.#starts, new Int32Array(capacity).fill(NONE));
    this.#counts = copied(this.#counts, new Uint8Array(capacity));
    this.#sizes = copied(this.#sizes, new Uint8Array(capacity));
  }
}
