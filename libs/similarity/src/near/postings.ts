import { KEYS } from './layout.js';
import { PAGE_BITS, type Rows } from './rows.js';

/** One posting per key of a row, and one for its content hash. */
export const POSTINGS_PER_ROW = KEYS + 1;
/** Of the rows that share a key the newest ten count: what more of them share is a formula, not the trace of a copy. */
export const NEWEST_PER_KEY = 10;

const MIN_BUCKETS = 1 << 12;
/** Postings per bucket at which the table doubles: a third of the lookups meet a stranger, for 60 to 120 bytes an article. */
const MAX_LOAD = 0.5;
const PAGE_POSTINGS = POSTINGS_PER_ROW << PAGE_BITS;
/** A posting is two words side by side: the next posting of its bucket, and its key. */
const POSTING_WORDS = 2;
const END = -1;

/** An inverted index from 32-bit keys to rows: hash buckets of chains, the newest row first. */
export class Postings {
  #heads = new Int32Array(MIN_BUCKETS).fill(END);
  readonly #pages: (Int32Array | undefined)[] = [];
  #firstPage = 0;
  readonly #current = new Int32Array(POSTINGS_PER_ROW);
  readonly #chains = new Uint8Array(POSTINGS_PER_ROW);
  readonly #nexts = new Int32Array(POSTINGS_PER_ROW);
  readonly #stored = new Int32Array(POSTINGS_PER_ROW);
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

  /**
   * Looks up all keys of a probe: writes the newest living rows that have the k-th key to `found`, `NEWEST_PER_KEY` places
   * each, and how many they are to `counts`.
   *
   * In a large index nearly every step of a chain waits for main memory. So the chains are walked abreast, a step of each at
   * a time, and the waits overlap.
   */
  newest(keys: Int32Array, rows: Rows, found: Int32Array, counts: Uint8Array): void {
    const heads = this.#heads;
    const mask = heads.length - 1;
    const chains = this.#chains;
    const nexts = this.#nexts;
    const stored = this.#stored;
    const current = this.#current;
    let active = 0;
    for (let k = 0; k < POSTINGS_PER_ROW; k++) current[k] = heads[(keys[k] ?? 0) & mask] ?? END;
    counts.fill(0);
    for (let k = 0; k < POSTINGS_PER_ROW; k++) {
      if (current[k] !== END && keys[k] !== 0) chains[active++] = k;
    }
    while (active > 0) {
      for (let c = 0; c < active; c++) {
        const posting = current[chains[c] ?? 0] ?? END;
        const page = this.#pages[Math.trunc(posting / PAGE_POSTINGS)] ?? FREED;
        const at = page === FREED ? 0 : (posting % PAGE_POSTINGS) * POSTING_WORDS;
        nexts[c] = page[at] ?? END;
        stored[c] = page[at + 1] ?? 0;
      }
      let left = 0;
      for (let c = 0; c < active; c++) {
        const k = chains[c] ?? 0;
        const next = nexts[c] ?? END;
        let full = false;
        if (stored[c] === keys[k]) {
          const row = Math.trunc((current[k] ?? 0) / POSTINGS_PER_ROW);
          if (rows.isAlive(row)) {
            const count = counts[k] ?? 0;
            found[k * NEWEST_PER_KEY + count] = row;
            counts[k] = count + 1;
            full = count + 1 === NEWEST_PER_KEY;
          }
        }
        if (next !== END && !full) {
          current[k] = next;
          chains[left++] = k;
        }
      }
      active = left;
    }
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
/** Stands in for a page that was given back: the end of every chain, of no key. */
const FREED = new Int32Array([END, 0]);
