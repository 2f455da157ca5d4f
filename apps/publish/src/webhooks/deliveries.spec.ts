import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encode, eventHeaders, stableId, Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { createStore, type Store, type Webhook } from '#libs/store';
import { eventually } from '../../../../test/support/http.js';
import { Receiver } from '../../../../test/support/receiver.js';
import { EventFeed } from '../events/event-feed.js';
import { Deliveries } from './deliveries.js';

const HOUR_MS = 3600 * 1000;
const PATIENCE_MS = 24 * HOUR_MS;
const SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;

describe('a webhook that fails and fails', () => {
  let folder: string;
  let log: MessageLog;
  let store: Store;
  let feed: EventFeed;
  let receiver: Receiver;
  let deliveries: Deliveries;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-webhooks-'));
    log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    feed = new EventFeed(log);
    feed.onApplicationBootstrap();
    receiver = await Receiver.start();
    receiver.reply = () => ({ status: 500 });
    const options = { search: false, publicUrl: '', maxStreams: 0, webhookAllow: [receiver.host], owner: 'test' };
    const metrics = new Metrics({ service: 'test' });
    deliveries = new Deliveries({ ...options, webhookPatienceMs: PATIENCE_MS }, feed, store, metrics);
  });
  afterEach(async () => {
    await deliveries.beforeApplicationShutdown();
    await feed.beforeApplicationShutdown();
    await receiver.stop();
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** A webhook that has been failing for so long, and an event for it. */
  async function failingFor(ms: number): Promise<void> {
    const failing = { failures: 5, failingSince: Date.now() - ms, lastError: 'it answered 500' };
    const createdAt = Date.now() - 2 * PATIENCE_MS;
    await store.webhooks.add({
      id: 'desk',
      url: receiver.url('/desk'),
      secret: SECRET,
      createdAt,
      status: 'active',
      ...failing,
    });
    deliveries.onApplicationBootstrap();
    await eventually('its follower', () => store.bookmarks.place('webhook.desk'), 20_000);
    const id = stableId('ferry');
    const value = encode({ id, inLanguage: 'en', provenance: { sourceId: 'gazette' } });
    const time = new Date().toISOString();
    const headers = eventHeaders({ id: 'first', source: '/test', type: 'article.created', time, subject: id });
    await log.publish([{ topic: Topics.articles, key: id, value, headers }]);
  }

  const failed = (times: number): Promise<Webhook> =>
    eventually(
      'the failure to be noted',
      async () => {
        const webhook = await store.webhooks.get('desk');
        return webhook !== undefined && webhook.failures >= times ? webhook : undefined;
      },
      20_000,
    );

  it('is disabled when it has done so for as long as it may, and is not called again', async () => {
    await failingFor(PATIENCE_MS);
    const webhook = await failed(6);
    expect(webhook).toMatchObject({ status: 'disabled', failures: 6 });
    expect(webhook.lastError).toMatch(/answered 500/);
    // Were it still on, it would now be called at once.
    await store.webhooks.change('desk', { nextAttemptAt: undefined });
    await sleep(3000);
    expect(receiver.at('/desk')).toHaveLength(1);
  }, 60_000);

  it('is kept a minute before that', async () => {
    await failingFor(PATIENCE_MS - HOUR_MS / 60);
    expect(await failed(6)).toMatchObject({ status: 'active', failures: 6 });
  }, 60_000);
});
