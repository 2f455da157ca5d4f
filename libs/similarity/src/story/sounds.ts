import { encodeSound, groupOf, keyOf, MOST_LETTERS, soundLikeness } from './sound.js';
import { Terms } from './terms.js';

const FIRST_CAPACITY = 1 << 10;
/** Comparisons that are remembered: 2 MB, what a core's cache holds. News repeat their words, two in three are found. */
const REMEMBERED = 1 << 12;
/** A remembered comparison is two numbers side by side: both ids in one, and the likeness. */
const ID_SPAN = 2 ** 26;

/** Sounds by number: prepared once for all the articles that have them. */
export class Sounds {
  readonly #terms = new Terms((id, text) => {
    this.#prepare(id, text);
  });
  #codes = new Uint8Array(FIRST_CAPACITY * MOST_LETTERS);
  #lengths = new Uint8Array(FIRST_CAPACITY);
  #groups = new Uint16Array(FIRST_CAPACITY);
  #keys = new Int32Array(FIRST_CAPACITY);
  readonly #memo = new Float64Array(2 * REMEMBERED).fill(-1);
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
    if (this.#terms.tidy()) this.#memo.fill(-1);
  }

  /** How alike two sounds are, as `soundLikeness` has it. */
  likeness(a: number, b: number): number {
    if (a === b) return this.#lengths[a] === 0 ? 0 : 1;
    const pair = a < b ? a * ID_SPAN + b : b * ID_SPAN + a;
    const slot = 2 * ((Math.imul(a ^ b, 0x9e3779b1) ^ Math.imul(a + b, 0x85ebca6b)) >>> SLOT_SHIFT);
    if (this.#memo[slot] === pair) return this.#memo[slot + 1] ?? 0;
    const likeness = soundLikeness(
      this.#codes,
      a * MOST_LETTERS,
      this.#lengths[a] ?? 0,
      b * MOST_LETTERS,
      this.#lengths[b] ?? 0,
    );
    this.#memo[slot] = pair;
    this.#memo[slot + 1] = likeness;
    return likeness;
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

const SLOT_SHIFT = 32 - Math.log2(REMEMBERED);
