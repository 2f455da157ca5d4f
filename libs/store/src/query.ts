import { BabelwireError } from '#libs/contracts';
import { decodeCursor, type Position } from './cursor.js';
import { instant } from './records.js';
import type { ArticleQuery } from './ports.js';

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
export function checkQuery(query: ArticleQuery): CheckedQuery {
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
