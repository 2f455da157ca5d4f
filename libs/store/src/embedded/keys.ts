import { type ApiKey, type ApiKeyChange, KeyStore } from '../access.js';
import { settle, type SqliteDatabase } from './database.js';

interface Row {
  document: string;
}

const parse = ({ document }: Row): ApiKey => JSON.parse(document) as ApiKey;

export class EmbeddedKeyStore extends KeyStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  add(key: ApiKey): Promise<boolean> {
    return settle('add a key', () => {
      const sql = 'INSERT INTO store_keys (id, created_at, document) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING';
      return this.db.run(sql, key.id, key.createdAt, JSON.stringify(key)) > 0;
    });
  }

  list(): Promise<ApiKey[]> {
    return settle('list keys', () =>
      this.db.all<Row>('SELECT document FROM store_keys ORDER BY created_at, id').map(parse),
    );
  }

  get(id: string): Promise<ApiKey | undefined> {
    return settle('read a key', () => this.read(id));
  }

  change(id: string, change: ApiKeyChange): Promise<ApiKey | undefined> {
    return settle('change a key', () =>
      this.db.transaction(() => {
        const before = this.read(id);
        if (before === undefined || before.revokedAt !== undefined) return undefined;
        const after = { ...before, ...change };
        this.write(after);
        return after;
      }),
    );
  }

  touch(ids: string[], at: number): Promise<void> {
    return settle('note the use of keys', () => {
      this.db.transaction(() => {
        for (const id of ids) {
          const key = this.read(id);
          if (key !== undefined && (key.lastUsedAt ?? 0) < at) this.write({ ...key, lastUsedAt: at });
        }
      });
    });
  }

  private read(id: string): ApiKey | undefined {
    const [row] = this.db.all<Row>('SELECT document FROM store_keys WHERE id = ?', id);
    return row === undefined ? undefined : parse(row);
  }

  private write(key: ApiKey): void {
    this.db.run('UPDATE store_keys SET document = ? WHERE id = ?', JSON.stringify(key), key.id);
  }
}
