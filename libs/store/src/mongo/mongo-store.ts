import mongoose, { type Connection } from 'mongoose';
import { BabelwireError } from '#libs/contracts';
import { Store } from '../ports.js';
import type { Space } from '../space.js';
import { MongoArticleStore } from './articles.js';
import { MongoBookmarkStore } from './bookmarks.js';
import { MongoAuditStore } from './audit.js';
import { createCollections, openCollections } from './collections.js';
import { settle } from './errors.js';
import { MongoEntryStore } from './entries.js';
import { MongoHostStore } from './hosts.js';
import { inspectDatabase, type MongoView, spaceOf } from './inspect.js';
import { MongoSearchStore } from './search.js';
import { MongoKeyStore } from './keys.js';
import { MongoCaptureStore, MongoStoryStore } from './side-stores.js';
import { MongoSourceStore } from './sources.js';
import { MongoWebhookStore } from './webhooks.js';

export interface MongoStoreOptions {
  /** Connection string; user, password, TLS and replica set are part of it. */
  uri: string;
  dbName: string;
  /** Instead of a user in the connection string. */
  auth?: { username: string; password: string };
  /** TLS with these certificates (PEM), instead of files that the connection string names. */
  tls?: { ca?: string; cert?: string; key?: string; passphrase?: string };
  /** Name under which the server's logs and `currentOp` show this process. Default `babelwire`. */
  appName?: string;
  /** How long a call waits for a primary before it fails with `store-unavailable`, ms. Default 5000. */
  serverSelectionTimeoutMs?: number;
  /** How long a call waits for an answer on a connection that fell silent, ms. Default 20000. */
  socketTimeoutMs?: number;
  /** Connections at most. Default 20. */
  maxPoolSize?: number;
}

/** Less than a handler's own limit (60 s), so that a silent server is told apart from a slow handler. */
const SOCKET_TIMEOUT_MS = 20_000;
/** An election takes a few seconds; longer, and the caller should know and wait by its own rules. */
const SERVER_SELECTION_TIMEOUT_MS = 5000;
/** More than a consumer's default concurrency (16). */
const MAX_POOL_SIZE = 20;

/** The stores as collections of one MongoDB database. */
export class MongoStore extends Store {
  readonly articles: MongoArticleStore;
  readonly stories: MongoStoryStore;
  readonly captures: MongoCaptureStore;
  readonly sources: MongoSourceStore;
  readonly entries: MongoEntryStore;
  readonly hosts: MongoHostStore;
  readonly search: MongoSearchStore;
  readonly bookmarks: MongoBookmarkStore;
  readonly webhooks: MongoWebhookStore;
  readonly keys: MongoKeyStore;
  readonly audit: MongoAuditStore;

  private constructor(private readonly connection: Connection) {
    super();
    const { articles, stories, captures, sources, entries, hosts, search, bookmarks, webhooks, keys, audit } =
      openCollections(connection);
    this.articles = new MongoArticleStore(articles);
    this.stories = new MongoStoryStore(stories);
    this.captures = new MongoCaptureStore(captures);
    this.sources = new MongoSourceStore(sources, entries);
    this.entries = new MongoEntryStore(entries);
    this.hosts = new MongoHostStore(hosts);
    this.search = new MongoSearchStore(search);
    this.webhooks = new MongoWebhookStore(webhooks);
    this.bookmarks = new MongoBookmarkStore(bookmarks);
    this.keys = new MongoKeyStore(keys);
    this.audit = new MongoAuditStore(audit);
  }

  /**
   * Throws transient `store-unavailable` when no primary answers in time: wait and call again. Throws bug
   * `invalid-store-uri` for a connection string that is none.
   */
  static async connect(options: MongoStoreOptions): Promise<MongoStore> {
    const serverSelectionTimeoutMS = options.serverSelectionTimeoutMs ?? SERVER_SELECTION_TIMEOUT_MS;
    const connection = mongoose.createConnection();
    return settle('connect', async () => {
      try {
        await connection.openUri(options.uri, {
          dbName: options.dbName,
          ...(options.auth && { auth: options.auth }),
          ...(options.tls && { tls: true, ...options.tls }),
          appName: options.appName ?? 'babelwire',
          serverSelectionTimeoutMS,
          connectTimeoutMS: serverSelectionTimeoutMS,
          socketTimeoutMS: options.socketTimeoutMs ?? SOCKET_TIMEOUT_MS,
          maxPoolSize: options.maxPoolSize ?? MAX_POOL_SIZE,
          // An outcome that was told must survive the loss of the primary: the offset behind it is committed next.
          writeConcern: { w: 'majority', journal: true },
          retryWrites: true,
          ignoreUndefined: true,
          autoIndex: false,
          autoCreate: false,
          bufferCommands: false,
        });
        return new MongoStore(connection);
      } catch (error) {
        await connection.close(true);
        throw isInvalidUri(error) ? invalidUri(error) : error;
      }
    });
  }

  migrate(): Promise<void> {
    return settle('create collections and indexes', () => createCollections(this.connection));
  }

  ping(): Promise<void> {
    return settle('ping', async () => {
      await this.connection.getClient().db('admin').command({ ping: 1 });
    });
  }

  space(): Promise<Space | undefined> {
    return settle('ask for the disk', () => spaceOf(this.connection));
  }

  /** Looks at the database without touching it. */
  inspect(): Promise<MongoView> {
    return settle('look at the database', () => inspectDatabase(this.connection));
  }

  close(): Promise<void> {
    return settle('close the connection', () => this.connection.close());
  }
}

/** By name: the parser of connection strings is a package of its own, with a MongoParseError of its own. */
const URI_FAULTS = new Set(['MongoParseError', 'MongoInvalidArgumentError', 'MongoMissingCredentialsError']);

const isInvalidUri = (error: unknown): error is Error => error instanceof Error && URI_FAULTS.has(error.name);

/** The URI itself stays out of the message: it may hold a password. */
function invalidUri(cause: Error): BabelwireError {
  return new BabelwireError('invalid-store-uri', 'bug', `MONGODB_URI is no connection string: ${cause.message}`, {
    cause,
  });
}
