import { encodeSound, soundGroup, soundLikeness } from './sound.js';
import type { StorySignature } from './signature.js';

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

/** A signature prepared for many comparisons. */
export interface Profile {
  concepts: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  sounds: readonly Sound[];
  /** Weight of its names, concepts and numbers. */
  weight: number;
}

interface Sound {
  sound: string;
  codes: Uint8Array;
  name: boolean;
  group: string;
}

const NAME_WEIGHT = 2.2;
const WORD_WEIGHT = 1.3;
const CONCEPT_WEIGHT = 1;
/** Less alike sounds are chance. */
const NAME_LIKENESS = 0.68;
const WORD_LIKENESS = 0.8;
/** Shared weight at which the evidence counts half: two texts that share one name are not a story yet. */
const HALF_EVIDENCE = 2;

/** Compares signatures of texts in different languages. Symmetric. */
export function linkScore(a: StorySignature, b: StorySignature): LinkScore {
  return compareProfiles(profileOf(a), profileOf(b));
}

export function profileOf(signature: StorySignature): Profile {
  const sound = (name: boolean) => (value: string) => ({
    sound: value,
    codes: encodeSound(value),
    name,
    group: soundGroup(value),
  });
  let weight = NAME_WEIGHT * signature.names.length + CONCEPT_WEIGHT * signature.concepts.length;
  for (const number of signature.numbers) weight += numberWeight(number);
  return {
    concepts: new Set(signature.concepts),
    numbers: new Set(signature.numbers),
    sounds: [...signature.names.map(sound(true)), ...signature.words.map(sound(false))],
    weight,
  };
}

/** Share of what the texts could have in common that they have, less where the evidence is thin. Symmetric. */
export function compareProfiles(a: Profile, b: Profile): LinkScore {
  let numbers = 0;
  for (const number of a.numbers) if (b.numbers.has(number)) numbers += numberWeight(number);
  let concepts = 0;
  for (const concept of a.concepts) if (b.concepts.has(concept)) concepts += CONCEPT_WEIGHT;
  let names = 0;
  let words = 0;
  for (const { x, y, likeness } of alignSounds(a.sounds, b.sounds)) {
    if (x.name || y.name) names += NAME_WEIGHT * likeness;
    else words += WORD_WEIGHT * likeness;
  }
  const shared = numbers + concepts + names + words;
  // Words without a counterpart say nothing: most have none that sounds like them. Those that have one count as shared.
  const whole = Math.sqrt((a.weight + words) * (b.weight + words));
  const score = shared === 0 ? 0 : Math.min(1, (shared / whole) * (shared / (shared + HALF_EVIDENCE)));
  return { score, names, words, concepts, numbers };
}

/** The longer a number the less it is there by chance; years and small numbers are everywhere. */
function numberWeight(number: string): number {
  if (/^(19|20)\d\d$/.test(number)) return 1.3;
  return Math.min(3, 0.4 + 0.6 * number.length);
}

interface Pair {
  x: Sound;
  y: Sound;
  likeness: number;
}

/** Pairs of like sounds, the most alike first, each sound once. */
function alignSounds(a: readonly Sound[], b: readonly Sound[]): Pair[] {
  const pairs: Pair[] = [];
  for (const x of a) {
    for (const y of b) {
      if (x.group !== y.group) continue;
      const likeness = soundLikeness(x.codes, y.codes);
      if (likeness >= (x.name || y.name ? NAME_LIKENESS : WORD_LIKENESS)) pairs.push({ x, y, likeness });
    }
  }
  pairs.sort((p, q) => q.likeness - p.likeness || compareText(keyOf(p), keyOf(q)));
  const taken = new Set<Sound>();
  return pairs.filter(({ x, y }) => {
    if (taken.has(x) || taken.has(y)) return false;
    taken.add(x);
    taken.add(y);
    return true;
  });
}

/** The same whichever way round the texts are compared. */
function keyOf({ x, y }: Pair): string {
  return x.sound < y.sound ? `${x.sound} ${y.sound}` : `${y.sound} ${x.sound}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
