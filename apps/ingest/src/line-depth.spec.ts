import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { LineDepth } from './line-depth.js';

describe('LineDepth', () => {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-depth-'));
  let log: MessageLog | undefined;

  afterEach(async () => {
    await log?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes pages up to the limit, whatever stage the messages wait at, and says how long each queue is', async () => {
    const opened = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    log = opened;
    const put = (topic: string, count: number): Promise<void> =>
      opened.publish(
        Array.from({ length: count }, (_, i) => ({ topic, key: `${i}`, value: Buffer.from('{}'), headers: {} })),
      );
    await put(Topics.captures, 3);
    await put(Topics.articlesResolved, 4);
    const metrics = new Metrics({ service: 'test' });
    const depth = new LineDepth(log, 10, metrics);
    for (let taken = 0; taken < 3; taken += 1) await depth.enter();
    await expect(depth.enter()).rejects.toMatchObject({
      status: 503,
      code: 'line-full',
      detail: expect.stringContaining('MAX_BACKLOG'),
    });
    // What was let in never came: a second later the log's own account counts.
    await sleep(1_100);
    await depth.enter().catch(() => undefined);
    await sleep(50);
    await depth.enter();
    const text = await metrics.scrape();
    expect(text).toMatch(/babelwire_backlog_messages\{[^}]*topic="news.captures.v1"[^}]*\} 3/);
    expect(text).toMatch(/babelwire_backlog_messages\{[^}]*topic="news.articles.resolved.v1"[^}]*\} 4/);
    const unlimited = new LineDepth(log, 0, new Metrics({ service: 'test' }));
    for (let taken = 0; taken < 100; taken += 1) await unlimited.enter();
  });
});
