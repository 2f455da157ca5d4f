import { HostStore, type HostClaim, type Lease } from '../acquisition.js';
import { settle, type SqliteDatabase } from './database.js';

export class EmbeddedHostStore extends HostStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  claim(host: string, { owner, now, until }: Lease): Promise<HostClaim> {
    return settle('claim a host', () => {
      const sql = `INSERT INTO store_hosts (host, owner, until, ready_at) VALUES (?, ?, ?, 0)
        ON CONFLICT (host) DO UPDATE SET owner = excluded.owner, until = excluded.until
        WHERE store_hosts.owner IS NULL OR store_hosts.owner = excluded.owner OR store_hosts.until <= ?`;
      const granted = this.db.run(sql, host, owner, until, now) > 0;
      const [row] = this.db.all<{ until: number; readyAt: number }>(
        'SELECT until, ready_at AS readyAt FROM store_hosts WHERE host = ?',
        host,
      );
      return granted ? { granted, readyAt: row?.readyAt ?? 0 } : { granted, until: row?.until ?? now };
    });
  }

  release(host: string, owner: string, readyAt: number): Promise<void> {
    return settle('release a host', () => {
      const sql = `UPDATE store_hosts SET owner = NULL, until = 0, ready_at = max(ready_at, ?)
        WHERE host = ? AND owner = ?`;
      this.db.run(sql, readyAt, host, owner);
    });
  }

  forget(now: number): Promise<void> {
    return settle('forget hosts', () => {
      this.db.run('DELETE FROM store_hosts WHERE until <= ? AND ready_at <= ?', now, now);
    });
  }
}
