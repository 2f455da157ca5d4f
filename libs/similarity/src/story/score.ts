import { hasConcepts } from './concepts.js';
import type { StorySignature } from './signature.js';
import { prepareSound, soundLikeness, type Sound } from './sound.js';

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
  readonly names: readonly Sound[];
  readonly words: readonly Sound[];
  readonly concepts: readonly string[];
  readonly numbers: readonly string[];
  /** Whether the language's concepts are known. */
  readonly hasConcepts: boolean;
  /** Weight of its names and numbers. */
  readonly weight: number;
}

const NAME_WEIGHT = 2.2;
const WORD_WEIGHT = 1.3;
const CONCEPT_WEIGHT = 1;
/** Less alike sounds are chance. */
const NAME_LIKENESS = 0.68;
const WORD_LIKENESS = 0.8;
/** Shared weight at which the evidence counts half: two texts that share one name are not a story yet. */
const HALF_EVIDENCE = 2;
/** Where names and numbers are all there is, more of them are needed. */
const HALF_EVIDENCE_WITHOUT_CONCEPTS = 5;

/** Compares signatures of texts in different languages. Symmetric. */
export function linkScore(a: StorySignature, b: StorySignature): LinkScore {
  return compareProfiles(profileOf(a), profileOf(b));
}

export function profileOf(signature: StorySignature): Profile {
  let weight = NAME_WEIGHT * signature.names.length;
  for (const number of signature.numbers) weight += numberWeight(number);
  return {
    names: signature.names.map(prepareSound),
    words: signature.words.map(prepareSound),
    concepts: signature.concepts,
    numbers: signature.numbers,
    hasConcepts: hasConcepts(signature.language),
    weight,
  };
}

/** Share of what the texts could have in common that they have, less where the evidence is thin. Symmetric. */
export function compareProfiles(a: Profile, b: Profile): LinkScore {
  let numbers = 0;
  for (const number of a.numbers) if (b.numbers.includes(number)) numbers += numberWeight(number);
  let concepts = 0;
  for (const concept of a.concepts) if (b.concepts.includes(concept)) concepts += CONCEPT_WEIGHT;
  const { names, words } = shareSounds(a, b);
  const shared = numbers + concepts + names + words;
  if (shared === 0) return { score: 0, names, words, concepts, numbers };
  const comparable = a.hasConcepts && b.hasConcepts;
  // Words without a counterpart say nothing: most have none that sounds like them. Those that have one count as shared.
  const own = (profile: Profile): number =>
    profile.weight + (comparable ? CONCEPT_WEIGHT * profile.concepts.length : 0) + words;
  const evidence = shared / (shared + (comparable ? HALF_EVIDENCE : HALF_EVIDENCE_WITHOUT_CONCEPTS));
  const score = Math.min(1, (shared / Math.sqrt(own(a) * own(b))) * evidence);
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
  name: boolean;
}

/** Weights of the names and the other words that sound alike: the most alike are paired first, each sound once. */
function shareSounds(a: Profile, b: Profile): { names: number; words: number } {
  const pairs: Pair[] = [];
  const compare = (x: Sound, y: Sound, name: boolean): void => {
    const likeness = soundLikeness(x.codes, y.codes);
    if (likeness >= (name ? NAME_LIKENESS : WORD_LIKENESS)) pairs.push({ x, y, likeness, name });
  };
  for (const x of a.names) {
    for (const y of b.names) if (x.group === y.group) compare(x, y, true);
    for (const y of b.words) if (x.group === y.group) compare(x, y, true);
  }
  for (const x of a.words) {
    for (const y of b.names) if (x.group === y.group) compare(x, y, true);
    // Other words are many and must be nearly alike: their keys are equal then.
    for (const y of b.words) if (x.key === y.key) compare(x, y, false);
  }
  pairs.sort((p, q) => q.likeness - p.likeness || compareText(keyOf(p), keyOf(q)));
  const takenOfA = new Set<Sound>();
  const takenOfB = new Set<Sound>();
  let names = 0;
  let words = 0;
  for (const { x, y, likeness, name } of pairs) {
    if (takenOfA.has(x) || takenOfB.has(y)) continue;
    takenOfA.add(x);
    takenOfB.add(y);
    if (name) names += NAME_WEIGHT * likeness;
    else words += WORD_WEIGHT * likeness;
  }
  return { names, words };
}

/** The same whichever way round the texts are compared. */
function keyOf({ x, y }: Pair): string {
  return x.text < y.text ? `${x.text} ${y.text}` : `${y.text} ${x.text}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
