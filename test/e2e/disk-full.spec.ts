import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Article, CONSUMERS, deadLetterTopic, parseJson, Topics } from '#libs/contracts';
import type { Problem } from '#libs/platform';
import { generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { EmbeddedLineUnderTest } from '../support/lines.js';

/**
 * A disk of so many MB, of which the ballast takes its part until it is thrown away: a page passes through the log five times, so
 * that what it takes of a full disk wants much more room later.
 */
const DISK_MB = 96;
const BALLAST_MB = 89;

/** A real file system that can be full: in memory, as Linux gives it to root. Undefined with the reason where it can't be had. */
function smallDisk(): { folder: string; remove: () => void } | { why: string } {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    return { why: `a small file system can't be mounted here: ${String(error).split('\n')[0] ?? ''}` };
  }
  const remove = (): void => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, remove };
}

const disk = smallDisk();
const describeWithDisk = (name: string, body: (folder: string) => void): void => {
  if ('folder' in disk) {
    describe(name, () => {
      body(disk.folder);
    });
    return;
  }
  process.stderr.write(`SKIPPED: ${name} (${disk.why})\n`);
  describe.skip(`${name} — SKIPPED, ${disk.why}`, () => {
    it('is skipped', () => undefined);
  });
};

interface Refusal {
  status: number;
  problem: Problem;
}

describeWithDisk('a full disk, in one process', (folder) => {
  it('refuses pages and says why, goes on when there is space, and has lost nothing that it took', async () => {
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(BALLAST_MB * 1024 * 1024));
    const data = join(folder, 'data');
    mkdirSync(data);
    const line = await EmbeddedLineUnderTest.start({}, data);
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
      if ('remove' in disk) disk.remove();
    }
  }, 300_000);
});
