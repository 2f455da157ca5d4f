import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Article, type Story, Topics } from '#libs/contracts';
import { createStore } from '#libs/store';
import { workload } from '../chaos/workload.js';
import { describeWithServices } from '../services/index.js';
import { type Answer, babelwire } from '../support/command.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';

interface Report {
  articles: number;
  decisions: number;
  isSame: boolean;
  opening: { remembered: number; withoutText: number };
  counts: {
    verdicts: { same: number; rescored: number; changed: number };
    links: { same: number; gained: number; lost: number };
    places: { same: number; changed: number };
  };
  verdicts: Record<string, { count: number; examples: { id: string; then?: object; now?: object }[] }>;
  links: Record<'gained' | 'lost', { a: string; b: string }[]>;
  articlesInBrief: Record<string, { headline: string; url: string }>;
}

const reportOf = ({ out, said }: Answer): Report => {
  if (out === '') throw new Error(said);
  return JSON.parse(out) as Report;
};

type Page = Extract<ReturnType<typeof workload>['items'][number], { kind: 'page' }>;

/** Pages of every family: alone, sent twice, exact and near copies, in two languages, edited. */
const pages = (count: number, seed: number): Page[] =>
  workload(count, seed).items.flatMap((item) => (item.kind === 'page' ? [item] : []));

async function send(line: LineUnderTest, sent: Page[]): Promise<void> {
  for (const { html, url, source, fetchedAt } of sent) {
    await line.client.accept(html, 'text/html; charset=utf-8', { url, sourceId: source, fetchedAt });
  }
}

const editorSays = async (line: LineUnderTest, kind: 'merge' | 'unmerge', a: string, b: string): Promise<void> => {
  expect((await line.client.post('/v1/decisions', { kind, a, b })).status).toBe(202);
};

/** A repeat is freed, a story taken apart, and two stories made one. */
async function decide(line: LineUnderTest): Promise<void> {
  const articles = await line.client.articles({ duplicates: 'true' });
  const repeat = articles.find(({ dedup }) => dedup.of !== undefined)!;
  const linked = articles.find(({ translations }) => translations.length > 0)!;
  const alone = articles.filter(
    ({ dedup, translations, id }) =>
      dedup.status === 'unique' && translations.length === 0 && !articles.some((other) => other.dedup.of === id),
  );
  await editorSays(line, 'unmerge', repeat.id, repeat.dedup.of!);
  await editorSays(line, 'unmerge', linked.id, linked.translations[0]!.id);
  await editorSays(
    line,
    'merge',
    alone[0]!.id,
    alone.find(({ inLanguage }) => inLanguage !== alone[0]!.inLanguage)!.id,
  );
}

