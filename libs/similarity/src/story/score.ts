import { soundGroup, soundLikeness } from './sound.js';
import type { StorySignature } from './signature.js';

/** Why two texts are, or are not, one story. */
export interface LinkScore {
  /** 0..1. */
  score: number;
  /** Weight of what both have. */
  shared: number;
  names: number;
  words: number;
  concepts: number;
  numbers: number;
}

/** How much a feature says, given how common it is where the texts come from; 1 by default. */
export type Rarity = (feature: string) => number;

const NAME_WEIGHT = 2.2;
const WORD_WEIGHT = 1.3;
const CONCEPT_WEIGHT = 1;
/** Less alike sounds are chance. */
const NAME_LIKENESS = 0.68;
const WORD_LIKENESS = 0.8;
/** Shared weight at which the evidence counts half: two texts that share one name are not a story yet. */
const HALF_EVIDENCE = 2;

/** Compares signatures of texts in different languages. Symmetric. */
export function linkScore(a: StorySignature, b: StorySignature, rarity: Rarity = () => 1): LinkScore {
  const numbers = sharedWeight(a.numbers, b.numbers, (n) => numberWeight(n) * rarity(`n:${n}`));
  const concepts = sharedWeight(a.concepts, b.concepts, (c) => CONCEPT_WEIGHT * rarity(`c:${c}`));
  const soundsA = soundsOf(a);
  const soundsB = soundsOf(b);
  const pairs = alignSounds(soundsA, soundsB);
  let names = 0;
  let words = 0;
  for (const { x, y, likeness } of pairs) {
    const name = x.name || y.name;
    const weight =
      (name ? NAME_WEIGHT : WORD_WEIGHT) * likeness * Math.min(rarity(`s:${x.sound}`), rarity(`s:${y.sound}`));
    if (name) names += weight;
    else words += weight;
  }
  const shared = numbers + concepts + names + words;
  const whole = Math.sqrt(ownWeight(a, rarity, words) * ownWeight(b, rarity, words));
  const score = whole === 0 ? 0 : Math.min(1, (shared / whole) * (shared / (shared + HALF_EVIDENCE)));
  return { score, shared, names, words, concepts, numbers };
}

/** What a text could share at most: its names, concepts and numbers, and the words that turned out to be shared. */
function ownWeight(signature: StorySignature, rarity: Rarity, words: number): number {
  let sum = words;
  for (const name of signature.names) sum += NAME_WEIGHT * rarity(`s:${name}`);
  for (const concept of signature.concepts) sum += CONCEPT_WEIGHT * rarity(`c:${concept}`);
  for (const number of signature.numbers) sum += numberWeight(number) * rarity(`n:${number}`);
  return sum;
}

/** The longer a number the less it is there by chance; years and small numbers are everywhere. */
function numberWeight(number: string): number {
  if (/^(19|20)\d\d$/.test(number)) return 1.3;
  return Math.min(3, 0.4 + 0.6 * number.length);
}

function sharedWeight(a: readonly string[], b: readonly string[], weight: (feature: string) => number): number {
  const other = new Set(b);
  let sum = 0;
  for (const feature of a) if (other.has(feature)) sum += weight(feature);
  return sum;
}

interface Sound {
  sound: string;
  name: boolean;
  group: string;
}

function soundsOf(signature: StorySignature): Sound[] {
  return [
    ...signature.names.map((sound) => ({ sound, name: true, group: soundGroup(sound) })),
    ...signature.words.map((sound) => ({ sound, name: false, group: soundGroup(sound) })),
  ];
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
      const likeness = soundLikeness(x.sound, y.sound);
      if (likeness >= (x.name || y.name ? NAME_LIKENESS : WORD_LIKENESS)) pairs.push({ x, y, likeness });
    }
  }
  pairs.sort((p, q) => q.likeness - p.likeness || compareText(p.x.sound + p.y.sound, q.x.sound + q.y.sound));
  const taken = new Set<Sound>();
  return pairs.filter(({ x, y }) => {
    if (taken.has(x) || taken.has(y)) return false;
    taken.add(x);
    taken.add(y);
    return true;
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
