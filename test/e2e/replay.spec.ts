import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Article, type Capture, encode, parseJson, Topics, topicSpecs } from '#libs/contracts';
import { openLog } from '#libs/messaging';
import { createStore } from '#libs/store';
import { captureMessage, takeIn } from '#apps/ingest';
import { workload } from '../chaos/workload.js';
import { describeWithServices } from '../services/index.js';
import { babelwire } from '../support/command.js';
import { DistributedLineUnderTest } from '../support/lines.js';

const taken = (page: { url: string; source: string; fetchedAt: string; html: string }): Capture =>
  takeIn({
    bytes: Buffer.from(page.html),
    contentType: 'text/html; charset=utf-8',
    origin: { url: page.url, sourceId: page.source, fetchedAt: page.fetchedAt },
    now: new Date('2026-11-21T00:00:00Z'),
  });

/** Pages of every family: alone, sent twice, exact and near copies, in two languages; and at the end an edited one. */
function pages(count: number): Capture[] {
  const sent = workload(count, 24).items.flatMap((item) => (item.kind === 'poison' ? [] : [item]));
  const edited = sent.slice(0, 1).map((page) => ({
    ...page,
    html: page.html.replace('</article>', '<p>An hour later this was added to what had been said.</p></article>'),
    fetchedAt: '2026-11-20T20:00:00.000Z',
  }));
  return [...sent, ...edited].map(taken);
}

const verdict = ({ id, version, storyId, dedup: { status, of, method, contentHash } }: Article): string =>
  [id, version, storyId, status, of, method, contentHash].join(' ');

interface Report {
  pages: number;
  same: number;
  differences: { id: string; what: string; fields: Record<string, unknown[]> }[];
  byTextAlone: number;
}

