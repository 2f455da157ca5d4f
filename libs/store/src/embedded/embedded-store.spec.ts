import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { storeContract } from '../../test/contract-suite.js';
import { article, idOf, stored } from '../../test/documents.js';
import { createStore } from '../create-store.js';

const TABLES = [
  'store_articles',
  'store_stories',
  'store_captures',
  'store_source_schedule',
  'store_entries',
  'store_hosts',
  'store_words_text',
  'store_words',
  'store_bookmarks',
  'store_webhooks',
  'store_keys',
  'store_audit',
];
const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'babelwire-store-'));

storeContract('the embedded adapter', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'store.db');
  const store = await createStore({ kind: 'embedded', database: path });
  await store.migrate();
  const db = new Database(path);
  return {
    store,
    empty: () => {
      for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
      return Promise.resolve();
    },
    dispose: async () => {
      db.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('the embedded adapter', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps what it was given over a restart', async () => {
    const database = join(folder, 'store.db');
    const first = await createStore({ kind: 'embedded', database });
    await first.migrate();
    await first.articles.upsert([stored('ferry')]);
    await first.close();
    const second = await createStore({ kind: 'embedded', database });
    await second.migrate();
    expect(await second.articles.get(idOf('ferry'))).toEqual(article('ferry'));
    await second.close();
  });

  it('lets others read while it writes: its file has a write-ahead log', async () => {
    const database = join(folder, 'store.db');
    const store = await createStore({ kind: 'embedded', database });
    await store.migrate();
    const other = new Database(database);
    expect(other.pragma('journal_mode')).toEqual([expect.objectContaining({ journal_mode: 'wal' })]);
    other.close();
    await store.close();
  });

  it('becomes part of a transaction that is open on a shared connection, and leaves the connection open', async () => {
    const db = new Database(join(folder, 'shared.db'));
    const store = await createStore({ kind: 'embedded', database: db });
    await store.migrate();
    db.exec('BEGIN');
    await store.articles.upsert([stored('undone')]);
    db.exec('ROLLBACK');
    db.exec('BEGIN');
    await store.articles.upsert([stored('done')]);
    db.exec('COMMIT');
    expect(await store.articles.get(idOf('undone'))).toBeUndefined();
    expect(await store.articles.get(idOf('done'))).toBeDefined();
    await store.close();
    expect(db.open).toBe(true);
    db.close();
  });

  it('says that it is away when its folder is missing, when it was closed and when another keeps it locked', async () => {
    const away = { code: 'store-unavailable', kind: 'transient' };
    const nowhere = createStore({ kind: 'embedded', database: join(folder, 'missing', 'store.db') });
    await expect(nowhere).rejects.toMatchObject({ ...away, message: expect.stringContaining('missing') });

    const path = join(folder, 'store.db');
    const db = new Database(path);
    const store = await createStore({ kind: 'embedded', database: db });
    await store.migrate();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    await expect(store.articles.upsert([stored('ferry')])).rejects.toMatchObject(away);
    other.exec('ROLLBACK');
    await expect(store.articles.upsert([stored('ferry')])).resolves.toEqual(['applied']);
    other.close();
    db.close();
    await expect(store.ping()).rejects.toMatchObject(away);
    await expect(store.articles.count()).rejects.toMatchObject(away);
  });
});
