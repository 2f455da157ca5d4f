import { Pairs } from './pairs.js';
import { Layout, MOST_SOUNDS, type Vocabulary } from './profile.js';
import { LEAST_LIKENESS } from './sound.js';

/** Why two texts are, or are not, one story. */
export interface LinkScore {
  /** 0..1. */
  score: number;
  /** Weights of what both texts have, by kind. */
  names: number;
  words: number;
  concepts: number;
  numbers: number;
}

const NAME_WEIGHT = 2.2;
const WORD_WEIGHT = 1.3;
export const CONCEPT_WEIGHT = 1;
/** Less alike sounds are chance. */
const NAME_LIKENESS = LEAST_LIKENESS;
const WORD_LIKENESS = 0.8;
/** Shared weight at which the evidence counts half: two texts that share one name are not a story yet. */
const HALF_EVIDENCE = 2;
/** Where names and numbers are all there is, more of them are needed. */
const HALF_EVIDENCE_WITHOUT_CONCEPTS = 5;

/** Groups are letters, A-Z and a-z. */
const GROUP_MASK = 0x7f;
const NONE = -1;

/** Compares one packed profile, the probe, with others of the same vocabulary. */
export class Comparer {
  readonly #vocabulary: Vocabulary;
  #probe: Uint32Array = new Uint32Array(0);
  #probeHasConcepts = false;
  readonly #a = new Layout();
  readonly #b = new Layout();
  /** Places of the probe's sounds by group: the last of each group, and the one before each. */
  readonly #lastOfGroup = new Int16Array(GROUP_MASK + 1);
  readonly #previous = new Int16Array(MOST_SOUNDS);
  /** Number of the last probe that had the concept. */
  #probeOfConcept = new Float64Array(1 << 10);
  #probes = 0;
  /** The sounds that the last comparison took for one. */
  readonly pairs: Pairs;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.pairs = new Pairs(vocabulary.sounds, MOST_SOUNDS);
  }

  /** Sets what is compared: a packed profile from word 0 on, which must stay as it is meanwhile. */
  open(probe: Uint32Array, hasConcepts: boolean): void {
    const { sounds, features } = this.#vocabulary;
    this.#probe = probe;
    this.#probes++;
    this.#probeHasConcepts = hasConcepts;
    this.#a.open(probe, 0);
    if (features.end > this.#probeOfConcept.length) this.#probeOfConcept = new Float64Array(2 * features.end);
    for (let i = this.#a.concepts; i < this.#a.numbers; i++) this.#probeOfConcept[probe[i] ?? 0] = this.#probes;
    this.#lastOfGroup.fill(NONE);
    for (let i = this.#a.names; i < this.#a.concepts; i++) {
      const group = sounds.group(probe[i] ?? 0) & GROUP_MASK;
      const place = i - this.#a.names;
      this.#previous[place] = this.#lastOfGroup[group] ?? NONE;
      this.#lastOfGroup[group] = place;
    }
  }

  /** Share of what the texts could have in common that they have, less where the evidence is thin. Symmetric. */
  compare(other: Uint32Array, at: number, hasConcepts: boolean): LinkScore {
    const a = this.#a;
    const b = this.#b;
    b.open(other, at);
    const numbers = this.#sharedNumbers(other);
    const concepts = CONCEPT_WEIGHT * this.#sharedConcepts(other);
    this.#pairUp(other);
    let names = 0;
    let words = 0;
    for (let n = 0; n < this.pairs.length; n++) {
      if (this.pairs.isName(n)) names += soundWeight(this.pairs, n);
      else words += soundWeight(this.pairs, n);
    }
    const shared = numbers + concepts + names + words;
    if (shared === 0) return { score: 0, names, words, concepts, numbers };
    const comparable = this.#probeHasConcepts && hasConcepts;
    // Words without a counterpart say nothing: most have none that sounds like them. Those that have one count as shared.
    const ownOfProbe =
      this.#weight(this.#probe, a) + (comparable ? CONCEPT_WEIGHT * (a.numbers - a.concepts) : 0) + words;
    const ownOfOther = this.#weight(other, b) + (comparable ? CONCEPT_WEIGHT * (b.numbers - b.concepts) : 0) + words;
    const evidence = shared / (shared + (comparable ? HALF_EVIDENCE : HALF_EVIDENCE_WITHOUT_CONCEPTS));
    const score = Math.min(1, (shared / Math.sqrt(ownOfProbe * ownOfOther)) * evidence);
    return { score, names, words, concepts, numbers };
  }

  /** Offers the pairs that are alike enough, and has them chosen. */
  #pairUp(other: Uint32Array): void {
    const { sounds } = this.#vocabulary;
    const { names, words, concepts } = this.#b;
    this.pairs.clear();
    for (let i = names; i < concepts; i++) {
      const y = other[i] ?? 0;
      const group = sounds.group(y);
      const yIsName = i < words;
      let place = this.#lastOfGroup[group & GROUP_MASK] ?? NONE;
      for (; place !== NONE; place = this.#previous[place] ?? NONE) {
        const at = this.#a.names + place;
        const x = this.#probe[at] ?? 0;
        const isName = yIsName || at < this.#a.words;
        // Other words are many and must be nearly alike: their keys are equal then.
        if (isName ? sounds.group(x) !== group : sounds.key(x) !== sounds.key(y)) continue;
        const likeness = sounds.likeness(x, y);
        if (likeness >= (isName ? NAME_LIKENESS : WORD_LIKENESS)) {
          this.pairs.offer(place, x, i - names, y, likeness, isName);
        }
      }
    }
    this.pairs.choose();
  }

  #sharedNumbers(other: Uint32Array): number {
    const { features } = this.#vocabulary;
    let weight = 0;
    for (let i = this.#a.numbers; i < this.#a.end; i++) {
      const number = this.#probe[i] ?? 0;
      if (contains(other, this.#b.numbers, this.#b.end, number)) weight += features.numberWeight(number);
    }
    return weight;
  }

  #sharedConcepts(other: Uint32Array): number {
    let shared = 0;
    for (let i = this.#b.concepts; i < this.#b.numbers; i++) {
      if (this.#probeOfConcept[other[i] ?? 0] === this.#probes) shared++;
    }
    return shared;
  }

  /** Weight of a profile's names and numbers. */
  #weight(profile: Uint32Array, layout: Layout): number {
    const { features } = this.#vocabulary;
    let weight = NAME_WEIGHT * (layout.words - layout.names);
    for (let i = layout.numbers; i < layout.end; i++) weight += features.numberWeight(profile[i] ?? 0);
    return weight;
  }
}

function contains(profile: Uint32Array, from: number, end: number, id: number): boolean {
  for (let i = from; i < end; i++) if (profile[i] === id) return true;
  return false;
}

/** What the n-th pair of sounds counts for. */
export function soundWeight(pairs: Pairs, n: number): number {
  return (pairs.isName(n) ? NAME_WEIGHT : WORD_WEIGHT) * pairs.likeness(n);
}
