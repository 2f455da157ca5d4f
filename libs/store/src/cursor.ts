import { type Article, BabelwireError } from '#libs/contracts';
import type { Page } from './page.js';
import { orderOf } from './records.js';

/** A place in the order of articles: latest first, then by id descending. */
export interface Position {
  /** ms since the epoch. */
  sortAt: number;
  id: string;
}

/** The leading number is the version of the format: a cursor of an older one is refused, not misread. */
const FORMAT = /^1:(-?\d{1,16}):([0-9A-Za-z_-]{1,100})$/;

export function encodeCursor({ sortAt, id }: Position): string {
  return Buffer.from(`1:${sortAt}:${id}`).toString('base64url');
}

/** The cursor of a walk of `find` that goes on after this article, as it stands there now. */
export function placeOf(article: Article): string {
  return encodeCursor({ sortAt: orderOf(article).sortAt, id: article.id });
}

/** Throws poison `invalid-cursor` for anything that encodeCursor didn't make. */
export function decodeCursor(cursor: string): Position {
  const match = FORMAT.exec(Buffer.from(cursor, 'base64url').toString());
  const [, sortAt, id] = match ?? [];
  if (sortAt !== undefined && id !== undefined) {
    const position = { sortAt: Number(sortAt), id };
    // Buffer skips characters that are not base 64; only what encodes back to the same text is ours.
    if (encodeCursor(position) === cursor) return position;
  }
  const shown = JSON.stringify(cursor.slice(0, 100));
  const message = `the cursor ${shown} is not from this API; take nextCursor of a page as it is, or start without one`;
  throw new BabelwireError('invalid-cursor', 'poison', message);
}

/** A page of at most `limit` rows, from up to `limit` + 1 rows read: the one too many tells that there is a next page. */
export function pageOf<Row, T>(
  rows: Row[],
  limit: number,
  position: (row: Row) => Position,
  item: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(item);
  return rows.length > limit && last !== undefined ? { items, nextCursor: encodeCursor(position(last)) } : { items };
}
