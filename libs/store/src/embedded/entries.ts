import { EntryStore, type Entry } from '../acquisition.js';
import { settle, type SqliteDatabase } from './database.js';

interface Row {
  document: string;
}

const parse = ({ document }: Row): Entry => JSON.parse(document) as Entry;

export class EmbeddedEntryStore extends EntryStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  known(sourceId: string, keys: string[]): Promise<Map<string, Entry>> {
    return settle('read entries', () => {
      if (keys.length === 0) return new Map<string, Entry>();
      const sql = `SELECT document FROM store_entries WHERE source_id = ?
        AND key IN (SELECT value FROM json_each(?))`;
      const found = this.db.all<Row>(sql, sourceId, JSON.stringify(keys)).map(parse);
      return new Map(found.map((entry) => [entry.key, entry]));
    });
  }

  put(entries: Entry[]): Promise<void> {
    return settle('write entries', () => {
      if (entries.length === 0) return;
      const sql = `INSERT INTO store_entries (source_id, key, due_at, expire_at, document) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (source_id, key) DO UPDATE SET
          due_at = excluded.due_at, expire_at = excluded.expire_at, document = excluded.document`;
      this.db.transaction(() => {
        for (const entry of entries) {
          const { sourceId, key, dueAt, expireAt } = entry;
          this.db.run(sql, sourceId, key, dueAt ?? null, expireAt, JSON.stringify(entry));
        }
      });
    });
  }

  due(sourceId: string, now: number, limit: number): Promise<Entry[]> {
    return settle('read entries', () => {
      const sql = 'SELECT document FROM store_entries WHERE source_id = ? AND due_at <= ? ORDER BY due_at, key LIMIT ?';
      return this.db.all<Row>(sql, sourceId, now, limit).map(parse);
    });
  }

  nextDue(sourceId: string): Promise<number | undefined> {
    return settle('read entries', () => {
      const sql = 'SELECT min(due_at) AS due FROM store_entries WHERE source_id = ? AND due_at IS NOT NULL';
      return this.db.all<{ due: number | null }>(sql, sourceId)[0]?.due ?? undefined;
    });
  }

  forget(now: number): Promise<number> {
    return settle('forget entries', () => this.db.run('DELETE FROM store_entries WHERE expire_at <= ?', now));
  }
}
