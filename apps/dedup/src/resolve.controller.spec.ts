import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decode, encode, ResolvedArticle, stableId, Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog, type ReceivedMessage } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { article, HOUR } from './articles.fixture.js';
import { ResolveController } from './resolve.controller.js';
import { ResolverState } from './resolver-state.js';

const TEXT =
  'Harbour pilots will train on the new simulator from January. The council bought it after two ferries had touched the ' +
  'same sandbank within a month, and expects it to pay for itself within five years.';

function message(name: string, offset: number): ReceivedMessage {
  const sent = article({ name, body: TEXT, language: 'en', fetchedAt: Date.now() });
  return {
    topic: Topics.articlesFingerprinted,
    partition: 0,
    offset: String(offset),
    key: sent.id,
    value: encode(sent),
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
    await log.publish(before.onMessage(message('original', 0)));
    // Given, but never committed: the process dies first.
    before.onMessage(message('lost', 1));

    const second = new ResolverState(log, 72 * HOUR);
    await second.prepare();
    const after = new ResolveController(second, new Metrics({ service: 'test' }));
    const [copy] = after.onMessage(message('copy', 2));
    expect(decode(ResolvedArticle, copy!.value).dedup).toMatchObject({ status: 'duplicate', of: stableId('original') });
    expect(after.onMessage(message('lost', 1))).toHaveLength(2);
    expect(after.onMessage(message('original', 0))).toEqual([]);
  });

  it('forgets what it gave when its batch could not be committed', async () => {
    const state = new ResolverState(log, 72 * HOUR);
    await state.prepare();
    const controller = new ResolveController(state, new Metrics({ service: 'test' }));
    expect(controller.onMessage(message('aborted', 0))).toHaveLength(2);
    await state.prepare();
    expect(controller.onMessage(message('aborted', 0))).toHaveLength(2);
  });
});
