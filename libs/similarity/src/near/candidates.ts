/** The few rows of greatest weight out of many; of equal weight the newest. Filled anew for each query. */
export class Candidates {
  readonly rows: Int32Array;
  readonly #weights: Int32Array;
  #length = 0;

  constructor(limit: number) {
    this.rows = new Int32Array(limit);
    this.#weights = new Int32Array(limit);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Offers a row, each at most once. */
  offer(row: number, weight: number): void {
    let at = this.#length;
    if (at === this.rows.length) {
      if (!this.#goesBefore(row, weight, at - 1)) return;
      at--;
    } else this.#length++;
    while (at > 0 && this.#goesBefore(row, weight, at - 1)) {
      this.rows[at] = this.rows[at - 1] ?? 0;
      this.#weights[at] = this.#weights[at - 1] ?? 0;
      at--;
    }
    this.rows[at] = row;
    this.#weights[at] = weight;
  }

  #goesBefore(row: number, weight: number, other: number): boolean {
    const otherWeight = this.#weights[other] ?? 0;
    return weight > otherWeight || (weight === otherWeight && row > (this.rows[other] ?? 0));
  }
}
