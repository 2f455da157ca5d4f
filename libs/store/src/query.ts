import { BabelwireError } from '#libs/contracts';
import { decodeCursor, type Position } from './cursor.js';
import { instant } from './records.js';
import type { ArticleQuery } from './ports.js';
import type { SearchQuery, StoredTerm } from './search.js';

export const MAX_LIMIT = 200;

/** An ArticleQuery whose every field was checked; times in ms since the epoch. */
export interface CheckedQuery {
  /** Lower case. */
  language?: string;
  from?: number;
  to?: number;
  limit: number;
  /** The last item of the page before. */
  after?: Position;
}

/** Throws poison `invalid-query` or `invalid-cursor`. */
export function checkQuery(query: Pick<ArticleQuery, 'language' | 'from' | 'to' | 'limit' | 'cursor'>): CheckedQuery {
  const { language, from, to, limit, cursor } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new BabelwireError('invalid-query', 'poison', `limit is ${limit}; expected a whole number 1..${MAX_LIMIT}`);
  }
  return {
    limit,
    ...(language === undefined ? {} : { language: language.toLowerCase() }),
    ...(from === undefined ? {} : { from: instant(from, 'from', 'invalid-query') }),
    ...(to === undefined ? {} : { to: instant(to, 'to', 'invalid-query') }),
    ...(cursor === undefined ? {} : { after: decodeCursor(cursor) }),
  };
}

const TERM = /^[\p{L}\p{N}\p{M}]+$/u;

/** Throws poison `invalid-query` for a query without terms, or with a term that could be syntax of a database. */
export function checkSearch(query: SearchQuery): CheckedQuery {
  const forms = (term: StoredTerm): string[] => ('any' in term ? term.any : term.phrase);
  const terms = [...query.all, ...query.none];
  if (query.all.length === 0 || terms.some((term) => forms(term).length === 0)) {
    throw new BabelwireError('invalid-query', 'poison', 'the search has no terms, or a term without a word');
  }
  const odd = terms.flatMap(forms).find((form) => !TERM.test(form));
  if (odd !== undefined) {
    throw new BabelwireError(
      'invalid-query',
      'poison',
      `${JSON.stringify(odd)} is no word; expected letters and digits`,
    );
  }
  return checkQuery(query);
}
