import { KEYS } from './layout.js';
import { PAGE_BITS, type Rows } from './rows.js';

/** One posting per key of a row, and one for its content hash. */
export const POSTINGS_PER_ROW = KEYS + 1;
/** Of the rows that share a key the newest ten count: what more of them share is a formula, not the trace of a copy. */
export const NEWEST_PER_KEY = 10;

const MIN_BUCKETS = 1 << 12;
/** Postings per bucket at which the table doubles: 1.5 keeps it at half of what the postings take. */
const MAX_LOAD = 1.5;
const PAGE_POSTINGS = POSTINGS_PER_ROW << PAGE_BITS;
/** A posting is two words side by side: the next posting of its bucket, and its key. */
const POSTING_WORDS = 2;
const END = -1;

/** An inverted index from 32-bit keys to rows: hash buckets of chains, the newest row first. */
export class Postings {
  #heads = new Int32Array(MIN_BUCKETS).fill(END);
  readonly #pages: (Int32Array | undefined)[] = [];
  #firstPage = 0;
  /** Rows added so far. */
  #rows = 0;

  /** Whether another row's postings can still be numbered. */
  static fits(row: number): boolean {
    return (row + 1) * POSTINGS_PER_ROW < 2 ** 31;
  }

  /** Adds the next row (rows come in order: 0, 1, 2 …) with its keys, `POSTINGS_PER_ROW` of them; a key 0 is none. */
  add(row: number, keys: Int32Array): void {
    if (row !== this.#rows++) throw new RangeError(`row ${row} does not follow row ${this.#rows - 2}`);
    if (row >>> PAGE_BITS === this.#pages.length) this.#pages.push(new Int32Array(PAGE_POSTINGS * POSTING_WORDS));
    const page = this.#pages[row >>> PAGE_BITS] ?? NO_PAGE;
    const first = row * POSTINGS_PER_ROW;
    const at = (first % PAGE_POSTINGS) * POSTING_WORDS;
    for (let k = 0; k < POSTINGS_PER_ROW; k++) page[at + POSTING_WORDS * k + 1] = keys[k] ?? 0;
    this.#link(page, at, first, POSTINGS_PER_ROW);
    const rows = this.#rows - (this.#firstPage << PAGE_BITS);
    if (rows * POSTINGS_PER_ROW > MAX_LOAD * this.#heads.length) this.#grow();
  }

  /** Writes the newest living rows that have the key to `found`, at most `NEWEST_PER_KEY`; returns how many. */
  newest(key: number, rows: Rows, found: Int32Array): number {
    let count = 0;
    let posting = this.#heads[key & (this.#heads.length - 1)] ?? END;
    while (posting !== END) {
      const row = Math.trunc(posting / POSTINGS_PER_ROW);
      const page = this.#pages[row >>> PAGE_BITS];
      // Rows before a freed page are freed too.
      if (!page) break;
      const at = (posting % PAGE_POSTINGS) * POSTING_WORDS;
      if (page[at + 1] === key && rows.isAlive(row)) {
        found[count++] = row;
        if (count === NEWEST_PER_KEY) break;
      }
      posting = page[at] ?? END;
    }
    return count;
  }

  /** The keys of a row, as they were added. */
  keysOf(row: number, keys: Int32Array): void {
    const page = this.#pages[row >>> PAGE_BITS] ?? NO_PAGE;
    const at = ((row * POSTINGS_PER_ROW) % PAGE_POSTINGS) * POSTING_WORDS;
    for (let k = 0; k < POSTINGS_PER_ROW; k++) keys[k] = page[at + POSTING_WORDS * k + 1] ?? 0;
  }

  /** Gives back what belongs to rows before this one, page by page. */
  freeBefore(row: number): void {
    while (this.#firstPage < row >>> PAGE_BITS) this.#pages[this.#firstPage++] = undefined;
  }

  /** Puts postings at the head of their buckets, one after the other. */
  #link(page: Int32Array, pageAt: number, posting: number, count: number): void {
    const heads = this.#heads;
    const mask = heads.length - 1;
    for (let i = 0; i < count; i++) {
      const at = pageAt + POSTING_WORDS * i;
      const key = page[at + 1] ?? 0;
      if (key === 0) continue;
      page[at] = heads[key & mask] ?? END;
      heads[key & mask] = posting + i;
    }
  }

  /** Doubles the table and links everything anew, in the order it came. */
  #grow(): void {
    this.#heads = new Int32Array(2 * this.#heads.length).fill(END);
    for (let p = this.#firstPage; p < this.#pages.length; p++) {
      const page = this.#pages[p] ?? NO_PAGE;
      const rows = Math.min(this.#rows - (p << PAGE_BITS), 1 << PAGE_BITS);
      this.#link(page, 0, p * PAGE_POSTINGS, rows * POSTINGS_PER_ROW);
    }
  }
}

const NO_PAGE = new Int32Array(0);
