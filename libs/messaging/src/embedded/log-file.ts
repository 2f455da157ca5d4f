import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { BabelwireError, type Headers } from '#libs/contracts';
import type { ReceivedMessage } from '../log.js';

/** A record as it is stored; a dead letter may have no key or no value. */
export interface StoredRecord {
  topic: string;
  key: string | null;
  value: Buffer | null;
  headers: Headers;
  /** Now, when not given. */
  timestamp?: number;
}

interface Row {
  offset: number;
  key: string | null;
  value: ArrayBuffer | null;
  headers: string;
  timestamp: number;
}

interface TopicTable {
  table: string;
  next: number;
  insert: Database.Statement;
  select: Database.Statement;
}

/**
 * The SQLite file under the embedded log. One table per topic with the offset as its row id, which makes appending and
 * reading a range as cheap as SQLite has them. All calls are synchronous, all errors are BabelwireErrors.
 */
export class LogFile {
  private readonly topics = new Map<string, TopicTable>();
  private readonly offsets = new Map<string, number>();
  private readonly saveOffset: Database.Statement;

  private constructor(
    private readonly db: Database.Database,
    readonly path: string,
  ) {
    db.exec(`CREATE TABLE IF NOT EXISTS topics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, next INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS offsets (name TEXT NOT NULL, topic TEXT NOT NULL, next INTEGER NOT NULL,
        PRIMARY KEY (name, topic)) WITHOUT ROWID`);
    this.saveOffset = db.prepare('INSERT OR REPLACE INTO offsets (name, topic, next) VALUES (?, ?, ?)');
    for (const row of db.prepare('SELECT name, topic, next FROM offsets').all() as {
      name: string;
      topic: string;
      next: number;
    }[]) {
      this.offsets.set(`${row.name} ${row.topic}`, row.next);
    }
    for (const { name } of db.prepare('SELECT name FROM topics').all() as { name: string }[]) this.openTopic(name);
  }

  /**
   * Opens or creates `log.db` in the folder and keeps it locked until it is closed or this process ends.
   * Throws bug `data-in-use` when another process has it, bug `log-unavailable` when it can't be opened or is damaged.
   */
  static open(folder: string): LogFile {
    const path = join(folder, 'log.db');
    let db: Database.Database | undefined;
    try {
      mkdirSync(folder, { recursive: true });
      db = new Database(path);
      // The lock is SQLite's own, so it goes with the process, however that ends.
      db.pragma('locking_mode = EXCLUSIVE');
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = NORMAL');
      // Without a write the exclusive lock is not taken yet.
      db.exec('BEGIN EXCLUSIVE; COMMIT');
      return new LogFile(db, path);
    } catch (cause) {
      db?.close();
      throw openingError(path, cause);
    }
  }

  createTopic(name: string): void {
    if (this.topics.has(name)) return;
    this.guard(() => {
      this.db.prepare('INSERT INTO topics (name, next) VALUES (?, 0)').run(name);
      this.openTopic(name);
    });
  }

  has(topic: string): boolean {
    return this.topics.has(topic);
  }

  topicNames(): string[] {
    return [...this.topics.keys()];
  }

  /** The offset that the next message of the topic gets. */
  end(topic: string): number {
    return this.topic(topic).next;
  }

  /** The offset of the first message that is still there; the end when there is none. */
  first(topic: string): number {
    const { table, next } = this.topic(topic);
    const row = this.guard(() => this.db.prepare(`SELECT min(offset) AS first FROM ${table}`).get()) as {
      first: number | null;
    };
    return row.first ?? next;
  }

  /** The next offset that the group has not committed. */
  committed(group: string, topic: string): number {
    return this.offsets.get(`${group} ${topic}`) ?? 0;
  }

  /**
   * Appends the records and moves the group's offset, in one transaction. `durable` also outlives a power cut at once; else
   * the last transactions before one may be taken back, all of each: such a stage does its work again.
   */
  write(
    records: StoredRecord[],
    progress: { group: string; topic: string; next: number } | undefined,
    durable: boolean,
  ): void {
    const before = new Map(
      [...new Set(records.map(({ topic }) => topic))].map((name) => [name, this.topic(name).next]),
    );
    const now = Date.now();
    this.guard(() => {
      this.db.exec(
        durable ? 'PRAGMA synchronous = FULL; BEGIN IMMEDIATE' : 'PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE',
      );
      try {
        for (const { topic, key, value, headers, timestamp = now } of records) {
          const table = this.topic(topic);
          table.insert.run(table.next, key, value, JSON.stringify(headers), timestamp);
          table.next++;
        }
        if (progress) this.saveOffset.run(progress.group, progress.topic, progress.next);
        this.db.exec('COMMIT');
      } catch (error) {
        for (const [name, next] of before) this.topic(name).next = next;
        // A full disk may have ended the transaction already.
        if (this.db.inTransaction) this.db.exec('ROLLBACK');
        throw error;
      }
    });
    if (progress) this.offsets.set(`${progress.group} ${progress.topic}`, progress.next);
  }

