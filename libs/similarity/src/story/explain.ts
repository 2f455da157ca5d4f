import { Comparer, CONCEPT_WEIGHT, type LinkScore } from './comparer.js';
import { hasConcepts } from './concepts.js';
import { MOST_WORDS, packProfile, Vocabulary } from './profile.js';
import type { StorySignature } from './signature.js';

/** Two sounds that were taken for one word. */
export interface SharedSound {
  /** As the first text has it. */
  a: string;
  /** As the second has it. */
  b: string;
  weight: number;
}

/** A concept or number that both texts have. */
export interface SharedTerm {
  text: string;
  weight: number;
}

/** What two texts have in common, each kind the weightiest first. The weights of a kind add up to those of the score. */
export interface StoryExplanation {
  score: LinkScore;
  names: SharedSound[];
  words: SharedSound[];
  concepts: SharedTerm[];
  numbers: SharedTerm[];
}

/**
 * Lists what the signatures of two texts in different languages share, by the comparison that `linkScore` makes. Throws
 * `similarity.signature` (poison) when a signature is none that a text can have.
 */
export function explainStory(a: StorySignature, b: StorySignature): StoryExplanation {
  const vocabulary = new Vocabulary();
  const comparer = new Comparer(vocabulary);
  const first = new Uint32Array(MOST_WORDS);
  const second = new Uint32Array(MOST_WORDS);
  packProfile(a, vocabulary, first);
  packProfile(b, vocabulary, second);
  comparer.open(first, hasConcepts(a.language));
  const score = comparer.compare(second, 0, hasConcepts(b.language));
  const { pairs } = comparer;
  const names: SharedSound[] = [];
  const words: SharedSound[] = [];
  // The pairs come in the order of their likeness.
  for (let n = 0; n < pairs.length; n++) {
    const [x, y] = pairs.texts(n);
    (pairs.isName(n) ? names : words).push({ a: x, b: y, weight: comparer.weightOf(n) });
  }
  const shared = (ours: readonly string[], theirs: readonly string[], weight: (text: string) => number): SharedTerm[] =>
    ours
      .filter((text) => theirs.includes(text))
      .map((text) => ({ text, weight: weight(text) }))
      .sort((p, q) => q.weight - p.weight);
  return {
    score,
    names,
    words,
    concepts: shared(a.concepts, b.concepts, () => CONCEPT_WEIGHT),
    numbers: shared(a.numbers, b.numbers, (text) => vocabulary.features.numberWeight(vocabulary.features.number(text))),
  };
}
