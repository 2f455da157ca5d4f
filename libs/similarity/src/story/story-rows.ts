import { copied } from './copied.js';

/** Rows come in pages of 2^12: forgetting the oldest gives pages back. */
const PAGE_BITS = 12;
const PAGE_ROWS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_ROWS - 1;
/** A profile is some 30 words; a page that has more grows. */
const FIRST_PROFILE_WORDS = 24 * PAGE_ROWS;
const GROWTH = 1.25;

interface Page {
  profiles: Uint32Array;
  used: number;
  readonly offsets: Int32Array;
  readonly instants: Float64Array;
  readonly ids: (string | undefined)[];
  alive: number;
  /** Least instant of what is alive, or less. */
  oldest: number;
}

/** Articles in order of arrival, numbered from 0: packed profile, language, instant, id. */
export class StoryRows {
  #length = 0;
  #dead = 0;
  #firstPage = 0;
  readonly #pages: (Page | undefined)[] = [];
  /** Of the living and some dead rows, at `row & mask`: read for every row that shares a feature with a query. */
  languages = new Int32Array(PAGE_ROWS);
  mask = PAGE_MASK;

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

  /** Appends a row with the packed profile at this place. */
  push(id: string, language: number, at: number, profile: Uint32Array, from: number, end: number): number {
    const row = this.#length++;
    const i = row & PAGE_MASK;
    if (i === 0) this.#addPage();
    const page = this.#page(row);
    const offset = page.used;
    page.used += end - from;
    if (page.used > page.profiles.length) {
      page.profiles = copied(page.profiles, new Uint32Array(Math.ceil(GROWTH * page.used)));
    }
    for (let w = from; w < end; w++) page.profiles[offset + w - from] = profile[w] ?? 0;
    page.offsets[i] = offset;
    page.instants[i] = at;
    page.ids[i] = id;
    page.alive++;
    page.oldest = Math.min(page.oldest, at);
    this.languages[row & this.mask] = language;
    return row;
  }

  idOf(row: number): string | undefined {
    return this.#pages[row >>> PAGE_BITS]?.ids[row & PAGE_MASK];
  }

  language(row: number): number {
    return this.languages[row & this.mask] ?? 0;
  }

  instant(row: number): number {
    return this.#page(row).instants[row & PAGE_MASK] ?? 0;
  }

  /** The words that the row's profile is in, from `offset(row)`. */
  profile(row: number): Uint32Array {
    return this.#page(row).profiles;
  }

  offset(row: number): number {
    return this.#page(row).offsets[row & PAGE_MASK] ?? 0;
  }

  rename(row: number, id: string): void {
    this.#page(row).ids[row & PAGE_MASK] = id;
  }

  kill(row: number): void {
    const page = this.#page(row);
    page.ids[row & PAGE_MASK] = undefined;
    page.alive--;
    this.#dead++;
  }

  /** Tells the living rows older than the instant. */
  *olderThan(at: number): Generator<number> {
    for (let p = this.#firstPage; p < this.#pages.length; p++) {
      const page = this.#pages[p];
      if (!page || page.alive === 0 || page.oldest >= at) continue;
      let oldest = Infinity;
      for (let i = 0; i < PAGE_ROWS; i++) {
        if (page.ids[i] === undefined) continue;
        const seen = page.instants[i] ?? 0;
        if (seen < at) yield (p << PAGE_BITS) + i;
        else oldest = Math.min(oldest, seen);
      }
      page.oldest = oldest;
    }
  }

  /** Gives back the full pages at the old end in which nothing is alive. */
  freeFront(): void {
    while (this.#firstPage < this.#length >>> PAGE_BITS && this.#pages[this.#firstPage]?.alive === 0) {
      this.#pages[this.#firstPage++] = undefined;
      this.#dead -= PAGE_ROWS;
    }
  }

  #addPage(): void {
    const last = this.#pages.at(-1);
    // No more is coming to the page before: the space it has left is given back.
    if (last) last.profiles = last.profiles.slice(0, last.used);
    this.#pages.push({
      profiles: new Uint32Array(FIRST_PROFILE_WORDS),
      used: 0,
      offsets: new Int32Array(PAGE_ROWS),
      instants: new Float64Array(PAGE_ROWS),
      ids: new Array<string | undefined>(PAGE_ROWS).fill(undefined),
      alive: 0,
      oldest: Infinity,
    });
    const span = (this.#pages.length - this.#firstPage) << PAGE_BITS;
    if (span > this.languages.length) this.#widen();
  }

  /** Doubles the space at `row & mask`: each row moves to its place under the new mask. */
  #widen(): void {
    const larger = new Int32Array(2 * this.languages.length);
    const mask = larger.length - 1;
    for (let row = this.first; row < this.#length; row++) larger[row & mask] = this.language(row);
    this.languages = larger;
    this.mask = mask;
  }

  #page(row: number): Page {
    const page = this.#pages[row >>> PAGE_BITS];
    if (!page) throw new RangeError(`row ${row} is not in the index`);
    return page;
  }
}
