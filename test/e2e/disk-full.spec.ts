import { expect, it } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Article, CONSUMERS, deadLetterTopic, parseJson, Topics } from '#libs/contracts';
import type { LineStatus } from '#apps/publish';
import type { Problem } from '#libs/platform';
import { generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { EmbeddedLineUnderTest } from '../support/lines.js';
import { describeWithDisk } from '../support/small-disk.js';

/**
 * A disk of so many MB, of which the ballast takes its part until it is thrown away: a page passes through the log five times, so
 * that what it takes of a full disk wants much more room later.
 */
const DISK_MB = 96;
const BALLAST_MB = 89;

interface Refusal {
  status: number;
  problem: Problem;
}

describeWithDisk(DISK_MB, 'a full disk, in one process', ({ folder, remove }) => {
  it('refuses pages and says why, goes on when there is space, and has lost nothing that it took', async () => {
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(BALLAST_MB * 1024 * 1024));
    const data = join(folder, 'data');
    mkdirSync(data);
    const line = await EmbeddedLineUnderTest.start({}, { data });
    const taken = new Set<string>();
    let next = 0;
    const send = async (index: number): Promise<Refusal | undefined> => {
      const page = generatedPage('full', index, 30);
      const response = await line.client.send(page.html, 'text/html', { url: page.url, sourceId: 'full' });
      const answer: unknown = await response.json();
      if (response.status !== 202) return { status: response.status, problem: answer as Problem };
      taken.add(page.url);
      return undefined;
    };
    try {
      const refusals: Refusal[] = [];
      while (refusals.length < 3 && next < 5000) {
        const refusal = await send(next++);
        if (refusal !== undefined) refusals.push(refusal);
      }
      expect(taken.size).toBeGreaterThan(20);
      for (const { status, problem } of refusals) {
        expect(status).toBe(503);
        expect(problem.detail).toMatch(/log\.db can't be used .*full.*see its disk/);
      }
      const { state, disk } = (await line.client.get<LineStatus>('/v1/status')) ?? {};
      expect({ state, disk }).toMatchObject({ state: 'attention', disk: { isLow: true } });
      // It stays, and says what it waits for: once for each stage, not in a loop.
      await sleep(6_000);
      expect(line.service.running).toBe(true);
      const waits = [...line.service.output.matchAll(/waiting \(/g)].length;
      expect(line.service.output).toMatch(/full/);
      expect(waits).toBeGreaterThan(0);
      expect(waits).toBeLessThanOrEqual(2 * CONSUMERS.length);

      // Killed on a full disk, it has what it took all the same.
      await line.service.end('SIGKILL');
      rmSync(ballast);
      await line.resume();
      for (let index = next - refusals.length; index < next + 10; index += 1) {
        expect(await send(index)).toBeUndefined();
      }
      const stored = await eventually(
        'every page that was taken',
        async () => {
          const articles = await line.client.articles({ source: 'full', duplicates: 'true' });
          return articles.length >= taken.size ? articles : undefined;
        },
        120_000,
        500,
      );
      expect(stored.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual([...taken].sort());
      const [events = [], ...letters] = await line.finalRecords(
        Topics.articles,
        ...CONSUMERS.map(({ topic }) => deadLetterTopic(topic)),
      );
      expect(letters.flat()).toEqual([]);
      const versions = events
        .map(({ value }) => parseJson(value) as Article)
        .map(({ id, version }) => `${id} ${version}`);
      expect(new Set(versions).size).toBe(versions.length);
      for (const { id, version } of stored) expect(versions).toContain(`${id} ${version}`);
    } finally {
      await line.stop();
      remove();
    }
  }, 300_000);
});
