import type { SqliteDatabase } from './database.js';

/** A table of JSON documents by id, without versions. */
export class JsonTable<T extends { id: string }> {
  constructor(
    private readonly db: SqliteDatabase,
    private readonly table: string,
  ) {}

  /** The last one written stays. */
  put(document: T): void {
    const sql = `INSERT INTO ${this.table} (id, document) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document`;
    this.db.run(sql, document.id, JSON.stringify(document));
  }

  /** The first one written stays. */
  add(documents: T[]): void {
    const sql = `INSERT INTO ${this.table} (id, document) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`;
    this.db.transaction(() => {
      for (const document of documents) this.db.run(sql, document.id, JSON.stringify(document));
    });
  }

  get(id: string): T | undefined {
    const [row] = this.db.all<{ document: string }>(`SELECT document FROM ${this.table} WHERE id = ?`, id);
    return row === undefined ? undefined : (JSON.parse(row.document) as T);
  }

  /** By id. */
  list(): T[] {
    const rows = this.db.all<{ document: string }>(`SELECT document FROM ${this.table} ORDER BY id`);
    return rows.map((row) => JSON.parse(row.document) as T);
  }

  remove(id: string): boolean {
    return this.db.run(`DELETE FROM ${this.table} WHERE id = ?`, id) > 0;
  }
}
