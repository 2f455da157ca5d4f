import { LAYOUT } from './layout.js';

/** What the index keeps of a signature: all but the keys, which the postings hold. */
export const ROW_WORDS = LAYOUT.keys;
/** Rows come in pages of 2^12 (one megabyte): growing never copies, and forgetting the oldest gives pages back. */
export const PAGE_BITS = 12;
const PAGE_ROWS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_ROWS - 1;
/** 128 bits of the content hash. */
const HASH_WORDS = 4;
interface Page {
  readonly signatures: Uint32Array;
  readonly hashes: Uint32Array;
  readonly instants: Float64Array;
  readonly ids: (string | undefined)[];
  alive: number;
  /** Least instant of the rows ever written to the page. */
  oldest: number;
}

/** Articles in order of arrival, numbered from 0 and never renumbered: signature, content hash, instant, id. */
export class Rows {
  #length = 0;
  #dead = 0;
  #firstPage = 0;
  /** A bit for each row: small enough to stay in the processor's cache, as the pages are not. */
  #aliveBits = new Uint32Array(PAGE_ROWS / 32);
  readonly #pages: (Page | undefined)[] = [];

  /** One more than the last row. */
  get length(): number {
    return this.#length;
  }

  /** The first row that still takes space. */
  get first(): number {
    return this.#firstPage << PAGE_BITS;
  }

  get living(): number {
    return this.#length - this.first - this.#dead;
  }

  /** Rows that are forgotten but still take space. */
  get dead(): number {
    return this.#dead;
  }

  push(id: string, words: Uint32Array, wordsAt: number, hash: Uint32Array, hashAt: number, at: number): number {
    const row = this.#length++;
    const i = row & PAGE_MASK;
    if (i === 0) this.#addPage();
    this.#aliveBits[row >>> 5] = (this.#aliveBits[row >>> 5] ?? 0) | (1 << (row & 31));
    const page = this.#page(row);
    for (let w = 0; w < ROW_WORDS; w++) page.signatures[i * ROW_WORDS + w] = words[wordsAt + w] ?? 0;
    for (let w = 0; w < HASH_WORDS; w++) page.hashes[i * HASH_WORDS + w] = hash[hashAt + w] ?? 0;
    page.instants[i] = at;
    page.ids[i] = id;
    page.alive++;
    page.oldest = Math.min(page.oldest, at);
    return row;
  }

  /** Appends a row of another collection; returns its number here. */
  pushFrom(other: Rows, row: number): number {
    const page = other.#page(row);
    const i = row & PAGE_MASK;
    const id = page.ids[i] ?? '';
    return this.push(id, page.signatures, i * ROW_WORDS, page.hashes, i * HASH_WORDS, page.instants[i] ?? 0);
  }

  isAlive(row: number): boolean {
    return (((this.#aliveBits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  idOf(row: number): string | undefined {
    return this.#pages[row >>> PAGE_BITS]?.ids[row & PAGE_MASK];
  }

  /** The words that the row's signature is in, from `offset(row)`. */
  words(row: number): Uint32Array {
    return this.#page(row).signatures;
  }

  offset(row: number): number {
    return ROW_WORDS * (row & PAGE_MASK);
  }

  hashEquals(row: number, hash: Uint32Array): boolean {
    const { hashes } = this.#page(row);
    const start = HASH_WORDS * (row & PAGE_MASK);
    for (let w = 0; w < HASH_WORDS; w++) if (hashes[start + w] !== hash[w]) return false;
    return true;
  }

  hashesEqual(row: number, other: number): boolean {
    const { hashes } = this.#page(row);
    const start = HASH_WORDS * (row & PAGE_MASK);
    return this.hashEquals(other, hashes.subarray(start, start + HASH_WORDS));
  }

  kill(row: number): void {
    const page = this.#page(row);
    page.ids[row & PAGE_MASK] = undefined;
    this.#clearBit(row);
    page.alive--;
    this.#dead++;
    this.#freeFront();
  }

  /** Kills every row older than the instant; tells each one's id first. */
  killBefore(at: number, forget: (id: string) => void): void {
    for (let p = this.#firstPage; p < this.#pages.length; p++) {
      const page = this.#pages[p];
      if (!page || page.alive === 0 || page.oldest >= at) continue;
      let oldest = Infinity;
      for (let i = 0; i < PAGE_ROWS; i++) {
        const id = page.ids[i];
        if (id === undefined) continue;
        const seen = page.instants[i] ?? 0;
        if (seen >= at) {
          oldest = Math.min(oldest, seen);
          continue;
        }
        forget(id);
        page.ids[i] = undefined;
        this.#clearBit((p << PAGE_BITS) + i);
        page.alive--;
        this.#dead++;
      }
      page.oldest = oldest;
    }
    this.#freeFront();
  }

  #addPage(): void {
    this.#pages.push(newPage());
    const bits = this.#pages.length * (PAGE_ROWS / 32);
    if (bits <= this.#aliveBits.length) return;
    const larger = new Uint32Array(2 * bits);
    larger.set(this.#aliveBits);
    this.#aliveBits = larger;
  }

  #clearBit(row: number): void {
    this.#aliveBits[row >>> 5] = (this.#aliveBits[row >>> 5] ?? 0) & ~(1 << (row & 31));
  }

  #page(row: number): Page {
    const page = this.#pages[row >>> PAGE_BITS];
    if (!page) throw new RangeError(`row ${row} is not in the index`);
    return page;
  }

  /** Full pages at the front in which nothing is alive are given back. */
  #freeFront(): void {
    while (this.#firstPage < this.#length >>> PAGE_BITS && this.#pages[this.#firstPage]?.alive === 0) {
      this.#pages[this.#firstPage++] = undefined;
      this.#dead -= PAGE_ROWS;
    }
  }
}

function newPage(): Page {
  return {
    signatures: new Uint32Array(PAGE_ROWS * ROW_WORDS),
    hashes: new Uint32Array(PAGE_ROWS * HASH_WORDS),
    instants: new Float64Array(PAGE_ROWS),
    ids: new Array<string | undefined>(PAGE_ROWS).fill(undefined),
    alive: 0,
    oldest: Infinity,
  };
}
