import { compareRevisions, type Revision } from '../records.js';
import type { UpsertOutcome } from '../ports.js';
import type { SqlValue, SqliteDatabase } from './database.js';

/** Columns that every guarded table has, in the order of `guardValues`. */
const GUARD = ['id', 'version', 'version_at', 'event_id'];

const guardValues = ({ id, version, versionAt, eventId }: Revision): SqlValue[] => [id, version, versionAt, eventId];

/** A table whose rows give way only to revisions that win over them; see Revision. */
export class GuardedTable<Made extends Revision> {
  private readonly upsertSql: string;
  private readonly selectSql: string;

  /** `columns` gives the values beside the guard; the same columns for every record. */
  constructor(
    private readonly db: SqliteDatabase,
    table: string,
    columns: string[],
    private readonly values: (record: Made) => SqlValue[],
  ) {
    const all = [...GUARD, ...columns];
    this.upsertSql = `INSERT INTO ${table} AS stored (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${all.map((column) => `${column} = excluded.${column}`).join(', ')}
      WHERE excluded.version > stored.version
        OR (excluded.version = stored.version AND excluded.event_id <> stored.event_id
          AND (excluded.version_at, excluded.event_id) > (stored.version_at, stored.event_id))`;
    this.selectSql = `SELECT version, version_at AS versionAt, event_id AS eventId FROM ${table} WHERE id = ?`;
  }

  /** All in one transaction, in order. */
  upsert(records: Made[]): UpsertOutcome[] {
    if (records.length === 0) return [];
    return this.db.transaction(() => records.map((record) => this.write(record)));
  }

  private write(record: Made): UpsertOutcome {
    if (this.db.run(this.upsertSql, ...guardValues(record), ...this.values(record)) > 0) return 'applied';
    const [stored] = this.db.all<Omit<Revision, 'id'>>(this.selectSql, record.id);
    // Within the transaction nobody else writes, so the row that refused this one is still there.
    return stored !== undefined && compareRevisions(record, { id: record.id, ...stored }) === 'unchanged'
      ? 'unchanged'
      : 'stale';
  }
}
