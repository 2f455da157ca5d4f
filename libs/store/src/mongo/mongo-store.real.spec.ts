import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { storeContract } from '../../test/contract-suite.js';
import { article, idOf, stored } from '../../test/documents.js';
import { describeWithMongo } from '../../../../test/services/index.js';
import { createStore } from '../create-store.js';
import type { Store } from '../ports.js';

const COLLECTIONS = [
  'articles',
  'stories',
  'captures',
  'sources',
  'entries',
  'hosts',
  'words',
  'bookmarks',
  'webhooks',
  'keys',
  'audit',
];

/** A database of its own for every run, with a look behind the adapter. */
async function openDatabase(): Promise<{ store: Store; raw: mongoose.mongo.Db; drop: () => Promise<void> }> {
  const uri = process.env.MONGODB_URI ?? '';
  const dbName = `store_suite_${randomUUID().slice(0, 8)}`;
  const store = await createStore({ kind: 'mongo', uri, dbName });
  await store.migrate();
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  const raw = client.db(dbName);
  const drop = async (): Promise<void> => {
    await store.close();
    await raw.dropDatabase();
    await client.close();
  };
  return { store, raw, drop };
}

describeWithMongo('MongoDB', () => {
  storeContract('the MongoDB adapter', async () => {
    const { store, raw, drop } = await openDatabase();
    const empty = async (): Promise<void> => {
      for (const name of COLLECTIONS) await raw.collection(name).deleteMany({});
    };
    return { store, empty, dispose: drop };
  });

  describe('the MongoDB adapter', () => {
    let database: Awaited<ReturnType<typeof openDatabase>>;
    beforeAll(async () => {
      database = await openDatabase();
    });
    afterAll(() => database.drop());

    it('keeps the public document readable field for field beside what is its own', async () => {
      await database.store.articles.upsert([stored('ferry', { inLanguage: 'en-GB' })]);
      const found = await database.raw.collection<{ _id: string }>('articles').findOne({ _id: idOf('ferry') });
      expect(found).toEqual({
        ...article('ferry', { inLanguage: 'en-GB' }),
        _id: idOf('ferry'),
        _internal: {
          version: 1,
          versionAt: new Date('2026-03-01T09:00:00Z'),
          eventId: stored('ferry').eventId,
          sortAt: new Date('2026-03-01T08:00:00Z'),
          languages: ['en', 'en-gb'],
        },
      });
    });

    it.each([
      ['without a filter', {}],
      ['of a language', { language: 'en' }],
      ['of a source', { sourceId: 'gazette' }],
      ['of a capture', { captureId: idOf('capture') }],
      ['of a story', { storyId: idOf('ferry-story') }],
    ])('reads a page %s from an index, in its order, without sorting', async (_, query) => {
      const names = Array.from({ length: 300 }, (_unused, index) => `a${index}`);
      await database.store.articles.upsert(names.map((name) => stored(name)));
      await database.raw.command({ profile: 2 });
      const first = await database.store.articles.find({ limit: 10, ...query });
      const cursor = first.nextCursor === undefined ? {} : { cursor: first.nextCursor };
      await database.store.articles.find({ limit: 10, ...query, ...cursor });
      await database.raw.command({ profile: 0 });
      const profile = await database.raw.collection('system.profile').find({ op: 'query' }).toArray();
      await database.raw.collection('system.profile').drop();
      expect(profile).toHaveLength(2);
      for (const entry of profile) {
        expect(entry).not.toHaveProperty('hasSortStage');
        expect(entry.planSummary).toMatch(/^IXSCAN/);
        expect(entry.docsExamined).toBeLessThanOrEqual(21);
      }
    });

    it('creates no index and no collection by itself', async () => {
      const uri = process.env.MONGODB_URI ?? '';
      const dbName = `store_suite_${randomUUID().slice(0, 8)}`;
      const store = await createStore({ kind: 'mongo', uri, dbName });
      await store.articles.find({ limit: 1 });
      expect(await store.articles.count()).toBe(0);
      const client = await new mongoose.mongo.MongoClient(uri).connect();
      expect(await client.db(dbName).listCollections().toArray()).toEqual([]);
      await client.close();
      await store.close();
    });

    it('says that it was closed, and that no server answers, as a passing fault', async () => {
      const away = { code: 'store-unavailable', kind: 'transient' };
      const { store, drop } = await openDatabase();
      await drop();
      await expect(store.articles.upsert([stored('ferry')])).rejects.toMatchObject(away);
      await expect(store.ping()).rejects.toMatchObject(away);
      // Port 1 (tcpmux) is served nowhere.
      const nowhere = {
        kind: 'mongo',
        uri: 'mongodb://127.0.0.1:1',
        dbName: 'x',
        serverSelectionTimeoutMs: 200,
      } as const;
      await expect(createStore(nowhere)).rejects.toMatchObject(away);
    });

    it('does not repeat a connection string, which may hold a password, when it is none', async () => {
      const broken = createStore({ kind: 'mongo', uri: 'mongo://user:secret@host', dbName: 'x' });
      await expect(broken).rejects.toMatchObject({ code: 'invalid-store-uri', kind: 'bug' });
      await expect(broken).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    });
  });
});
