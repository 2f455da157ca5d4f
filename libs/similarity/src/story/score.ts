import { Comparer, type LinkScore } from './comparer.js';
import { hasConcepts } from './concepts.js';
import { MOST_WORDS, packProfile, Vocabulary } from './profile.js';
import type { StorySignature } from './signature.js';

/** For comparisons outside an index. It forgets by itself what it has not used lately. */
const vocabulary = new Vocabulary();
const comparer = new Comparer(vocabulary);
const first = new Uint32Array(MOST_WORDS);
const second = new Uint32Array(MOST_WORDS);

/** Compares signatures of texts in different languages. Symmetric. */
export function linkScore(a: StorySignature, b: StorySignature): LinkScore {
  vocabulary.tidy();
  packProfile(a, vocabulary, first);
  packProfile(b, vocabulary, second);
  comparer.open(first, hasConcepts(a.language));
  return comparer.compare(second, 0, hasConcepts(b.language));
}
