import type { Connection, mongo } from 'mongoose';
import {
  articleSchema,
  auditSchema,
  bookmarkSchema,
  captureSchema,
  entrySchema,
  hostSchema,
  keySchema,
  searchSchema,
  webhookSchema,
  sourceSchema,
  storySchema,
} from './schemas.js';
import type {
  ArticleInMongo,
  AuditInMongo,
  BookmarkInMongo,
  CaptureInMongo,
  EntryInMongo,
  HostInMongo,
  KeyInMongo,
  SearchInMongo,
  WebhookInMongo,
  SourceInMongo,
  StoryInMongo,
} from './stored.js';

/**
 * The driver's collections, with mongoose's schemas registered for `migrate()`. Documents are written and read through
 * the driver: they were validated when their message was decoded, `documents.ts` keeps out what is not in the schema, and
 * mongoose would cast each of them once more (10,000 articles of 4 kB: 1.2-1.7 s of CPU here, and not 0.25 s).
 */
export interface Collections {
  articles: mongo.Collection<ArticleInMongo>;
  stories: mongo.Collection<StoryInMongo>;
  captures: mongo.Collection<CaptureInMongo>;
  sources: mongo.Collection<SourceInMongo>;
  entries: mongo.Collection<EntryInMongo>;
  hosts: mongo.Collection<HostInMongo>;
  search: mongo.Collection<SearchInMongo>;
  bookmarks: mongo.Collection<BookmarkInMongo>;
  webhooks: mongo.Collection<WebhookInMongo>;
  keys: mongo.Collection<KeyInMongo>;
  audit: mongo.Collection<AuditInMongo>;
}

export function openCollections(connection: Connection): Collections {
  connection.model('Article', articleSchema);
  connection.model('Story', storySchema);
  connection.model('Capture', captureSchema);
  connection.model('Source', sourceSchema);
  connection.model('Entry', entrySchema);
  connection.model('Host', hostSchema);
  connection.model('Search', searchSchema);
  connection.model('Bookmark', bookmarkSchema);
  connection.model('Webhook', webhookSchema);
  connection.model('Key', keySchema);
  connection.model('Audit', auditSchema);
  const open = <T extends mongo.Document>(name: string): mongo.Collection<T> =>
    connection.getClient().db(connection.name).collection<T>(name);
  return {
    articles: open('articles'),
    stories: open('stories'),
    captures: open('captures'),
    sources: open('sources'),
    entries: open('entries'),
    hosts: open('hosts'),
    search: open('words'),
    bookmarks: open('bookmarks'),
    webhooks: open('webhooks'),
    keys: open('keys'),
    audit: open('audit'),
  };
}

/** Creates collections and indexes that are missing; those that are there stay as they are. */
export async function createCollections(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}
