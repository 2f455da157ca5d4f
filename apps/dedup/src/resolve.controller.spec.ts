import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  decode,
  encode,
  type FingerprintedArticle,
  ResolvedArticle,
  stableId,
  Topics,
  topicSpecs,
} from '#libs/contracts';
import { type MessageLog, openLog, type ReceivedMessage } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { ALGORITHM_VERSION, fingerprint } from '#libs/similarity';
import { ResolveController, ResolverState } from './resolve.controller.js';

const HOUR = 3600 * 1000;
const TEXT =
  'Harbour pilots will train on the new simulator from January. The council bought it after two ferries had touched the ' +
  'same sandbank within a month, and expects it to pay for itself within five years.';

function message(name: string, offset: number): ReceivedMessage {
  const article: FingerprintedArticle = {
    id: stableId(name),
    schemaVersion: 1,
    representationType: 'full',
    altIds: [],
    articleBody: TEXT,
    keywords: [],
    wordCount: 30,
    author: [],
    image: [],
    repeatsOnPage: 0,
    provenance: {
      captureId: stableId('capture', name),
      sourceId: 'news.example',
      input: 'push',
      fetchedAt: new Date().toISOString(),
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: 'a'.repeat(64),
      rawBytes: 1,
      extractor: 'x',
      extractorVersion: '1',
    },
    inLanguage: 'en',
    language: { tag: 'en', confidence: 1, segments: [], detector: 'd', detectorVersion: '1' },
    fingerprint: { algorithmVersion: ALGORITHM_VERSION, ...fingerprint(TEXT) },
  };
  return {
    topic: Topics.articlesFingerprinted,
    partition: 0,
    offset: String(offset),
    key: article.id,
    value: encode(article),
    headers: {},
    timestamp: Date.now(),
  };
}

describe('the resolver over a log', () => {
  let folder: string;
  let log: MessageLog;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'resolve-'));
    log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
  });

  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows after a restart what it published, and nothing that it did not', async () => {
    const first = new ResolverState(log, 72 * HOUR);
    await first.prepare();
    const before = new ResolveController(first, new Metrics({ service: 'test' }));
    await log.publish(before.onArticle(message('original', 0)));
    // Given, but never committed: the process dies first.
    before.onArticle(message('lost', 1));

    const second = new ResolverState(log, 72 * HOUR);
    await second.prepare();
    const after = new ResolveController(second, new Metrics({ service: 'test' }));
    const [copy] = after.onArticle(message('copy', 2));
    expect(decode(ResolvedArticle, copy!.value).dedup).toMatchObject({ status: 'duplicate', of: stableId('original') });
    expect(after.onArticle(message('lost', 1))).toHaveLength(1);
    expect(after.onArticle(message('original', 0))).toEqual([]);
  });

  it('forgets what it gave when its batch could not be committed', async () => {
    const state = new ResolverState(log, 72 * HOUR);
    await state.prepare();
    const controller = new ResolveController(state, new Metrics({ service: 'test' }));
    expect(controller.onArticle(message('aborted', 0))).toHaveLength(1);
    await state.prepare();
    expect(controller.onArticle(message('aborted', 0))).toHaveLength(1);
  });
});
