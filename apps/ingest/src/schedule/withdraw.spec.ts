import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ARTICLE_RECALLED, ARTICLE_WITHDRAWN, decode, Topics, WithdrawnArticle } from '#libs/contracts';
import { createStore, type Entry, type Store } from '#libs/store';
import { article, capture, idOf, stored } from '../../../../libs/store/test/documents.js';
import { withdrawals } from './withdraw.js';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const entry: Entry = {
  sourceId: 'herald',
  key: 'k',
  url: 'https://herald.example/ferry',
  attempts: 0,
  checks: 1,
  captureId: idOf('page'),
  expireAt: NOW,
};

describe('the withdrawal of a page', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-withdraw-'));
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const own = { provenance: { ...article('ferry').provenance, captureId: idOf('page') } };

  it('waits until the line has told what was on the page', async () => {
    expect(await withdrawals(entry, store, NOW)).toBeUndefined();
    await store.captures.upsert([capture('page', { articleIds: [idOf('ferry')] })]);
    expect(await withdrawals(entry, store, NOW)).toBeUndefined();
    await store.articles.upsert([stored('ferry', own)]);
    expect((await withdrawals(entry, store, NOW))?.map(({ headers }) => headers.ce_type)).toEqual([
      ARTICLE_RECALLED,
      ARTICLE_WITHDRAWN,
    ]);
  });

  it('is of the article of the page, not of its teasers and not of what another page has told since', async () => {
    await store.captures.upsert([capture('page', { articleIds: ['ferry', 'teaser', 'elsewhere', 'gone'].map(idOf) })]);
    await store.articles.upsert([
      stored('ferry', { ...own, version: 3 }),
      stored('teaser', { ...own, representationType: 'partial' }),
      stored('elsewhere', { provenance: { ...own.provenance, captureId: idOf('another') } }),
      stored('gone', { ...own, pubStatus: 'canceled' }),
    ]);
    const messages = (await withdrawals(entry, store, NOW)) ?? [];
    expect(messages.map(({ topic, key, headers }) => [topic, key, headers.ce_type])).toEqual([
      // What is stored of it goes ahead: the one who gives the verdicts may have forgotten it.
      [Topics.articlesFingerprinted, idOf('ferry'), 'article.recalled'],
      [Topics.articlesFingerprinted, idOf('ferry'), 'article.withdrawn'],
    ]);
    expect(decode(WithdrawnArticle, messages[1]?.value ?? null)).toMatchObject({
      id: idOf('ferry'),
      version: 3,
      storyId: article('ferry').storyId,
      withdrawnAt: '2026-03-02T10:00:00.000Z',
    });
  });
});
