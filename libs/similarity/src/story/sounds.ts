import { encodeSound, groupOf, keyOf, MOST_LETTERS, soundLikeness } from './sound.js';
import { Terms } from './terms.js';

const FIRST_CAPACITY = 1 << 10;
/** Sounds by number: prepared once for all the articles that have them. */
export class Sounds {
  readonly #terms = new Terms((id, text) => {
    this.#prepare(id, text);
  });
  #codes = new Uint8Array(FIRST_CAPACITY * MOST_LETTERS);
  #lengths = new Uint8Array(FIRST_CAPACITY);
  #groups = new Uint16Array(FIRST_CAPACITY);
  #keys = new Int32Array(FIRST_CAPACITY);
  readonly #keyNumber: (key: string) => number;

  /** @param keyNumber numbers the keys that sounds are looked up by; the numbers must last. */
  constructor(keyNumber: (key: string) => number) {
    this.#keyNumber = keyNumber;
  }

  /** A sound's number. It holds until the next `tidy`, and for as long as the sound is in use. */
  number(text: string): number {
    return this.#terms.number(text);
  }

  text(id: number): string {
    return this.#terms.text(id);
  }

  /** Sounds of different groups are never alike. */
  group(id: number): number {
    return this.#groups[id] ?? 0;
  }

  /** The number of the key that the sound is looked up by. */
  key(id: number): number {
    return this.#keys[id] ?? 0;
  }

  /** Letters of a sound, as far as it is compared. */
  length(id: number): number {
    return this.#lengths[id] ?? 0;
  }

  use(id: number): void {
    this.#terms.use(id);
  }

  release(id: number): void {
    this.#terms.release(id);
  }

  tidy(): void {
    this.#terms.tidy();
  }

  /**
   * How alike two sounds are, as `soundLikeness` has it. Remembering pairs doesn't pay: of a wire's comparisons one in thirteen was
   * found among the last 4,096, which saved nothing; a larger table waits for memory.
   */
  likeness(a: number, b: number): number {
    if (a === b) return this.#lengths[a] === 0 ? 0 : 1;
    return soundLikeness(this.#codes, a * MOST_LETTERS, this.#lengths[a] ?? 0, b * MOST_LETTERS, this.#lengths[b] ?? 0);
  }

  #prepare(id: number, text: string): void {
    if (id >= this.#lengths.length) this.#grow();
    this.#lengths[id] = encodeSound(text, this.#codes, id * MOST_LETTERS);
    this.#groups[id] = groupOf(text).charCodeAt(0);
    this.#keys[id] = this.#keyNumber(keyOf(text));
  }

  #grow(): void {
    const capacity = 2 * this.#lengths.length;
    const codes = new Uint8Array(capacity * MOST_LETTERS);
    const lengths = new Uint8Array(capacity);
    const groups = new Uint16Array(capacity);
    const keys = new Int32Array(capacity);
    codes.set(this.#codes);
    lengths.set(this.#lengths);
    groups.set(this.#groups);
    keys.set(this.#keys);
    this.#codes = codes;
    this.#lengths = lengths;
    this.#groups = groups;
    this.#keys = keys;
  }
}
