import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { groupOf, Topics, topicSpecs } from '#libs/contracts';
import { EmbeddedLog } from '#libs/messaging';
import { LineMonitor } from './line-monitor.js';

describe('the status of the line', () => {
  let folder: string;
  let log: EmbeddedLog;
  let now = 0;
  let space = { free: 50e9, total: 100e9 };
  const checks = [{ name: 'log', check: () => log.ping() }];

  beforeEach(() => {
    now = 1_000_000;
    space = { free: 50e9, total: 100e9 };
    folder = mkdtempSync(join(tmpdir(), 'babelwire-status-'));
    log = EmbeddedLog.open(folder, topicSpecs());
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const publish = (topic: string, count: number): Promise<void> =>
    log.publish(
      Array.from({ length: count }, (_, i) => ({ topic, key: `k${i}`, value: Buffer.from('x'), headers: {} })),
    );
  /** What a consumer of the stage does to the log. */
  const commit = (next: number): void => {
    log.write([], { group: groupOf('language'), topic: Topics.articlesExtracted, next });
  };
  const monitored = (): LineMonitor =>
    new LineMonitor(
      log,
      checks,
      () => Promise.resolve(space),
      () => now,
    );
  const language = async (monitor: LineMonitor) =>
    (await monitor.status()).stages.find(({ service }) => service === 'language');

  it('says what waits, and how fast it is done', async () => {
    await publish(Topics.articlesExtracted, 100);
    const monitor = monitored();
    expect(await language(monitor)).toEqual({
      service: 'language',
      topic: Topics.articlesExtracted,
      state: 'working',
      waiting: 100,
      retrying: 0,
      deadLetters: 0,
    });
    now += 10_000;
    commit(50);
    expect(await language(monitor)).toMatchObject({ waiting: 50, perMinute: 300, state: 'working' });
    // What was done more than a minute ago says nothing of now.
    now += 61_000;
    expect(await language(monitor)).not.toHaveProperty('perMinute');
  });

  it('calls a stage stalled that did nothing for half a minute with work before it', async () => {
    await publish(Topics.articlesExtracted, 1);
    const monitor = monitored();
    await monitor.status();
    now += 29_000;
    expect(await language(monitor)).toMatchObject({ state: 'working' });
    now += 3_000;
    expect(await language(monitor)).toMatchObject({ state: 'stalled', perMinute: 0 });
    expect(await monitor.status()).toMatchObject({ state: 'attention' });
    commit(1);
    now += 3_000;
    expect(await language(monitor)).toMatchObject({ state: 'idle', waiting: 0 });
    expect(await monitor.status()).toMatchObject({ state: 'ok' });
  });

  it('gives the last measure while it takes the next, unless that is too old to say anything', async () => {
    const monitor = monitored();
    await monitor.status();
    await publish(Topics.articlesExtracted, 1);
    now += 999;
    expect(await language(monitor)).toMatchObject({ waiting: 0 });
    now += 1;
    expect(await language(monitor)).toMatchObject({ waiting: 0 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await language(monitor)).toMatchObject({ waiting: 1 });
    await publish(Topics.articlesExtracted, 1);
    now += 3_000;
    expect(await language(monitor)).toMatchObject({ waiting: 2 });
  });

  it('asks for attention to dead letters', async () => {
    await publish(`${Topics.captures}.dlq`, 2);
    const { state, stages } = await monitored().status();
    expect(state).toBe('attention');
    expect(stages.map(({ deadLetters }) => deadLetters)).toEqual([2, 0, 0, 0, 0, 0, 0]);
  });

  it('asks for attention to a disk that is nearly full', async () => {
    const monitor = monitored();
    expect(await monitor.status()).toMatchObject({ state: 'ok', disk: { free: 50e9, total: 100e9, isLow: false } });
    space = { free: 4e9, total: 100e9 };
    now += 4_000;
    expect(await monitor.status()).toMatchObject({ state: 'attention', disk: { isLow: true } });
    space = { free: 0.9e9, total: 1e9 };
    now += 4_000;
    expect(await monitor.status()).toMatchObject({ state: 'attention', disk: { isLow: true } });
  });

  it('is down, and names what is away', async () => {
    const monitor = monitored();
    await log.close();
    expect(await monitor.status()).toMatchObject({ state: 'down', checks: [{ name: 'log', ok: false }] });
    log = EmbeddedLog.open(folder, topicSpecs());
  });

  it('is measured once for all who ask within a second', async () => {
    const monitor = monitored();
    const { at } = await monitor.status();
    await publish(Topics.articlesExtracted, 5);
    now += 900;
    expect(await monitor.status()).toMatchObject({ at });
    expect(await language(monitor)).toMatchObject({ waiting: 0 });
    now += 2_200;
    expect(await language(monitor)).toMatchObject({ waiting: 5 });
  });
});
