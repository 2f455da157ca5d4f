/** Unused terms that stay known, since they tend to come back; forgetting them looks at all there are. */
const MOST_UNUSED = 1 << 15;
const UNUSED_SHARE = 0.25;
const FIRST_CAPACITY = 1 << 10;

/**
 * Numbers strings from 0, counts their users, and forgets those that nobody uses when they are many: their numbers are
 * given to others then. A string stays known at least until the next `tidy`.
 */
export class Terms {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  #uses = new Int32Array(FIRST_CAPACITY);
  readonly #free: number[] = [];
  readonly #prepare: (id: number, text: string) => void;
  #unused = 0;

  /** @param prepare is told each number that is given, before it is. */
  constructor(prepare: (id: number, text: string) => void = () => undefined) {
    this.#prepare = prepare;
  }

  /** One more than the greatest number given so far. */
  get length(): number {
    return this.#texts.length;
  }

  /** The string's number. */
  number(text: string): number {
    return this.#ids.get(text) ?? this.#add(text);
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  uses(id: number): number {
    return this.#uses[id] ?? 0;
  }

  use(id: number): void {
    const uses = this.#uses[id] ?? 0;
    if (uses === 0) this.#unused--;
    this.#uses[id] = uses + 1;
  }

  release(id: number): void {
    const uses = (this.#uses[id] ?? 0) - 1;
    if (uses === 0) this.#unused++;
    this.#uses[id] = uses;
  }

  /** Forgets the unused when they are many. Returns whether numbers may mean something else from now on. */
  tidy(): boolean {
    if (this.#unused < MOST_UNUSED || this.#unused < UNUSED_SHARE * this.#ids.size) return false;
    for (const [text, id] of this.#ids) {
      if (this.uses(id) > 0) continue;
      this.#ids.delete(text);
      this.#texts[id] = '';
      this.#free.push(id);
    }
    this.#unused = 0;
    return true;
  }

  #add(text: string): number {
    const id = this.#free.pop() ?? this.#texts.length;
    this.#ids.set(text, id);
    this.#texts[id] = text;
    if (id >= this.#uses.length) {
      const larger = new Int32Array(2 * this.#uses.length);
      larger.set(this.#uses);
      this.#uses = larger;
    }
    this.#uses[id] = 0;
    this.#unused++;
    this.#prepare(id, text);
    return id;
  }
}
