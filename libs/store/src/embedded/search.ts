import { pageOf } from '../cursor.js';
import type { Page } from '../page.js';
import { checkSearch } from '../query.js';
import { type SearchDocument, type SearchQuery, SearchStore, type StoredTerm } from '../search.js';
import { languageConditions, primaryLanguage } from './conditions.js';
import { settle, type SqliteDatabase, type SqlValue } from './database.js';

/**
 * The full-text index gives what it finds by row, so rows are numbered in the order of results: time, then the beginning of the
 * id, in a number of 64 bits. A query for a word that half of all articles have then ends after its page, not after all of them.
 * Such numbers are more than JavaScript can count: they are made in SQL, and travel as text.
 */
const ROW = 'CAST(? AS INTEGER) * 1048576 + CAST(? AS INTEGER)';
/** Bits for the id in a row: four characters of it. */
const ID_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
/** ms before and after 1970 (to 2109) that a row has room for; what is dated beyond stands with the others at the edge. */
const FURTHEST = 2 ** 42;

const NUMBERED = `WITH RECURSIVE taken(row) AS (
    SELECT ${ROW} UNION ALL SELECT row + 1 FROM taken WHERE EXISTS (SELECT 1 FROM store_words AS w WHERE w.row = taken.row))
  SELECT CAST(max(row) AS TEXT) AS row FROM taken`;

const INSERT = `INSERT INTO store_words
    (row, id, version, version_at, sort_at, usable, duplicate, primary_language, language, source_id)
  VALUES (CAST(? AS INTEGER), ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The index of words as a full-text table (FTS5). */
export class EmbeddedSearchStore extends SearchStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  index(documents: SearchDocument[]): Promise<void> {
    return settle('index articles', () => {
      if (documents.length === 0) return;
      this.db.transaction(() => {
        for (const document of documents) this.write(document);
      });
    });
  }

  find(query: SearchQuery): Promise<Page<string>> {
    return settle('search articles', () => {
      const { conditions, values, limit } = select(query);
      // CROSS JOIN: the planner must not begin with the other table, and sort.
      const sql = `SELECT id, sort_at AS sortAt FROM store_words_text CROSS JOIN store_words ON row = store_words_text.rowid
        WHERE ${conditions.join(' AND ')} ORDER BY store_words_text.rowid DESC LIMIT ?`;
      const rows = this.db.all<{ id: string; sortAt: number }>(sql, ...values, limit + 1);
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ id }) => id,
      );
    });
  }

  private write(document: SearchDocument): void {
    const { id, version, versionAt, sortAt, usable, duplicate, sourceId, words, stems } = document;
    const [stored] = this.db.all<{ row: string; version: number; versionAt: number }>(
      'SELECT CAST(row AS TEXT) AS row, version, version_at AS versionAt FROM store_words WHERE id = ?',
      id,
    );
    if (stored !== undefined) {
      if (stored.version > version || (stored.version === version && stored.versionAt > versionAt)) return;
      this.db.run('DELETE FROM store_words_text WHERE rowid = CAST(? AS INTEGER)', stored.row);
      this.db.run('DELETE FROM store_words WHERE id = ?', id);
    }
    const [numbered] = this.db.all<{ row: string }>(NUMBERED, ...rowOf(sortAt, id));
    const row = numbered?.row ?? null;
    const language = document.language.toLowerCase();
    const kept: SqlValue[] = [id, version, versionAt, sortAt, Number(usable), Number(duplicate)];
    this.db.run(INSERT, row, ...kept, primaryLanguage(language), language, sourceId);
    const sql = 'INSERT INTO store_words_text (rowid, words, stems) VALUES (CAST(? AS INTEGER), ?, ?)';
    this.db.run(sql, row, words, stems);
  }
}

/** The values of {@link ROW}. */
function rowOf(sortAt: number, id: string): [sortAt: number, letters: number] {
  const letters = [...id.slice(0, 4).padEnd(4, '0')].map((letter) => Math.max(0, ID_LETTERS.indexOf(letter)));
  return [
    Math.max(-FURTHEST, Math.min(FURTHEST, sortAt)),
    letters.reduce((number, letter) => number * ID_LETTERS.length + letter, 0),
  ];
}

function select(query: SearchQuery): { conditions: string[]; values: SqlValue[]; limit: number } {
  const { language, from, to, after, limit } = checkSearch(query);
  const conditions = ['store_words_text MATCH ?', 'usable = 1'];
  const values: SqlValue[] = [expression(query)];
  const add = (condition: string, ...given: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.duplicates !== true) add('duplicate = 0');
  if (language !== undefined)
    for (const [condition, ...given] of languageConditions(language)) add(condition, ...given);
  if (query.sourceId !== undefined) add('source_id = ?', query.sourceId);
  // The rows bound the walk through the index, the times say it exactly.
  if (from !== undefined) add(`store_words_text.rowid >= ${ROW} AND sort_at >= ?`, ...rowOf(from, ''), from);
  if (to !== undefined) add(`store_words_text.rowid <= ${ROW} AND sort_at < ?`, ...rowOf(to, 'zzzz'), to);
  if (after !== undefined) {
    // Where it stands, or would: it may have got another date since.
    const place = `coalesce((SELECT row FROM store_words WHERE id = ? AND sort_at = ?), ${ROW})`;
    add(`store_words_text.rowid < ${place}`, after.id, after.sortAt, ...rowOf(after.sortAt, after.id));
  }
  return { conditions, values, limit };
}

/** In FTS5's language. Every word is a string of letters and digits in quotes: none can be an operator. */
function expression({ all, none }: SearchQuery): string {
  const wanted = all.map(termExpression).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(termExpression).join(' OR ')})`;
}

const termExpression = (term: StoredTerm): string =>
  'phrase' in term ? `(words : "${term.phrase.join(' ')}")` : `(${term.any.map((form) => `"${form}"`).join(' OR ')})`;
