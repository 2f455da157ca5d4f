import { SourceStore, type Lease, type Source, type SourceChange, type SourceState } from '../acquisition.js';
import { settle, type SqliteDatabase } from './database.js';

interface Row {
  document: string;
}

const parse = ({ document }: Row): Source => JSON.parse(document) as Source;

/** Sources as rows: the document, and beside it what they are claimed by. */
export class EmbeddedSourceStore extends SourceStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  add(source: Source): Promise<boolean> {
    return settle('add a source', () => {
      const sql = `INSERT INTO store_source_schedule (id, paused, failing, next_due_at, lease_until, document)
        VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (id) DO NOTHING`;
      const { id, paused, failing, nextDueAt } = source;
      return this.db.run(sql, id, Number(paused), Number(failing), nextDueAt, JSON.stringify(source)) > 0;
    });
  }

  change(id: string, change: SourceChange, now: number): Promise<Source | undefined> {
    return settle('change a source', () =>
      this.db.transaction(() => {
        const before = this.read(id);
        if (before === undefined) return undefined;
        const isResumed = before.paused && change.paused === false;
        const isHurried = (change.maxIntervalMs ?? Infinity) < before.maxIntervalMs;
        const after: Source = { ...before, ...change, ...(isResumed || isHurried ? { nextDueAt: now } : {}) };
        this.write(after);
        return after;
      }),
    );
  }

  get(id: string): Promise<Source | undefined> {
    return settle('read a source', () => this.read(id));
  }

  list({ after = '', limit }: { after?: string; limit: number }): Promise<Source[]> {
    return settle('list sources', () => {
      const sql = 'SELECT document FROM store_source_schedule WHERE id > ? ORDER BY id LIMIT ?';
      return this.db.all<Row>(sql, after, limit).map(parse);
    });
  }

  remove(id: string): Promise<boolean> {
    return settle('remove a source', () =>
      this.db.transaction(() => {
        this.db.run('DELETE FROM store_entries WHERE source_id = ?', id);
        return this.db.run('DELETE FROM store_source_schedule WHERE id = ?', id) > 0;
      }),
    );
  }

  claim({ owner, now, until }: Lease, limit: number): Promise<Source[]> {
    return settle('claim sources', () => {
      const due = `SELECT id, document FROM store_source_schedule
        WHERE paused = 0 AND next_due_at <= ? AND lease_until <= ? ORDER BY next_due_at LIMIT ?`;
      // Most of the time nothing is due: no transaction then.
      if (this.db.all(due, now, now, 1).length === 0) return [];
      return this.db.transaction(() => {
        const rows = this.db.all<Row & { id: string }>(due, now, now, limit);
        const sql = 'UPDATE store_source_schedule SET lease_owner = ?, lease_until = ? WHERE id = ?';
        for (const { id } of rows) this.db.run(sql, owner, until, id);
        return rows.map(parse);
      });
    });
  }

  renew(ids: string[], { owner, now, until }: Lease): Promise<string[]> {
    return settle('renew leases', () => {
      const sql = `UPDATE store_source_schedule SET lease_until = ?
        WHERE id = ? AND lease_owner = ? AND lease_until > ? AND paused = 0`;
      return this.db.transaction(() => ids.filter((id) => this.db.run(sql, until, id, owner, now) > 0));
    });
  }

  settle(id: string, owner: string, state: SourceState): Promise<boolean> {
    return settle('settle a source', () =>
      this.db.transaction(() => {
        const sql = `UPDATE store_source_schedule SET lease_owner = NULL, lease_until = 0
          WHERE id = ? AND lease_owner = ?`;
        if (this.db.run(sql, id, owner) === 0) return false;
        const before = this.read(id);
        if (before === undefined) return false;
        // What the state has no longer goes.
        const { lastSuccessAt: _success, lastError: _error, ...kept } = before;
        this.write({ ...kept, ...state });
        return true;
      }),
    );
  }

  count(now: number): Promise<{ all: number; paused: number; failing: number; due: number }> {
    return settle('count sources', () => {
      const sql = `SELECT count(*) AS "all", coalesce(sum(paused), 0) AS paused, coalesce(sum(failing), 0) AS failing,
        coalesce(sum(paused = 0 AND next_due_at <= ?), 0) AS due FROM store_source_schedule`;
      const [row] = this.db.all<{ all: number; paused: number; failing: number; due: number }>(sql, now);
      return row ?? { all: 0, paused: 0, failing: 0, due: 0 };
    });
  }

  private read(id: string): Source | undefined {
    const [row] = this.db.all<Row>('SELECT document FROM store_source_schedule WHERE id = ?', id);
    return row === undefined ? undefined : parse(row);
  }

  private write(source: Source): void {
    const sql = 'UPDATE store_source_schedule SET paused = ?, failing = ?, next_due_at = ?, document = ? WHERE id = ?';
    const { id, paused, failing, nextDueAt } = source;
    this.db.run(sql, Number(paused), Number(failing), nextDueAt, JSON.stringify(source), id);
  }
}
