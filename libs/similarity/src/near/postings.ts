import { KEYS } from './layout.js';
import type { Rows } from './rows.js';

/** One posting per key of a row, and one for its content hash. */
export const POSTINGS_PER_ROW = KEYS + 1;
/** Of the rows that share a key the newest ten count: what more of them share is a formula, not the trace of a copy. */
export const NEWEST_PER_KEY = 10;

/**
 * A line is 16 words, as much as a processor fetches at once: how many postings it has, the line with the older postings of its
 * bucket (0 = none, else one more than its number among the spilt ones), then seven postings of two words, key and row.
 */
const LINE_WORDS = 16;
const COUNT = 0;
const OLDER = 1;
const FIRST = 2;
const MOST = 7;
/**
 * Postings per bucket at which buckets are made anew, and how many they are then: 180 to 270 bytes an article. At 5.4 nearly one
 * bucket in five has spilt (Poisson). On the way to a million articles making them anew takes 1.6 µs an article.
 */
const MOST_LOAD = 5.4;
const LOAD = 3.6;
const SPILT_SHARE = 16;
const MIN_BUCKETS = 1 << 8;
const SPILL_GROWTH = 1.5;
/** Postings of forgotten rows are cleared away when they are a third. */
const MOST_FORGOTTEN = 1.5;
const MIN_POSTINGS = 1 << 16;

/**
 * An inverted index from 32-bit keys to rows. In a large one nearly every step waits for main memory, so a look-up should take
 * one: a bucket's newest postings are side by side in a line. When the line is full they are moved out, to a chain of older ones.
 */
export class Postings {
  #buckets = MIN_BUCKETS;
  #lines = new Int32Array(MIN_BUCKETS * LINE_WORDS);
  #spilt = new Int32Array(MIN_BUCKETS * LINE_WORDS);
  #spiltEnd = 0;
  /** First of the spilt lines that are free, linked as a chain of older ones is. */
  #free = 0;
  #size = 0;
  readonly #homes = new Float64Array(POSTINGS_PER_ROW);
  readonly #fills = new Int32Array(POSTINGS_PER_ROW);

  /** Whether a row can be numbered so. */
  static fits(row: number): boolean {
    return row < 2 ** 31 - 1;
  }

