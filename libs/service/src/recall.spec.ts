import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decode, RecalledArticle, type Story } from '#libs/contracts';
import { createStore, type Store } from '#libs/store';
import { idOf, stored } from '../../store/test/documents.js';
import { recall } from './recall.js';

const TIME = '2026-03-02T10:00:00.000Z';

const story = (name: string, members: string[], more: Partial<Story> = {}): Story => ({
  id: idOf(name),
  schemaVersion: 1,
  version: 2,
  members: members.map((id) => ({ id: idOf(id), inLanguage: 'en' })),
  edges: [],
  versionCreated: TIME,
  ...more,
});

describe('what is recalled ahead of a word about articles', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-recall-'));
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const recalled = async (...names: string[]): Promise<Map<string, RecalledArticle>> => {
    const messages = await recall(store, names.map(idOf), 'publish', TIME);
    return new Map(messages.map(({ key, value }) => [key, decode(RecalledArticle, value)]));
  };

  it('is the article, what repeats it and what it repeats, with the versions that are stored', async () => {
    const storyId = idOf('original');
    await store.articles.upsert([
      stored('original', { storyId, version: 3 }),
      stored('copy', { storyId, dedup: { status: 'duplicate', of: storyId, method: 'content' } }),
      stored('other copy', { storyId, dedup: { status: 'duplicate', of: storyId, method: 'content' } }),
      stored('gone copy', { storyId, pubStatus: 'canceled', dedup: { status: 'duplicate', of: storyId } }),
      stored('stranger', { storyId: idOf('stranger') }),
    ]);
    const found = await recalled('copy');
    expect(new Set(found.keys())).toEqual(new Set(['original', 'copy', 'other copy'].map(idOf)));
    expect(found.get(idOf('original'))).toMatchObject({ version: 3 });
    expect(found.get(idOf('copy'))).toMatchObject({ of: storyId });
    expect(found.get(idOf('original'))?.story).toBeUndefined();
  });

  it('is the story that an article went into, with all its members', async () => {
    await store.stories.upsert([
      story('old', [], { mergedInto: idOf('new') }),
      story('new', ['a', 'b', 'c']),
      story('alone', ['d']),
    ]);
    await store.articles.upsert([
      stored('a', { storyId: idOf('old') }),
      stored('b', { storyId: idOf('new') }),
      stored('c', { storyId: idOf('new') }),
      stored('d', { storyId: idOf('alone') }),
    ]);
    const found = await recalled('a', 'd');
    expect(new Set(found.keys())).toEqual(new Set(['a', 'b', 'c', 'd'].map(idOf)));
    for (const name of ['a', 'b', 'c']) expect(found.get(idOf(name))?.story?.id).toBe(idOf('new'));
    expect(found.get(idOf('d'))?.story).toBeUndefined();
  });

  it('is nothing where nothing is stored', async () => {
    expect(await recall(store, [idOf('nobody')], 'publish', TIME)).toEqual([]);
  });
});
