import { LAYOUT } from './signature.js';

/** What the index keeps of a signature: all but the keys, which the postings hold. */
export const ROW_BYTES = LAYOUT.keys;
/** Rows per page: 2^12 rows of 232 bytes are 950 kB; growing by a page never copies and wastes at most one. */
const PAGE_BITS = 12;
const PAGE_ROWS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_ROWS - 1;
/** 128 bits of the content hash. */
const HASH_WORDS = 4;

/** Articles in order of arrival: signature, content hash, instant, id. */
export class Rows {
  #length = 0;
  #dead = 0;
  readonly #pages: Uint8Array[] = [];
  readonly #hashes: Uint32Array[] = [];
  readonly #instants: Float64Array[] = [];
  readonly #ids: (string | undefined)[][] = [];

  get length(): number {
    return this.#length;
  }

  /** Rows that are forgotten but still take their place. */
  get dead(): number {
    return this.#dead;
  }

  push(id: string, signature: Uint8Array, hash: Uint32Array, at: number): number {
    const row = this.#reserve();
    this.page(row).set(signature.subarray(0, ROW_BYTES), this.offset(row));
    this.#hashes[row >>> PAGE_BITS]?.set(hash, HASH_WORDS * (row & PAGE_MASK));
    this.#fill(row, id, at);
    return row;
  }

  copy(from: Rows, source: number): number {
    const row = this.#reserve();
    const start = from.offset(source);
    this.page(row).set(from.page(source).subarray(start, start + ROW_BYTES), this.offset(row));
    const hashStart = HASH_WORDS * (source & PAGE_MASK);
    const hashes = from.#hashes[source >>> PAGE_BITS] ?? EMPTY32;
    this.#hashes[row >>> PAGE_BITS]?.set(
      hashes.subarray(hashStart, hashStart + HASH_WORDS),
      HASH_WORDS * (row & PAGE_MASK),
    );
    this.#fill(row, from.idOf(source), from.atOf(source));
    return row;
  }

  kill(row: number): void {
    const ids = this.#ids[row >>> PAGE_BITS];
    if (ids) ids[row & PAGE_MASK] = undefined;
    this.#dead++;
  }

  isAlive(row: number): boolean {
    return this.#ids[row >>> PAGE_BITS]?.[row & PAGE_MASK] !== undefined;
  }

  /** The page that holds the row's signature, at `offset(row)`. */
  page(row: number): Uint8Array {
    return this.#pages[row >>> PAGE_BITS] ?? EMPTY8;
  }

  offset(row: number): number {
    return ROW_BYTES * (row & PAGE_MASK);
  }

  idOf(row: number): string {
    return this.#ids[row >>> PAGE_BITS]?.[row & PAGE_MASK] ?? '';
  }

  atOf(row: number): number {
    return this.#instants[row >>> PAGE_BITS]?.[row & PAGE_MASK] ?? 0;
  }

  hashEquals(row: number, hash: Uint32Array): boolean {
    const hashes = this.#hashes[row >>> PAGE_BITS] ?? EMPTY32;
    const start = HASH_WORDS * (row & PAGE_MASK);
    return (
      hashes[start] === hash[0] &&
      hashes[start + 1] === hash[1] &&
      hashes[start + 2] === hash[2] &&
      hashes[start + 3] === hash[3]
    );
  }

  #fill(row: number, id: string, at: number): void {
    const instants = this.#instants[row >>> PAGE_BITS];
    if (instants) instants[row & PAGE_MASK] = at;
    const ids = this.#ids[row >>> PAGE_BITS];
    if (ids) ids[row & PAGE_MASK] = id;
  }

  #reserve(): number {
    if ((this.#length & PAGE_MASK) === 0) {
      this.#pages.push(new Uint8Array(PAGE_ROWS * ROW_BYTES));
      this.#hashes.push(new Uint32Array(PAGE_ROWS * HASH_WORDS));
      this.#instants.push(new Float64Array(PAGE_ROWS));
      this.#ids.push(new Array<string | undefined>(PAGE_ROWS));
    }
    return this.#length++;
  }
}

const EMPTY8 = new Uint8Array(0);
const EMPTY32 = new Uint32Array(0);