  /** Adds a row, newer than those that are there, with its keys, `POSTINGS_PER_ROW` of them; a key 0 is none. */
  add(row: number, keys: Int32Array, rows: Rows): void {
    this.#fetch(keys);
    for (let k = 0; k < POSTINGS_PER_ROW; k++) {
      const key = keys[k] ?? 0;
      if (key === 0) continue;
      const home = this.#homes[k] ?? 0;
      if (this.#lines[home + COUNT] === MOST) this.#makeRoom(home, rows);
      this.#append(home, key, row);
    }
    if (this.#size > MOST_LOAD * this.#buckets) this.rebuild(rows);
  }

  /**
   * Looks up all keys of a probe: writes the newest living rows that have the k-th key to `found`, `NEWEST_PER_KEY` places
   * each, and how many they are to `counts`.
   */
  newest(keys: Int32Array, rows: Rows, found: Int32Array, counts: Uint8Array): void {
    this.#fetch(keys);
    for (let k = 0; k < POSTINGS_PER_ROW; k++) {
      const key = keys[k] ?? 0;
      let count = 0;
      let lines = this.#lines;
      let at = key === 0 ? NONE : (this.#homes[k] ?? 0);
      let fill = this.#fills[k] ?? 0;
      while (at !== NONE) {
        for (let posting = at + FIRST + 2 * (fill - 1); posting > at && count < NEWEST_PER_KEY; posting -= 2) {
          if (lines[posting] !== key) continue;
          const row = lines[posting + 1] ?? 0;
          if (rows.isAlive(row)) found[k * NEWEST_PER_KEY + count++] = row;
        }
        const older = lines[at + OLDER] ?? 0;
        if (older === 0 || count === NEWEST_PER_KEY) break;
        lines = this.#spilt;
        at = (older - 1) * LINE_WORDS;
        fill = MOST;
      }
      counts[k] = count;
    }
  }

  /** Clears away the postings of forgotten rows if they are many. */
  tidy(rows: Rows): void {
    if (this.#size < MIN_POSTINGS || this.#size < MOST_FORGOTTEN * POSTINGS_PER_ROW * rows.living) return;
    this.rebuild(rows);
  }

  /**
   * Makes as many buckets as the living rows need, and leaves forgotten ones out. If rows were numbered anew, in the same order,
   * `moved` has their numbers now, from that of row `first` on, -1 for forgotten ones.
   * Buckets are in the order of their keys' hashes, so this reads and writes from one end to the other.
   */
  rebuild(rows: Rows, moved?: Int32Array, first = 0): void {
    const lines = this.#lines;
    const spilt = this.#spilt;
    const end = this.#buckets * LINE_WORDS;
    const postings = Math.min(this.#size, POSTINGS_PER_ROW * rows.living);
    this.#buckets = Math.max(MIN_BUCKETS, Math.ceil(postings / LOAD));
    this.#lines = new Int32Array(this.#buckets * LINE_WORDS);
    this.#spilt = new Int32Array(Math.ceil(this.#buckets / SPILT_SHARE) * LINE_WORDS);
    this.#spiltEnd = 0;
    this.#free = 0;
    this.#size = 0;
    const chain: number[] = [];
    for (let home = 0; home < end; home += LINE_WORDS) {
      for (let older = lines[home + OLDER] ?? 0; older !== 0;) {
        const at = (older - 1) * LINE_WORDS;
        chain.push(at);
        older = spilt[at + OLDER] ?? 0;
      }
      while (chain.length > 0) this.#take(spilt, chain.pop() ?? 0, rows, moved, first);
      this.#take(lines, home, rows, moved, first);
    }
  }

  /** Adds a line's postings, oldest first. */
  #take(lines: Int32Array, at: number, rows: Rows, moved: Int32Array | undefined, first: number): void {
    const end = at + FIRST + 2 * (lines[at + COUNT] ?? 0);
    for (let posting = at + FIRST; posting < end; posting += 2) {
      const old = lines[posting + 1] ?? 0;
      const row = moved ? (moved[old - first] ?? -1) : old;
      if (row < 0 || (!moved && !rows.isAlive(row))) continue;
      const key = lines[posting] ?? 0;
      const home = this.#home(key);
      if (this.#lines[home + COUNT] === MOST) this.#spill(home);
      this.#append(home, key, row);
    }
  }

  /** Finds the line of each key: all are fetched before the first is read, so that the waits overlap. */
  #fetch(keys: Int32Array): void {
    for (let k = 0; k < POSTINGS_PER_ROW; k++) {
      const home = this.#home(keys[k] ?? 0);
      this.#homes[k] = home;
      this.#fills[k] = this.#lines[home + COUNT] ?? 0;
    }
  }

  #append(home: number, key: number, row: number): void {
    const fill = this.#lines[home + COUNT] ?? 0;
    this.#lines[home + FIRST + 2 * fill] = key;
    this.#lines[home + FIRST + 2 * fill + 1] = row;
    this.#lines[home + COUNT] = fill + 1;
    this.#size++;
  }

  /** Makes room in a full line: takes out forgotten rows, or else moves its postings out. */
  #makeRoom(home: number, rows: Rows): void {
    const lines = this.#lines;
    let fill = 0;
    for (let posting = home + FIRST; posting < home + LINE_WORDS; posting += 2) {
      const row = lines[posting + 1] ?? 0;
      if (!rows.isAlive(row)) continue;
      lines[home + FIRST + 2 * fill] = lines[posting] ?? 0;
      lines[home + FIRST + 2 * fill + 1] = row;
      fill++;
    }
    this.#size -= MOST - fill;
    lines[home + COUNT] = fill;
    if (fill < MOST) return;
    this.#dropOlder(home, rows);
    this.#spill(home);
  }

  #spill(home: number): void {
    const line = this.#freeLine();
    const at = (line - 1) * LINE_WORDS;
    for (let w = 0; w < LINE_WORDS; w++) this.#spilt[at + w] = this.#lines[home + w] ?? 0;
    this.#lines[home + COUNT] = 0;
    this.#lines[home + OLDER] = line;
  }

  /** Gives the older lines of a bucket back if they have none but rows before the first, which are all forgotten. */
  #dropOlder(home: number, rows: Rows): void {
    let line = this.#lines[home + OLDER] ?? 0;
    if (line === 0 || (this.#spilt[line * LINE_WORDS - 1] ?? 0) >= rows.first) return;
    this.#lines[home + OLDER] = 0;
    while (line !== 0) {
      const older = (line - 1) * LINE_WORDS + OLDER;
      const next = this.#spilt[older] ?? 0;
      this.#spilt[older] = this.#free;
      this.#free = line;
      this.#size -= MOST;
      line = next;
    }
  }

  #freeLine(): number {
    const line = this.#free;
    if (line !== 0) {
      this.#free = this.#spilt[(line - 1) * LINE_WORDS + OLDER] ?? 0;
      return line;
    }
    const end = ++this.#spiltEnd;
    if (end * LINE_WORDS > this.#spilt.length) {
      const larger = new Int32Array(Math.ceil(SPILL_GROWTH * end) * LINE_WORDS);
      larger.set(this.#spilt);
      this.#spilt = larger;
    }
    return end;
  }

  /** Where the line of a key's bucket begins. */
  #home(key: number): number {
    const hash = Math.imul(key, 0x9e3779b1) >>> 0;
    return Math.floor(hash * (this.#buckets / 2 ** 32)) * LINE_WORDS;
  }
}

const NONE = -1;