  /** Messages from an offset on: at most `limit`, and no more once they have `maxBytes` together. */
  read(topic: string, from: number, limit: number, maxBytes: number): ReceivedMessage[] {
    const { select, next } = this.topic(topic);
    const rows: Row[] = [];
    let bytes = 0;
    // A few first, then more: rows of several megabytes must not come by the hundred.
    for (let [at, chunk] = [from, 4]; at < next && rows.length < limit && bytes < maxBytes; chunk *= 2) {
      const wanted = Math.min(chunk, limit - rows.length);
      const found = this.guard(() => select.all(at, wanted) as Row[]);
      for (const row of found) bytes += row.value?.byteLength ?? 0;
      rows.push(...found);
      if (found.length < wanted) break;
      at = (found.at(-1)?.offset ?? at) + 1;
    }
    return rows.map((row) => ({
      topic,
      partition: 0,
      offset: String(row.offset),
      key: row.key,
      value: row.value === null ? null : Buffer.from(row.value),
      headers: JSON.parse(row.headers) as Headers,
      timestamp: row.timestamp,
    }));
  }

  /** First offset whose message is not older than the instant; the end when there is none. Messages are in order of time. */
  offsetSince(topic: string, since: number): number {
    const { table, next } = this.topic(topic);
    const sql = `SELECT min(offset) AS first FROM ${table} WHERE timestamp >= ?`;
    const row = this.guard(() => this.db.prepare(sql).get(since) as { first: number | null });
    return row.first ?? next;
  }

  /** When the first message from this offset on was written; none when there is none. */
  writtenAt(topic: string, offset: number): number | undefined {
    const { table } = this.topic(topic);
    const sql = `SELECT timestamp FROM ${table} WHERE offset >= ? ORDER BY offset LIMIT 1`;
    const row = this.guard(() => this.db.prepare(sql).get(offset) as { timestamp: number } | undefined);
    return row?.timestamp;
  }

  /** Deletes what is older than the instant, and below `floor` (what every consumer has behind it). */
  trim(topic: string, before: number, floor: number): void {
    const { table, next } = this.topic(topic);
    this.guard(() => {
      // The next offset must outlive the messages that tell it.
      this.db.prepare('UPDATE topics SET next = ? WHERE name = ?').run(next, topic);
      this.db.prepare(`DELETE FROM ${table} WHERE offset < ? AND timestamp < ?`).run(Math.min(floor, next), before);
    });
  }

  close(): void {
    // Statements that are not collected yet keep the connection, and with it the lock, alive. Out of WAL mode, SQLite
    // gives the exclusive lock back by itself.
    this.guard(() => {
      try {
        this.db.pragma('journal_mode = DELETE');
        this.db.pragma('locking_mode = NORMAL');
        this.db.prepare('SELECT count(*) FROM topics').get();
      } finally {
        this.db.close();
      }
    });
  }

  private topic(name: string): TopicTable {
    const table = this.topics.get(name);
    if (table) return table;
    throw new BabelwireError('unknown-topic', 'bug', `there is no topic ${name} in ${this.path}; create it before use`);
  }

  private openTopic(name: string): void {
    const { id, next } = this.db.prepare('SELECT id, next FROM topics WHERE name = ?').get(name) as {
      id: number;
      next: number;
    };
    const table = `topic_${id}`;
    this.db.exec(`CREATE TABLE IF NOT EXISTS ${table} (offset INTEGER PRIMARY KEY, key TEXT, value BLOB,
      headers TEXT NOT NULL, timestamp INTEGER NOT NULL)`);
    const { last } = this.db.prepare(`SELECT max(offset) AS last FROM ${table}`).get() as { last: number | null };
    this.topics.set(name, {
      table,
      next: Math.max(next, last === null ? 0 : last + 1),
      insert: this.db.prepare(`INSERT INTO ${table} (offset, key, value, headers, timestamp) VALUES (?, ?, ?, ?, ?)`),
      select: this.db.prepare(`SELECT * FROM ${table} WHERE offset >= ? ORDER BY offset LIMIT ?`),
    });
  }

  private guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof BabelwireError) throw cause;
      throw runningError(this.path, cause);
    }
  }
}

const codeOf = (cause: unknown): string => (cause instanceof Error && 'code' in cause ? String(cause.code) : '');
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function openingError(path: string, cause: unknown): BabelwireError {
  if (/^SQLITE_(BUSY|LOCKED)/.test(codeOf(cause))) {
    const message = `${path} is in use by another process; stop that one, or choose another data folder`;
    return new BabelwireError('data-in-use', 'bug', message, { cause });
  }
  const advice = /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(cause))
    ? 'it is damaged: restore it from a backup, or move it away to start anew'
    : 'see that the folder exists, is writable and has space';
  return new BabelwireError('log-unavailable', 'bug', `can't open the log ${path} (${messageOf(cause)}); ${advice}`, {
    cause,
  });
}

function runningError(path: string, cause: unknown): BabelwireError {
  const damaged = /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(cause));
  // A full disk, an I/O error: an operator makes room and the line goes on where it was.
  const message = `the log ${path} can't be used (${messageOf(cause)}); ${damaged ? 'it is damaged' : 'see its disk'}`;
  return new BabelwireError('log-unavailable', damaged ? 'bug' : 'transient', message, { cause });
}
