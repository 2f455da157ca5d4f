import { BabelwireError } from '#libs/contracts';
import { stemsOf } from './stemmers.js';
import { fold, wordsOf } from './words.js';

/** A word in any of these forms, or these words one after the other. Folded letters and digits alone, never syntax. */
export type SearchTerm = { any: string[] } | { phrase: string[] };

/** Everything of `all`, and nothing of `none`. */
export interface SearchTerms {
  all: SearchTerm[];
  none: SearchTerm[];
}

/** Characters of a query, and terms: people ask for three words. */
export const MAX_QUERY_LENGTH = 500;
const MAX_TERMS = 20;
/** Words of a phrase. */
const MAX_PHRASE = 20;

/** A quoted part, or what stands between blanks; a minus before it excludes it. */
const PART = /(-?)(?:"([^"]*)"?|(\S+))/g;

/**
 * What a person typed: words that all must be there, `"a phrase"`, and `-word` or `-"a phrase"` for what must not be. All
 * other signs only part words.
 *
 * @param language BCP 47 of the words; all that are written in their letters when not given
 *
 * Throws poison `invalid-query` when nothing is asked for, or too much.
 */
export function parseQuery(text: string, language?: string): SearchTerms {
  if (text.length > MAX_QUERY_LENGTH) {
    throw invalid(`the query has ${text.length} characters; at most ${MAX_QUERY_LENGTH} are taken`);
  }
  const terms: SearchTerms = { all: [], none: [] };
  for (const [, minus = '', quoted, plain = ''] of text.matchAll(PART)) {
    const lowers = [...wordsOf(quoted ?? plain)].map(({ lower }) => lower);
    const term = termOf(lowers, language);
    if (term === undefined) continue;
    (minus === '' ? terms.all : terms.none).push(term);
  }
  if (terms.all.length === 0) {
    throw invalid('the query asks for nothing; give at least one word that is not excluded');
  }
  if (terms.all.length + terms.none.length > MAX_TERMS) {
    throw invalid(`the query has ${terms.all.length + terms.none.length} terms; at most ${MAX_TERMS} are taken`);
  }
  return terms;
}

function termOf(lowers: string[], language: string | undefined): SearchTerm | undefined {
  const [first] = lowers;
  if (first === undefined) return undefined;
  if (lowers.length > MAX_PHRASE) throw invalid(`a phrase has ${lowers.length} words; at most ${MAX_PHRASE} are taken`);
  // ice-cream, 27.11, 電力公司: what is written as one stands together.
  if (lowers.length > 1) return { phrase: lowers.map(fold) };
  return { any: [fold(first), ...stemsOf(first, language === undefined ? undefined : [language])] };
}

const invalid = (message: string): BabelwireError => new BabelwireError('invalid-query', 'poison', message);