describe('babelwire rehearse, on an embedded line', () => {
  const root = mkdtempSync(join(tmpdir(), 'babelwire-rehearse-'));
  const data = join(root, 'data');
  let middle: string;
  let stored: Article[];
  let stories: Story[];
  const rehearse = (...args: string[]): Promise<Answer> => babelwire(['rehearse', '--data', data, '--json', ...args]);
  const nearRepeats = (from = ''): string[] =>
    stored
      .filter(({ dedup }) => dedup.method === 'near' && dedup.decidedAt >= from)
      .map(({ id }) => id)
      .sort();

  beforeAll(async () => {
    const line = await EmbeddedLineUnderTest.start({}, { data });
    try {
      await send(line, pages(60, 31));
      await line.idle();
      await decide(line);
      await line.idle();
      await sleep(50);
      middle = new Date().toISOString();
      await send(line, pages(40, 32));
      // Killed with work under way.
      await line.service.end('SIGKILL');
      await line.resume();
      await line.idle();
    } finally {
      await line.stop();
    }
    const store = await createStore({ kind: 'embedded', database: join(data, 'store.db') });
    stored = (await store.articles.find({ limit: 200, duplicates: true })).items;
    stories = [...(await store.stories.getMany(stored.map(({ storyId }) => storyId))).values()];
    await store.close();
  }, 180_000);

  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('finds nothing where the code is the same: after decisions, and after a kill', async () => {
    const answer = await rehearse();
    const report = reportOf(answer);
    expect(report).toMatchObject({ isSame: true, decisions: 3, verdicts: {}, links: { gained: [], lost: [] } });
    expect(report.counts.verdicts).toEqual({ same: expect.any(Number), rescored: 0, changed: 0 });
    expect(report.counts.places.same).toBe(stored.length);
    expect(report.counts.links.same).toBe(stories.flatMap(({ edges }) => edges).length);
    expect(answer.code).toBe(0);
  });

  it('gives exactly the verdicts that another threshold would change', async () => {
    const answer = await rehearse('--near-threshold', '1');
    const { verdicts, counts, articlesInBrief } = reportOf(answer);
    const changed = verdicts['duplicate/near → unique/none']!;
    expect(nearRepeats().length).toBeGreaterThan(3);
    expect(changed.examples.map(({ id }) => id).sort()).toEqual(nearRepeats());
    expect(counts.verdicts.changed).toBe(changed.count);
    const [{ id, then, now }] = changed.examples as [{ id: string; then: object; now: object }];
    const told = stored.find((article) => article.id === id)!;
    expect(then).toEqual({
      status: 'duplicate',
      method: 'near',
      of: told.dedup.of,
      score: told.dedup.score,
      captureId: told.provenance.captureId,
    });
    expect(now).toEqual({ status: 'unique', method: 'none', captureId: told.provenance.captureId });
    expect(articlesInBrief[id]).toMatchObject({ headline: told.headline, url: told.canonicalUrl });
    expect(answer.code).toBe(1);
  });

  it('gives exactly the links that another threshold would lose, and no verdict', async () => {
    const { verdicts, links } = reportOf(await rehearse('--story-threshold', '1'));
    const byScore = stories
      .flatMap(({ edges }) => edges)
      .filter(({ method, score = 0 }) => method === 'link' && score < 1)
      .map(({ a, b }) => `${a} ${b}`);
    expect(byScore.length).toBeGreaterThan(1);
    expect(links.lost.map(({ a, b }) => `${a} ${b}`).sort()).toEqual(byScore.sort());
    expect([verdicts, links.gained]).toEqual([{}, []]);
  });

  it('begins in the middle with what was remembered by then', async () => {
    const same = reportOf(await rehearse('--since', middle));
    expect(same).toMatchObject({ isSame: true, decisions: 0, opening: { withoutText: 0 } });
    expect(same.opening.remembered).toBeGreaterThan(30);
    const other = reportOf(await rehearse('--since', middle, '--near-threshold', '1'));
    const changed = Object.values(other.verdicts).flatMap(({ examples }) => examples.map(({ id }) => id));
    expect(nearRepeats(middle).length).toBeGreaterThan(0);
    expect(changed.sort()).toEqual(nearRepeats(middle));
  });

  it('says where it can begin when the log has lost its beginning', async () => {
    const folder = join(root, 'trimmed');
    cpSync(data, folder, { recursive: true });
    loseFirst(join(folder, 'log.db'), Topics.articlesFingerprinted, 5);
    const early = await babelwire(['rehearse', '--data', folder, '--since', '1h']);
    expect(early).toMatchObject({ code: 2, said: expect.stringContaining('the earliest start is') });
    // Nothing that came has the whole window before it.
    expect(await babelwire(['rehearse', '--data', folder])).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 articles'),
    });
  });

  it('shows people figures and examples, so many as they ask for, and what is wrong with a command line', async () => {
    const told = async (...args: string[]): Promise<string> =>
      (await babelwire(['rehearse', '--data', data, '--near-threshold', '1', ...args])).out;
    const [one, all] = [await told('--limit', '1'), await told('--limit', '1000')];
    expect(one).toContain(`duplicate/near → unique/none: ${nearRepeats().length}`);
    expect(one).toContain(`… and ${nearRepeats().length - 1} more`);
    for (const id of nearRepeats()) expect(all).toContain(id.slice(0, 8));
    for (const wrong of [['--near-threshold', '2'], ['--limit', 'few'], ['--since', 'yesterday'], ['what']]) {
      const answer = await babelwire(['rehearse', '--data', data, ...wrong]);
      expect(answer.code).toBe(2);
      expect(answer.said).toContain(wrong[0]);
    }
    expect(await babelwire(['rehearse', '--data', join(root, 'nothing')])).toMatchObject({
      code: 2,
      said: expect.stringContaining('there is no line in'),
    });
  });
});

/** As retention does. */
function loseFirst(path: string, topic: string, count: number): void {
  const db = new Database(path);
  const { id } = db.prepare('SELECT id FROM topics WHERE name = ?').get(topic) as { id: number };
  db.prepare(`DELETE FROM topic_${id} WHERE offset < ?`).run(count);
  db.close();
}

describeWithServices('babelwire rehearse, on Kafka', () => {
  let line: DistributedLineUnderTest;

  beforeAll(async () => {
    line = await DistributedLineUnderTest.start('rehearse');
  }, 180_000);

  afterAll(async () => {
    await line.stop();
  }, 60_000);

  it('finds nothing after decisions and kills, while the line runs; and what another threshold would change', async () => {
    const sent = pages(120, 33);
    await send(line, sent.slice(0, 60));
    await line.idle();
    await decide(line);
    const sending = send(line, sent.slice(60));
    for (let kill = 0; kill < 3; kill += 1) {
      await sleep(400);
      await line.services.dedup.end('SIGKILL');
      await line.startService('dedup');
    }
    await sending;
    // In the middle of the work, and at the end of it.
    const busy = await babelwire(['rehearse', '--json'], line.env);
    expect(reportOf(busy)).toMatchObject({ isSame: true, verdicts: {} });
    await line.idle();
    const calm = await babelwire(['rehearse', '--json'], line.env);
    expect(reportOf(calm)).toMatchObject({ isSame: true, decisions: 3 });
    expect(calm.code).toBe(0);
    const stored = await line.client.articles({ duplicates: 'true' });
    expect(reportOf(calm).counts.places).toEqual({ same: stored.length, changed: 0 });

    const other = await babelwire(['rehearse', '--json', '--near-threshold', '1'], line.env);
    const changed = reportOf(other).verdicts['duplicate/near → unique/none']!.examples.map(({ id }) => id);
    // A repeat that an editor freed has another verdict by now, and had this one first.
    const near = stored.filter(({ dedup }) => dedup.method === 'near').map(({ id }) => id);
    expect(near.filter((id) => !changed.includes(id))).toEqual([]);
    expect(other.code).toBe(1);
  }, 300_000);
});
