import { LAYOUT } from './layout.js';

/** What the index keeps of a signature: all but the keys, which the postings hold. */
export const ROW_WORDS = LAYOUT.keys;
/** Rows come in pages of 2^12 (one megabyte): growing never copies, and forgetting the oldest gives pages back. */
export const PAGE_BITS = 12;
const PAGE_ROWS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_ROWS - 1;
/** 128 bits of the content hash. */
const HASH_WORDS = 4;
/** A mark is a round times 128 plus a weight; rounds start over when the word is full. */
const MARK_WEIGHTS = 128;
/** The mark of a row that is forgotten. */
const DEAD = 0xffffffff;
const LAST_ROUND = Math.floor(DEAD / MARK_WEIGHTS) - 1;

interface Page {
  readonly signatures: Uint32Array;
  readonly hashes: Uint32Array;
  readonly instants: Float64Array;
  readonly marks: Uint32Array;
  readonly ids: (string | undefined)[];
  alive: number;
  /** Least instant of the rows ever written to the page. */
  oldest: number;
}

/** Articles in order of arrival, numbered from 0 and never renumbered: signature, content hash, instant, id. */
export class Rows {
  #length = 0;
  #dead = 0;
  #round = 0;
  #firstPage = 0;
  readonly #pages: (Page | undefined)[] = [];

  /** One more than the last row. */
  get length(): number {
    return this.#length;
  }

  /** The first row that still takes space. */
  get first(): number {
    return this.#firstPage << PAGE_BITS;
  }

  /** Rows that are forgotten but still take space. */
  get dead(): number {
    return this.#dead;
  }

  push(id: string, words: Uint32Array, wordsAt: number, hash: Uint32Array, hashAt: number, at: number): number {
    const row = this.#length++;
    const i = row & PAGE_MASK;
    if (i === 0) this.#pages.push(newPage());
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
    return this.#page(row).marks[row & PAGE_MASK] !== DEAD;
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

  kill(row: number): void {
    const page = this.#page(row);
    page.ids[row & PAGE_MASK] = undefined;
    page.marks[row & PAGE_MASK] = DEAD;
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
        page.marks[i] = DEAD;
        page.alive--;
        this.#dead++;
      }
      page.oldest = oldest;
    }
    this.#freeFront();
  }

  /** Starts a new round of weighing; all weights are 0 again. */
  startRound(): void {
    if (this.#round === LAST_ROUND) {
      for (const page of this.#pages) {
        if (page) page.marks.forEach((mark, i) => (page.marks[i] = mark === DEAD ? DEAD : 0));
      }
      this.#round = 0;
    }
    this.#round++;
  }

  /** The weight of a living row in this round. */
  weight(row: number): number {
    return Math.max(0, (this.#page(row).marks[row & PAGE_MASK] ?? 0) - this.#round * MARK_WEIGHTS);
  }

  /** Adds to the weight of a living row; returns what it was. All that a row gets in a round is less than 128. */
  addWeight(row: number, weight: number): number {
    const { marks } = this.#page(row);
    const i = row & PAGE_MASK;
    const before = Math.max(marks[i] ?? 0, this.#round * MARK_WEIGHTS);
    marks[i] = before + weight;
    return before - this.#round * MARK_WEIGHTS;
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
    marks: new Uint32Array(PAGE_ROWS),
    ids: new Array<string | undefined>(PAGE_ROWS).fill(undefined),
    alive: 0,
    oldest: Infinity,
  };
}
