import { BabelwireError } from '#libs/contracts';
import { Features } from './features.js';
import type { StorySignature } from './signature.js';
import { Sounds } from './sounds.js';

/**
 * A signature as numbers, packed so that an index can hold many:
 *
 *   0  how many names, words, concepts and numbers (8 bits each, from the lowest on)
 *   1  the sounds of the names, of the words; then the concepts and the numbers, as features
 */
const HEAD_WORDS = 1;
/** Of each kind; a signature covers 120 tokens. */
const MOST = 255;
export const MOST_SOUNDS = 2 * MOST;
export const MOST_WORDS = HEAD_WORDS + 4 * MOST;

/** Where the parts of a packed profile are. Filled anew by each `open`. */
export class Layout {
  names = 0;
  words = 0;
  concepts = 0;
  numbers = 0;
  end = 0;

  /** Reads the head of the profile at this place. */
  open(profile: Uint32Array, at: number): void {
    const head = profile[at] ?? 0;
    this.names = at + HEAD_WORDS;
    this.words = this.names + (head & MOST);
    this.concepts = this.words + ((head >>> 8) & MOST);
    this.numbers = this.concepts + ((head >>> 16) & MOST);
    this.end = this.numbers + (head >>> 24);
  }
}

const ends = new Layout();

/** Where the profile ends that begins at this place. */
export function endOf(profile: Uint32Array, at: number): number {
  ends.open(profile, at);
  return ends.end;
}

/** Numbers for what signatures are made of: the same ones for all the profiles that are compared with each other. */
export class Vocabulary {
  readonly features = new Features();
  readonly sounds = new Sounds((key) => this.features.key(key));
  readonly #layout = new Layout();

  /** Counts the sounds of an article that is kept. */
  use(profile: Uint32Array, at: number): void {
    this.#layout.open(profile, at);
    for (let i = this.#layout.names; i < this.#layout.concepts; i++) this.sounds.use(profile[i] ?? 0);
  }

  release(profile: Uint32Array, at: number): void {
    this.#layout.open(profile, at);
    for (let i = this.#layout.names; i < this.#layout.concepts; i++) this.sounds.release(profile[i] ?? 0);
  }

  /** Forgets what no article uses, when it is much. Numbers that are not in use may mean something else from then on. */
  tidy(): void {
    this.sounds.tidy();
    this.features.tidy();
  }
}

/** Packs a signature; returns its length. Throws `similarity.signature` (poison) when no text could have it. */
export function packProfile(signature: StorySignature, vocabulary: Vocabulary, into: Uint32Array): number {
  const { names, words, concepts, numbers } = signature;
  const longest = Math.max(names.length, words.length, concepts.length, numbers.length);
  if (longest > MOST) {
    throw new BabelwireError(
      'similarity.signature',
      'poison',
      `The story signature has ${longest} entries of one kind, and no text has more than ${MOST}: compute it again with storySignature() of this version`,
    );
  }
  const { sounds, features } = vocabulary;
  into[0] = names.length | (words.length << 8) | (concepts.length << 16) | (numbers.length << 24);
  let at = HEAD_WORDS;
  for (const name of names) into[at++] = sounds.number(name);
  for (const word of words) into[at++] = sounds.number(word);
  for (const concept of concepts) into[at++] = features.concept(concept);
  for (const number of numbers) into[at++] = features.number(number);
  return at;
}

/** The different features of a profile, in its order: keys of its sounds, concepts, numbers. Filled anew by each `read`. */
export class FeatureList {
  readonly ids = new Int32Array(4 * MOST);
  length = 0;
  readonly #vocabulary: Vocabulary;
  readonly #layout = new Layout();
  /** The reading in which each feature was last seen. */
  #seen = new Uint32Array(1 << 10);
  #reading = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  read(profile: Uint32Array, at: number): void {
    const { sounds, features } = this.#vocabulary;
    if (features.end > this.#seen.length) this.#seen = new Uint32Array(2 * features.end);
    if (++this.#reading > 0xffffffff) {
      this.#seen.fill(0);
      this.#reading = 1;
    }
    this.length = 0;
    this.#layout.open(profile, at);
    const { names, concepts, end } = this.#layout;
    for (let i = names; i < concepts; i++) this.#take(sounds.key(profile[i] ?? 0));
    for (let i = concepts; i < end; i++) this.#take(profile[i] ?? 0);
  }

  has(feature: number): boolean {
    return this.#seen[feature] === this.#reading;
  }

  #take(feature: number): void {
    if (this.#seen[feature] === this.#reading) return;
    this.#seen[feature] = this.#reading;
    this.ids[this.length++] = feature;
  }
}
