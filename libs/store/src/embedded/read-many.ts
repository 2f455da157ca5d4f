import type { SqliteDatabase } from './database.js';

/** Documents of a table by their ids: one statement for all, however many, since the ids travel as one JSON array. */
export function readMany<T extends { id: string }>(db: SqliteDatabase, table: string, ids: string[]): Map<string, T> {
  if (ids.length === 0) return new Map();
  const sql = `SELECT id, document FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`;
  const rows = db.all<{ id: string; document: string }>(sql, JSON.stringify(ids));
  return new Map(rows.map(({ id, document }) => [id, JSON.parse(document) as T]));
}
