import { Terms } from './terms.js';

/** What a feature is, in the lowest bits of its number. */
const KIND_BITS = 2;
const KIND_MASK = (1 << KIND_BITS) - 1;
const KEY = 0;
const CONCEPT = 1;
const NUMBER = 2;

const FIRST_CAPACITY = 1 << 10;

const YEAR = /^(19|20)\d\d$/;

/** The longer a number the less it is there by chance; years and small numbers are everywhere. */
function weightOf(number: string): number {
  if (YEAR.test(number)) return 1.3;
  return Math.min(3, 0.4 + 0.6 * number.length);
}

/** What articles are looked up by, each with a number of its own: keys of sounds, concepts, numbers. */
export class Features {
  /** Never forgotten: sounds hold on to them, and there are but a few thousand. */
  readonly #keys = new Terms();
  readonly #concepts = new Terms();
  #weights = new Float64Array(FIRST_CAPACITY);
  readonly #numbers = new Terms((id, text) => {
    this.#weigh(id, text);
  });
  readonly #kinds = [this.#keys, this.#concepts, this.#numbers];

  /** All numbers are below this one. */
  get end(): number {
    return Math.max(this.#keys.length, this.#concepts.length, this.#numbers.length) << KIND_BITS;
  }

  key(key: string): number {
    return (this.#keys.number(key) << KIND_BITS) | KEY;
  }

  concept(concept: string): number {
    return (this.#concepts.number(concept) << KIND_BITS) | CONCEPT;
  }

  number(number: string): number {
    return (this.#numbers.number(number) << KIND_BITS) | NUMBER;
  }

  /** The concept or number as it came. */
  text(feature: number): string {
    return this.#termsOf(feature).text(feature >> KIND_BITS);
  }

  /** What it counts for that two texts have this number. */
  numberWeight(feature: number): number {
    return this.#weights[feature >> KIND_BITS] ?? 0;
  }

  /** How many articles have the feature. */
  uses(feature: number): number {
    return this.#termsOf(feature).uses(feature >> KIND_BITS);
  }

  use(feature: number): void {
    this.#termsOf(feature).use(feature >> KIND_BITS);
  }

  release(feature: number): void {
    this.#termsOf(feature).release(feature >> KIND_BITS);
  }

  /** Forgets concepts and numbers that no article has, when they are many. */
  tidy(): void {
    this.#concepts.tidy();
    this.#numbers.tidy();
  }

  #weigh(id: number, number: string): void {
    if (id >= this.#weights.length) {
      const larger = new Float64Array(2 * this.#weights.length);
      larger.set(this.#weights);
      this.#weights = larger;
    }
    this.#weights[id] = weightOf(number);
  }

  #termsOf(feature: number): Terms {
    return this.#kinds[feature & KIND_MASK] ?? this.#keys;
  }
}