describe('babelwire replay, on an embedded line', () => {
  const root = mkdtempSync(join(tmpdir(), 'babelwire-replay-'));
  const data = join(root, 'data');
  const captures = pages(80);
  let pagesInLog = 0;

  const storedIn = async (folder: string): Promise<Article[]> => {
    const store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    const { items } = await store.articles.find({ limit: 200, duplicates: true });
    await store.close();
    return items;
  };
  const eventsIn = async (folder: string): Promise<number> => {
    const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    let count = 0;
    for await (const _ of log.read(Topics.articles)) count += 1;
    await log.close();
    return count;
  };

  beforeAll(async () => {
    const log = await openLog({ kind: 'embedded', folder: data, topics: topicSpecs() });
    await log.publish(captures.map(captureMessage));
    await log.close();
    // With the sample pages it waits until everything is done.
    expect(await babelwire(['start', '--once', '--data', data, '--json'])).toMatchObject({ code: 0 });
    const after = await openLog({ kind: 'embedded', folder: data, topics: topicSpecs() });
    for await (const _ of after.read(Topics.captures)) pagesInLog += 1;
    await after.close();
    expect(pagesInLog).toBeGreaterThan(captures.length);
  }, 120_000);

  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('finds nothing to change where nothing changed', async () => {
    const answer = await babelwire(['replay', '--data', data, '--dry-run', '--json']);
    const report = JSON.parse(answer.out) as Report;
    const stored = await storedIn(data);
    expect(report).toEqual({ pages: pagesInLog, same: stored.length, differences: [], byTextAlone: 0 });
    expect(answer.code).toBe(0);
    expect(new Set(stored.map(({ dedup }) => dedup.method))).toEqual(new Set(['none', 'content', 'near', 'url']));
  });

  it('rebuilds the same ids, versions, verdicts and stories in an empty folder', async () => {
    const into = join(root, 'rebuilt');
    expect(await babelwire(['replay', '--data', data, '--into', into])).toMatchObject({ code: 0 });
    const [before, after] = [await storedIn(data), await storedIn(into)];
    expect(after.map(verdict).sort()).toEqual(before.map(verdict).sort());
    expect(before.some(({ translations }) => translations.length > 0)).toBe(true);
    expect(before.some(({ version }) => version > 1)).toBe(true);
    expect(await eventsIn(into)).toBe(await eventsIn(data));
    const again = await babelwire(['replay', '--data', data, '--into', into]);
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('there is a line in') });
  });

  it('sends the pages through the line again, and nothing comes of it; a second time neither', async () => {
    const folder = join(root, 'again');
    cpSync(data, folder, { recursive: true });
    const [before, told] = [await storedIn(folder), await eventsIn(folder)];
    for (let times = 0; times < 2; times += 1) {
      const { out, code } = await babelwire(['replay', '--data', folder, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({ pages: pagesInLog });
    }
    expect(await storedIn(folder)).toEqual(before);
    expect(await eventsIn(folder)).toBe(told);
  });

  it('shows what a better reading of a page would change, and makes it a new version', async () => {
    const folder = join(root, 'better');
    cpSync(data, folder, { recursive: true });
    const [article] = (await storedIn(folder)).filter(
      ({ dedup, version, provenance }) => dedup.method === 'none' && version === 1 && provenance.sourceId === 'one',
    );
    // The page itself grows where it lies: to the line it is as if it now read more of it than before.
    changePage(join(folder, 'log.db'), article?.provenance.captureId ?? '', (body) =>
      body.replace('</article>', '<p>Nobody had read this sentence before.</p></article>'),
    );
    const report = JSON.parse((await babelwire(['replay', '--data', folder, '--dry-run', '--json'])).out) as Report;
    expect(report.differences).toMatchObject([
      { id: article?.id, what: 'changed', fields: { contentHash: expect.any(Array) } },
    ]);
    await babelwire(['replay', '--data', folder]);
    const after = (await storedIn(folder)).find(({ id }) => id === article?.id);
    expect(after).toMatchObject({ version: 2, dedup: { status: 'update', method: 'url' } });
    expect(after?.articleBody).toContain('Nobody had read this sentence before.');
  });

  it('shows what would no longer be found on a page', async () => {
    const folder = join(root, 'gone');
    cpSync(data, folder, { recursive: true });
    const [article] = (await storedIn(folder)).filter(
      ({ dedup, version, provenance }) => dedup.method === 'none' && version === 1 && provenance.sourceId === 'one',
    );
    changePage(join(folder, 'log.db'), article?.provenance.captureId ?? '', (body) =>
      body.replace(/(<link rel="canonical" href=")[^"]*/, '$1https://one.example/another'),
    );
    const report = JSON.parse((await babelwire(['replay', '--data', folder, '--dry-run', '--json'])).out) as Report;
    expect(report.differences.map(({ id, what }) => [what, id])).toEqual([
      ['new', expect.any(String)],
      ['gone', article?.id],
    ]);
  });

  it('takes pages of a time or of a source alone, and says what is wrong with a command line', async () => {
    const replayed = async (...args: string[]): Promise<number> =>
      (JSON.parse((await babelwire(['replay', '--data', data, '--dry-run', '--json', ...args])).out) as Report).pages;
    expect(await replayed('--source', 'one')).toBe(captures.filter(({ sourceId }) => sourceId === 'one').length);
    expect(await replayed('--until', '2020-01-01T00:00:00Z')).toBe(0);
    expect(await replayed('--since', '1d')).toBe(pagesInLog);
    expect(await babelwire(['replay', '--since', 'yesterday'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('--since'),
    });
    expect(await babelwire(['replay', '--dry-run', '--into', 'x'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('exclude'),
    });
    expect((await babelwire(['replay', '--help'])).out).toContain('--into-prefix');
  });
});

function changePage(path: string, captureId: string, change: (body: string) => string): void {
  const db = new Database(path);
  const { id } = db.prepare('SELECT id FROM topics WHERE name = ?').get(Topics.captures) as { id: number };
  const row = db.prepare(`SELECT offset, value FROM topic_${id} WHERE key = ?`).get(captureId) as {
    offset: number;
    value: ArrayBuffer;
  };
  const capture = parseJson(Buffer.from(row.value)) as Capture;
  const body = change(capture.body);
  db.prepare(`UPDATE topic_${id} SET value = ? WHERE offset = ?`).run(encode({ ...capture, body }), row.offset);
  db.close();
}

describeWithServices('babelwire replay, on Kafka', () => {
  let line: DistributedLineUnderTest;
  let rebuilt: DistributedLineUnderTest;

  beforeAll(async () => {
    line = await DistributedLineUnderTest.start('replay');
    rebuilt = await DistributedLineUnderTest.start('rebuilt', { services: [] });
  }, 180_000);

  afterAll(async () => {
    await line.stop();
    await rebuilt.stop();
  }, 60_000);

  it('finds nothing to change, and rebuilds a new prefix and an empty database the same', async () => {
    // One after the other: of two pages that come at once, either may be taken first.
    for (const capture of pages(16)) {
      const { url = '', sourceId, fetchedAt } = capture;
      await line.client.accept(capture.body, 'text/html; charset=utf-8', { url, sourceId, fetchedAt });
      await line.idle();
    }
    const stored = await line.client.articles({ duplicates: 'true' });
    const dry = await babelwire(['replay', '--dry-run', '--json'], line.env);
    expect(JSON.parse(dry.out)).toMatchObject({ same: stored.length, differences: [], byTextAlone: 0 });

    const prefix = rebuilt.env.KAFKA_PREFIX ?? '';
    expect(await babelwire(['replay', '--into-prefix', prefix], line.env)).toMatchObject({ code: 0 });
    await rebuilt.startService('publish');
    await rebuilt.idle();
    const after = await rebuilt.client.articles({ duplicates: 'true' });
    expect(after.map(verdict).sort()).toEqual(stored.map(verdict).sort());
    const again = await babelwire(['replay', '--into-prefix', prefix], line.env);
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('a rebuild needs a new prefix') });
  }, 300_000);
});
