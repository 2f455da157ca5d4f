import { copied } from './copied.js';
import type { Sounds } from './sounds.js';

/** Up to so many pairs are sorted by insertion, which is quicker for few and quadratic for many. */
const FEW = 48;
const FIRST_CAPACITY = 64;

/** Pairs of sounds that are alike, one of each text: of all that are offered those are chosen that are most alike. */
export class Pairs {
  #offered = 0;
  #chosen = 0;
  /** Two words a pair: the sounds' places in their profiles. */
  #places = new Int32Array(2 * FIRST_CAPACITY);
  /** Two words a pair: the sounds. */
  #sounds = new Int32Array(2 * FIRST_CAPACITY);
  #likenesses = new Float64Array(FIRST_CAPACITY);
  /** 1 where one of the two is a name. */
  #names = new Uint8Array(FIRST_CAPACITY);
  /** The pairs, the most alike first; once chosen, those that were. */
  #order = new Int32Array(FIRST_CAPACITY);
  readonly #taken: readonly [Uint8Array, Uint8Array];
  readonly #vocabulary: Sounds;

  /** @param places in a profile. */
  constructor(vocabulary: Sounds, places: number) {
    this.#vocabulary = vocabulary;
    this.#taken = [new Uint8Array(places), new Uint8Array(places)];
  }

  /** How many pairs were chosen. */
  get length(): number {
    return this.#chosen;
  }

  clear(): void {
    this.#offered = 0;
    this.#chosen = 0;
  }

  offer(place: number, sound: number, otherPlace: number, otherSound: number, likeness: number, isName: boolean): void {
    const pair = this.#offered++;
    if (pair === this.#order.length) this.#grow();
    this.#places[2 * pair] = place;
    this.#places[2 * pair + 1] = otherPlace;
    this.#sounds[2 * pair] = sound;
    this.#sounds[2 * pair + 1] = otherSound;
    this.#likenesses[pair] = likeness;
    this.#names[pair] = isName ? 1 : 0;
    this.#order[pair] = pair;
  }

  /** Chooses the most alike first, each sound once; the same ones whichever way round the texts are compared. */
  choose(): void {
    if (this.#offered === 0) return;
    this.#sort();
    const [first, second] = this.#taken;
    first.fill(0);
    second.fill(0);
    for (let n = 0; n < this.#offered; n++) {
      const pair = this.#order[n] ?? 0;
      const place = this.#places[2 * pair] ?? 0;
      const otherPlace = this.#places[2 * pair + 1] ?? 0;
      if (first[place] === 1 || second[otherPlace] === 1) continue;
      first[place] = 1;
      second[otherPlace] = 1;
      this.#order[this.#chosen++] = pair;
    }
  }

  /** Of the n-th chosen pair. */
  likeness(n: number): number {
    return this.#likenesses[this.#order[n] ?? 0] ?? 0;
  }

  isName(n: number): boolean {
    return this.#names[this.#order[n] ?? 0] === 1;
  }

  /** Letters of the shorter one of the n-th pair. */
  letters(n: number): number {
    const pair = this.#order[n] ?? 0;
    return Math.min(
      this.#vocabulary.length(this.#sounds[2 * pair] ?? 0),
      this.#vocabulary.length(this.#sounds[2 * pair + 1] ?? 0),
    );
  }

  texts(n: number): [string, string] {
    return this.#textsOf(this.#order[n] ?? 0);
  }

  #sort(): void {
    const order = this.#order;
    if (this.#offered > FEW) {
      order.subarray(0, this.#offered).sort((p, q) => this.#compare(p, q));
      return;
    }
    for (let i = 1; i < this.#offered; i++) {
      const pair = order[i] ?? 0;
      let j = i - 1;
      while (j >= 0 && this.#compare(order[j] ?? 0, pair) > 0) {
        order[j + 1] = order[j] ?? 0;
        j--;
      }
      order[j + 1] = pair;
    }
  }

  #compare(p: number, q: number): number {
    const difference = (this.#likenesses[q] ?? 0) - (this.#likenesses[p] ?? 0);
    if (difference !== 0) return difference;
    const [a, b] = this.#textsOf(p);
    const [c, d] = this.#textsOf(q);
    return compareTexts(a < b ? a : b, c < d ? c : d) || compareTexts(a < b ? b : a, c < d ? d : c) || p - q;
  }

  #textsOf(pair: number): [string, string] {
    return [this.#vocabulary.text(this.#sounds[2 * pair] ?? 0), this.#vocabulary.text(this.#sounds[2 * pair + 1] ?? 0)];
  }

  #grow(): void {
    const capacity = 2 * this.#order.length;
    this.#places = copied(this.#places, new Int32Array(2 * capacity));
    this.#sounds = copied(this.#sounds, new Int32Array(2 * capacity));
    this.#likenesses = copied(this.#likenesses, new Float64Array(capacity));
    this.#names = copied(this.#names, new Uint8Array(capacity));
    this.#order = copied(this.#order, new Int32Array(capacity));
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
