import { pageOf } from '../cursor.js';
import type { Page } from '../ports.js';
import { checkSearch } from '../query.js';
import { type SearchDocument, type SearchQuery, SearchStore, type StoredTerm } from '../search.js';
import { languageConditions, primaryLanguage } from './conditions.js';
import { settle, type SqliteDatabase, type SqlValue } from './database.js';

const UPSERT = `INSERT INTO store_search AS stored
    (id, version, version_at, sort_at, usable, duplicate, primary_language, language, source_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, version_at = excluded.version_at,
    sort_at = excluded.sort_at, usable = excluded.usable, duplicate = excluded.duplicate,
    primary_language = excluded.primary_language, language = excluded.language, source_id = excluded.source_id
  WHERE (excluded.version, excluded.version_at) >= (stored.version, stored.version_at)`;

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
      const sql = `SELECT id, sort_at AS sortAt FROM store_search_text JOIN store_search ON row = store_search_text.rowid
        WHERE ${conditions.join(' AND ')} ORDER BY sort_at DESC, id DESC LIMIT ?`;
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
    const language = document.language.toLowerCase();
    const row: SqlValue[] = [id, version, versionAt, sortAt, Number(usable), Number(duplicate)];
    if (this.db.run(UPSERT, ...row, primaryLanguage(language), language, sourceId) === 0) return;
    const [stored] = this.db.all<{ row: number }>('SELECT row FROM store_search WHERE id = ?', id);
    if (stored === undefined) return;
    const sql = 'INSERT OR REPLACE INTO store_search_text (rowid, words, stems) VALUES (?, ?, ?)';
    this.db.run(sql, stored.row, words, stems);
  }
}

function select(query: SearchQuery): { conditions: string[]; values: SqlValue[]; limit: number } {
  const { language, from, to, after, limit } = checkSearch(query);
  const conditions = ['store_search_text MATCH ?', 'usable = 1'];
  const values: SqlValue[] = [expression(query)];
  const add = (condition: string, ...given: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.duplicates !== true) add('duplicate = 0');
  if (language !== undefined)
    for (const [condition, ...given] of languageConditions(language)) add(condition, ...given);
  if (query.sourceId !== undefined) add('source_id = ?', query.sourceId);
  if (from !== undefined) add('sort_at >= ?', from);
  if (to !== undefined) add('sort_at < ?', to);
  if (after !== undefined) add('(sort_at, id) < (?, ?)', after.sortAt, after.id);
  return { conditions, values, limit };
}

/** In FTS5's language. Every word is a string of letters and digits in quotes: none can be an operator. */
function expression({ all, none }: SearchQuery): string {
  const wanted = all.map(termExpression).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(termExpression).join(' OR ')})`;
}

const termExpression = (term: StoredTerm): string =>
  'phrase' in term ? `(words : "${term.phrase.join(' ')}")` : `(${term.any.map((form) => `"${form}"`).join(' OR ')})`;
