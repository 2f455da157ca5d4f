import { KEYS } from './signature.js';

/** One posting per key of a row, plus one for its content hash. */
export const POSTINGS_PER_ROW = KEYS + 1;
/**
 * Buckets are a key's low bits, at least 16 of them, and a posting keeps the key's high 16 bits: bucket and tag together are
 * the whole key, so what a lookup finds does not depend on how large the table has grown.
 */
const MIN_BUCKET_BITS = 16;
const PAGE_BITS = 12;
const PAGE_MASK = (1 << PAGE_BITS) - 1;
const PAGE_POSTINGS = POSTINGS_PER_ROW << PAGE_BITS;
/** Postings per bucket before the table doubles. */
const MAX_LOAD = 2;

/** An inverted index from keys to rows: hash buckets of chains, the newest row first. */
export class Postings {
  #bits = MIN_BUCKET_BITS;
  #heads = new Int32Array(1 << MIN_BUCKET_BITS).fill(-1);
  readonly #next: Int32Array[] = [];
  readonly #tags: Uint16Array[] = [];
  #rows = 0;

  /** Adds the next row; rows come in order, 0, 1, 2 …; a key of 0 is none. */
  add(row: number, keys: Uint32Array): void {
    const page = row >>> PAGE_BITS;
    if (page === this.#next.length) {
      this.#next.push(new Int32Array(PAGE_POSTINGS));
      this.#tags.push(new Uint16Array(PAGE_POSTINGS));
    }
    this.#rows = row + 1;
    if (this.#rows * POSTINGS_PER_ROW > MAX_LOAD * this.#heads.length) this.#grow();
    const next = this.#next[page] ?? NONE;
    const tags = this.#tags[page] ?? NO_TAGS;
    const mask = this.#heads.length - 1;
    const start = (row & PAGE_MASK) * POSTINGS_PER_ROW;
    const posting = row * POSTINGS_PER_ROW;
    for (let k = 0; k < POSTINGS_PER_ROW; k++) {
      const key = keys[k] ?? 0;
      if (key === 0) {
        next[start + k] = UNUSED;
        continue;
      }
      tags[start + k] = key >>> 16;
      const bucket = key & mask;
      next[start + k] = this.#heads[bucket] ?? -1;
      this.#heads[bucket] = posting + k;
    }
  }

  /** The newest posting in the key's bucket, or -1. */
  first(key: number): number {
    return this.#heads[key & (this.#heads.length - 1)] ?? -1;
  }

  /** The posting before this one in its bucket, or -1. */
  next(posting: number): number {
    const row = rowOf(posting);
    return this.#next[row >>> PAGE_BITS]?.[posting - (row & ~PAGE_MASK) * POSTINGS_PER_ROW] ?? -1;
  }

  /** Whether a posting found in the key's bucket is of this key. */
  hasKey(posting: number, key: number): boolean {
    const row = rowOf(posting);
    return this.#tags[row >>> PAGE_BITS]?.[posting - (row & ~PAGE_MASK) * POSTINGS_PER_ROW] === key >>> 16;
  }

  /** The keys of all rows, `POSTINGS_PER_ROW` each. */
  allKeys(): Uint32Array {
    const keys = new Uint32Array(this.#rows * POSTINGS_PER_ROW);
    for (let bucket = 0; bucket < this.#heads.length; bucket++) {
      for (let posting = this.#heads[bucket] ?? -1; posting >= 0; posting = this.next(posting)) {
        keys[posting] = this.#keyOf(posting, bucket);
      }
    }
    return keys;
  }

  #keyOf(posting: number, bucket: number): number {
    const row = rowOf(posting);
    const tag = this.#tags[row >>> PAGE_BITS]?.[posting - (row & ~PAGE_MASK) * POSTINGS_PER_ROW] ?? 0;
    return ((tag << 16) | (bucket & 0xffff)) >>> 0;
  }

  /** Doubles the table until it is roomy; each chain keeps its order, newest first. */
  #grow(): void {
    const old = this.#heads;
    this.#bits++;
    const heads = new Int32Array(1 << this.#bits).fill(-1);
    const mask = heads.length - 1;
    const chain: number[] = [];
    for (let bucket = 0; bucket < old.length; bucket++) {
      chain.length = 0;
      for (let posting = old[bucket] ?? -1; posting >= 0; posting = this.next(posting)) chain.push(posting);
      for (let c = chain.length - 1; c >= 0; c--) {
        const posting = chain[c] ?? 0;
        // Bits between the tag and the sixteenth are in the tag: the key is whole.
        const target = this.#keyOf(posting, bucket) & mask;
        const row = rowOf(posting);
        const page = this.#next[row >>> PAGE_BITS];
        if (page) page[posting - (row & ~PAGE_MASK) * POSTINGS_PER_ROW] = heads[target] ?? -1;
        heads[target] = posting;
      }
    }
    this.#heads = heads;
  }
}

/** The row a posting is of. */
export function rowOf(posting: number): number {
  return Math.trunc(posting / POSTINGS_PER_ROW);
}

const UNUSED = -1;
const NONE = new Int32Array(0);
const NO_TAGS = new Uint16Array(0);
