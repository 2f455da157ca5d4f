import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Topics, topicSpecs } from '#libs/contracts';
import { EmbeddedLog } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { lineMetrics } from './line-metrics.js';
import { LineMonitor } from './line-monitor.js';

describe('the metrics of the line', () => {
  let folder: string;
  let log: EmbeddedLog;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-line-metrics-'));
    log = EmbeddedLog.open(folder, topicSpecs());
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it('say what waits before each stage, since when, and what waits for a person', async () => {
    const put = (topic: string, count: number): Promise<void> =>
      log.publish(
        Array.from({ length: count }, (_, i) => ({ topic, key: `${i}`, value: Buffer.from('x'), headers: {} })),
      );
    await put(Topics.articlesExtracted, 4);
    await put(`${Topics.articlesTagged}.retry`, 2);
    await put(`${Topics.captures}.dlq`, 3);
    const metrics = new Metrics({ service: 'publish' });
    lineMetrics(metrics, log, new LineMonitor(log, [], () => Promise.resolve(undefined)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const text = await metrics.scrape();
    const valueOf = (start: string): number =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(start))
          ?.split(' ')
          .at(-1),
      );
    const language = `{group="babelwire.language",topic="${Topics.articlesExtracted}"`;
    expect(valueOf(`babelwire_backlog_messages${language}`)).toBe(4);
    expect(valueOf(`babelwire_oldest_unhandled_seconds${language}`)).toBeGreaterThanOrEqual(0.05);
    const fingerprint = `{group="babelwire.dedup",topic="${Topics.articlesTagged}.retry"`;
    expect(valueOf(`babelwire_backlog_messages${fingerprint}`)).toBe(2);
    expect(valueOf(`babelwire_dead_letters{topic="${Topics.captures}"`)).toBe(3);
    expect(valueOf(`babelwire_dead_letters{topic="${Topics.articlesTagged}"`)).toBe(0);
    const resolve = `{group="babelwire.dedup",topic="${Topics.articlesFingerprinted}"`;
    expect(valueOf(`babelwire_oldest_unhandled_seconds${resolve}`)).toBe(0);
  });
});
