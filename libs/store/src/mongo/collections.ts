import type { Connection, mongo } from 'mongoose';
import {
  articleSchema,
  captureSchema,
  entrySchema,
  hostSchema,
  sourceSchema,
  storySchema,
  type ArticleInMongo,
  type CaptureInMongo,
  type EntryInMongo,
  type HostInMongo,
  type SourceInMongo,
  type StoryInMongo,
} from './schemas.js';

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
}

export function openCollections(connection: Connection): Collections {
  connection.model('Article', articleSchema);
  connection.model('Story', storySchema);
  connection.model('Capture', captureSchema);
  connection.model('Source', sourceSchema);
  connection.model('Entry', entrySchema);
  connection.model('Host', hostSchema);
  const open = <T extends mongo.Document>(name: string): mongo.Collection<T> =>
    connection.getClient().db(connection.name).collection<T>(name);
  return {
    articles: open('articles'),
    stories: open('stories'),
    captures: open('captures'),
    sources: open('sources'),
    entries: open('entries'),
    hosts: open('hosts'),
  };
}

/** Creates collections and indexes that are missing; those that are there stay as they are. */
export async function createCollections(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}
