import Database from 'libsql';
import { embeddedError } from './errors.js';

/** Wait for another process's write, ms; writes here last milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/** What may be bound to a parameter. */
export type SqlValue = string | number | null;

/** A SQLite connection: prepared statements kept, transactions, errors as ours. */
export class SqliteDatabase {
  private readonly statements = new Map<string, Database.Statement<SqlValue[]>>();

  private constructor(
    private readonly db: Database.Database,
    private readonly owned: boolean,
  ) {}

  /** Opens a file; or takes an open connection, whose settings and closing stay its owner's. */
  static open(database: string | Database.Database): SqliteDatabase {
    if (typeof database !== 'string') return new SqliteDatabase(database, false);
    try {
      const db = new Database(database);
      db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      db.pragma('journal_mode = WAL');
      // A write that was answered survives a power cut: the offset behind it may be committed right after.
      db.pragma('synchronous = FULL');
      return new SqliteDatabase(db, true);
    } catch (error) {
      throw embeddedError(error, `open ${database}`);
    }
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  /** Rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.statement(sql).run(...values).changes;
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  /** All of `work` or nothing of it. In a transaction of the connection's owner it becomes a part of that one. */
  transaction<T>(work: () => T): T {
    const [begin, commit, rollback] = this.db.inTransaction
      ? ['SAVEPOINT store', 'RELEASE store', 'ROLLBACK TO store; RELEASE store']
      : ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'];
    this.db.exec(begin);
    try {
      const result = work();
      this.db.exec(commit);
      return result;
    } catch (error) {
      // A full disk rolls back by itself; then there is nothing left to roll back.
      if (this.db.inTransaction) this.db.exec(rollback);
      throw error;
    }
  }

  close(): void {
    this.statements.clear();
    if (this.owned && this.db.open) this.db.close();
  }

  private statement(sql: string): Database.Statement<SqlValue[]> {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare<SqlValue[]>(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

/** Runs synchronous work as the ports promise it: a promise, and errors of ours. */
export function settle<T>(action: string, work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    try {
      resolve(work());
    } catch (error) {
      reject(embeddedError(error, action));
    }
  });
}
