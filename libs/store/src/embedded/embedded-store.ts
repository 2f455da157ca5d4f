import { statfs } from 'node:fs/promises';
import type Database from 'libsql';
import { Store } from '../ports.js';
import type { Space } from '../space.js';
import { EmbeddedArticleStore } from './articles.js';
import { EmbeddedBookmarkStore } from './bookmarks.js';
import { EmbeddedAuditStore } from './audit.js';
import { SqliteDatabase, settle } from './database.js';
import { SCHEMA } from './schema.js';
import { EmbeddedEntryStore } from './entries.js';
import { EmbeddedHostStore } from './hosts.js';
import { EmbeddedSearchStore } from './search.js';
import { EmbeddedKeyStore } from './keys.js';
import { EmbeddedCaptureStore, EmbeddedStoryStore } from './side-stores.js';
import { EmbeddedSourceStore } from './sources.js';
import { EmbeddedWebhookStore } from './webhooks.js';

export interface EmbeddedStoreOptions {
  /**
   * Path of the SQLite file, created when missing (its folder must exist); or an open connection, for instance that of
   * the embedded log, which its owner configures and closes. Writes then join a transaction that is open on it.
   */
  database: string | Database.Database;
}

/** The stores in tables of one SQLite file. Calls do their work before they return their promise. */
export class EmbeddedStore extends Store {
  readonly articles: EmbeddedArticleStore;
  readonly stories: EmbeddedStoryStore;
  readonly captures: EmbeddedCaptureStore;
  readonly sources: EmbeddedSourceStore;
  readonly entries: EmbeddedEntryStore;
  readonly hosts: EmbeddedHostStore;
  readonly search: EmbeddedSearchStore;
  readonly bookmarks: EmbeddedBookmarkStore;
  readonly webhooks: EmbeddedWebhookStore;
  readonly keys: EmbeddedKeyStore;
  readonly audit: EmbeddedAuditStore;

  private constructor(private readonly db: SqliteDatabase) {
    super();
    this.articles = new EmbeddedArticleStore(db);
    this.stories = new EmbeddedStoryStore(db);
    this.captures = new EmbeddedCaptureStore(db);
    this.sources = new EmbeddedSourceStore(db);
    this.entries = new EmbeddedEntryStore(db);
    this.hosts = new EmbeddedHostStore(db);
    this.search = new EmbeddedSearchStore(db);
    this.bookmarks = new EmbeddedBookmarkStore(db);
    this.webhooks = new EmbeddedWebhookStore(db);
    this.keys = new EmbeddedKeyStore(db);
    this.audit = new EmbeddedAuditStore(db);
  }

  /** Throws transient `store-unavailable` when the file can't be opened. */
  static open({ database }: EmbeddedStoreOptions): Promise<EmbeddedStore> {
    return settle('open the database', () => new EmbeddedStore(SqliteDatabase.open(database)));
  }

  migrate(): Promise<void> {
    return settle('create the tables', () => {
      this.db.transaction(() => {
        this.db.exec(SCHEMA);
      });
    });
  }

  ping(): Promise<void> {
    return settle('ping', () => {
      this.db.all('SELECT 1 AS one');
    });
  }

  async space(): Promise<Space | undefined> {
    const files = await settle('ask for the file', () => this.db.all<{ file: string }>('PRAGMA database_list'));
    // A database in memory has no file.
    const file = files.map((one) => one.file).find(Boolean);
    if (file === undefined) return undefined;
    const { bavail, blocks, bsize } = await statfs(file);
    return { free: bavail * bsize, total: blocks * bsize };
  }

  close(): Promise<void> {
    return settle('close', () => {
      this.db.close();
    });
  }
}
