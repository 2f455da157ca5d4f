import type { SqliteDatabase } from './database.js';

/** A table of JSON documents by id, without versions. */
export class JsonTable<T extends { id: string }> {
  constructor(
    private readonly db: SqliteDatabase,
    private readonly table: string,
  ) {}

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
}
