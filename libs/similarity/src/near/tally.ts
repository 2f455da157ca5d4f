/** Adds up weights per row for one query: a hash table small enough to stay in the processor's nearest cache. */
export class Tally {
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #rows: Int32Array;
  readonly #weights: Int32Array;
  /** The slot of each row. */
  readonly #taken: Int32Array;
  #length = 0;

  /** For at most so many different rows. */
  constructor(limit: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * limit));
    this.#slots = new Int32Array(size).fill(FREE);
    this.#mask = size - 1;
    this.#rows = new Int32Array(limit);
    this.#weights = new Int32Array(limit);
    this.#taken = new Int32Array(limit);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    for (let n = 0; n < this.#length; n++) this.#slots[this.#taken[n] ?? 0] = FREE;
    this.#length = 0;
  }

  add(row: number, weight: number): void {
    let slot = this.#home(row);
    for (;;) {
      const entry = this.#slots[slot] ?? FREE;
      if (entry === FREE) {
        this.#slots[slot] = this.#length;
        this.#taken[this.#length] = slot;
        this.#rows[this.#length] = row;
        this.#weights[this.#length++] = weight;
        return;
      }
      if (this.#rows[entry] === row) {
        this.#weights[entry] = (this.#weights[entry] ?? 0) + weight;
        return;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The n-th row that was added. */
  row(n: number): number {
    return this.#rows[n] ?? 0;
  }

  weight(n: number): number {
    return this.#weights[n] ?? 0;
  }

  #home(row: number): number {
    return (Math.imul(row, 0x9e3779b1) >>> 16) & this.#mask;
  }
}

const FREE = -1;
