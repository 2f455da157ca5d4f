import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Article, parseJson, Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import { gzippedArchive, warcRecord } from '../support/archives.js';
import { type Answer, babelwire } from '../support/command.js';
import { generatedPage, type GeneratedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { keyEnv, keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';
import { windows1251 } from '../support/newspaper/charsets.js';
import { Newspaper } from '../support/newspaper/newspaper.js';
import { Service } from '../support/processes.js';

/** So few messages that the line is full more than once in an import; a sender then comes back after 5 s. */
const MAX_BACKLOG = '120';
const LONG = 250;

interface Result {
  totals: { taken: number; skipped: number; refused: number; faults: number };
  putOff: number;
  faults: { place: string; code: string; message: string }[];
  sentNow: number;
}

const pagesOf = (series: string, count: number): GeneratedPage[] =>
  Array.from({ length: count }, (_, index) => generatedPage(series, index, 2));
const recordOf = ({ url, html }: GeneratedPage): Buffer => warcRecord({ url, body: Buffer.from(html) });

function importSuite(start: (env: Record<string, string>) => Promise<LineUnderTest>): void {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-import-'));
  const file = (name: string): string => join(folder, name);
  const write = (name: string, content: string | Buffer): string => {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(name), content);
    return file(name);
  };
  let paper: Newspaper;
  let line: LineUnderTest;

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: 12 });
    line = await start({
      MAX_BACKLOG,
      FETCH_CONTACT: 'https://press.example/crawler',
      FETCH_ALLOW: paper.host,
      FETCH_MIN_DELAY_MS: '50',
    });
  }, 180_000);

  afterAll(async () => {
    await line.stop();
    await paper.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  const args = (...more: string[]): string[] => [
    'import',
    ...more,
    '--api',
    line.client.ingestUrl,
    '--state',
    file('state'),
    '--json',
  ];
  const resultOf = ({ out, said }: Answer): Result => {
    const [result] = JSON.parse(out === '' ? '[]' : out) as Result[];
    if (result === undefined) throw new Error(said);
    return result;
  };
  async function stored(source: string, count: number): Promise<Article[]> {
    const articles = await eventually(
      `${count} articles of ${source}`,
      async () => {
        const found = await line.client.articles({ source, duplicates: 'true' });
        return found.length >= count ? found : undefined;
      },
      120_000,
      250,
    );
    return articles;
  }

  it('takes the pages of an archive as of their time, in their encodings, and says what it could not read', async () => {
    const pages = pagesOf('archived', 12);
    const records = pages.map((page) =>
      page.language === 'ru'
        ? warcRecord({
            url: page.url,
            // Nothing in the page says its charset: the archived answer alone does.
            body: windows1251(page.html.replace('<meta charset="utf-8">', '')),
            contentType: 'text/html; charset=windows-1251',
          })
        : recordOf(page),
    );
    const [first, second, ...rest] = records as [Buffer, Buffer, ...Buffer[]];
    const damaged = gzippedArchive([
      warcRecord({ url: 'https://archived.example/lost', body: Buffer.from('<p>lost') }),
    ]);
    damaged.fill(0xff, 60, 90);
    const before = gzippedArchive([
      first,
      warcRecord({ url: 'https://archived.example/old', body: Buffer.from('<p>gone'), status: '404 Not Found' }),
      warcRecord({ url: 'https://archived.example/logo', body: Buffer.from('PNG'), contentType: 'image/png' }),
      warcRecord({ url: pages[0]!.url, body: Buffer.alloc(0), type: 'revisit' }),
    ]);
    const odd = warcRecord({ url: 'https://archived.example/odd', body: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 2]) });
    const path = write('news.warc.gz', Buffer.concat([before, damaged, gzippedArchive([second, odd, ...rest])]));

    const answer = await babelwire(args(path));
    const result = resultOf(answer);
    expect(result).toMatchObject({ totals: { taken: 12, skipped: 1, refused: 1, faults: 1 }, putOff: 0 });
    expect(answer.code).toBe(1);
    expect(result.faults.map(({ code }) => code).sort()).toEqual(['damaged', 'not-text']);
    expect(result.faults.find(({ code }) => code === 'damaged')?.place).toBe(`offset ${before.length}`);
    expect(answer.said).toContain(`${path}: offset ${before.length}: `);

    const articles = await stored('archived.example', 12);
    expect(articles.map(({ headline }) => headline).sort()).toEqual(pages.map(({ headline }) => headline).sort());
    for (const { provenance } of articles) expect(Date.parse(provenance.fetchedAt)).toBe(Date.UTC(2026, 10, 20, 10));
  }, 180_000);

  it('takes the pages of a folder, each with the address that is known of it', async () => {
    const [beside, canonical, mirrored, plain] = pagesOf('saved', 4) as [
      GeneratedPage,
      GeneratedPage,
      GeneratedPage,
      GeneratedPage,
    ];
    const without = (page: GeneratedPage): string => page.html.replace(/<link rel="canonical"[^>]*>/, '');
    const fetchedAt = '2026-10-03T08:00:00.000Z';
    write('saved/a/page (1).html', without(beside));
    write('saved/a/page (1).html.json', JSON.stringify({ url: beside.url, fetchedAt, sourceId: 'saved.example' }));
    const old = write('saved/b.htm', canonical.html);
    utimesSync(old, new Date('2026-10-02T09:00:00Z'), new Date('2026-10-02T09:00:00Z'));
    write('saved/notes.txt', `${plain.headline}\n\n${/<p>(.*)<\/p>/.exec(plain.html)?.[1] ?? ''}`);
    write('saved/picture.png', 'PNG');
    write('saved/wrong.html', '<p>text');
    write('saved/wrong.html.json', '{"adress": "https://saved.example/x"}');

    const answer = await babelwire(args(file('saved')));
    expect(resultOf(answer)).toMatchObject({
      totals: { taken: 3, skipped: 0, refused: 0, faults: 1 },
      faults: [{ place: 'wrong.html', message: expect.stringContaining('"adress" is not one of url') }],
    });
    const articles = await stored('saved.example', 2);
    const times = new Map(articles.map(({ canonicalUrl, provenance }) => [canonicalUrl, provenance.fetchedAt]));
    expect(times).toEqual(
      new Map([
        [beside.url, fetchedAt],
        [canonical.url, '2026-10-02T09:00:00.000Z'],
      ]),
    );
    expect((await stored('push', 1)).map(({ headline }) => headline)).toContain(plain.headline);

    write(`mirror${new URL(mirrored.url).pathname}/index.html`, without(mirrored));
    const mirror = await babelwire(args(file('mirror'), '--base', 'https://saved.example', '--source', 'mirror'));
    expect(mirror.code).toBe(0);
    const [article] = await stored('mirror', 1);
    expect(article?.url).toBe(`${mirrored.url}/`);
  }, 180_000);

  it('has addresses fetched, politely and by robots.txt', async () => {
    const wanted = paper.articles.map(({ path }) => `${paper.origin}${path}`);
    const path = write(
      'urls.txt',
      [
        '\uFEFF# articles',
        '',
        ...wanted,
        wanted[0],
        `${paper.origin}/private/1`,
        `${paper.origin}/none`,
        'no address',
      ].join('\r\n'),
    );
    const answer = await babelwire(args(path, '--source', 'listed'));
    const result = resultOf(answer);
    expect(result).toMatchObject({ totals: { taken: 12, skipped: 0, refused: 2, faults: 1 }, putOff: 0 });
    expect(result.faults.map(({ place, code }) => [place, code]).sort()).toEqual([
      ['line 16', 'robots-disallowed'],
      ['line 17', 'http-404'],
      ['line 18', 'no-address'],
    ]);
    expect(answer.code).toBe(1);
    expect((await stored('listed', 12)).map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(wanted.sort());
    expect(paper.requestsOf('/private/1')).toEqual([]);
    for (const { others } of paper.log) expect(others).toBe(0);
  }, 180_000);

  it('tries an address again whose site wanted a pause, when the same command is given later', async () => {
    const target = paper.publish();
    paper.spells.push({ from: 0, to: Infinity, path: new RegExp(`^${target.path}$`), status: 503 });
    const path = write('later.txt', `${paper.origin}${target.path}\n`);
    const command = args(path, '--source', 'later', '--patience', '2');
    expect(resultOf(await babelwire(command))).toMatchObject({ totals: { taken: 0 }, putOff: 1 });
    paper.spells.length = 0;
    const again = await babelwire(command);
    expect(again.said).toContain('going on where it was');
    expect(resultOf(again)).toMatchObject({ totals: { taken: 1 }, putOff: 0 });
    expect(again.code).toBe(0);
  }, 180_000);

  /** Pages that were sent while the line was full. */
  async function refusals(): Promise<number> {
    const metrics = await (await fetch(`${line.client.ingestUrl}/metrics`, { headers: keyHeaders })).text();
    const count =
      /_seconds_count\{(?=[^}]*method="POST")(?=[^}]*route="\/v1\/captures")(?=[^}]*status="503")[^}]*\} (\d+)/;
    return Number(count.exec(metrics)?.[1] ?? 0);
  }

  it('goes on where it was killed, waits while the line is full, and makes nothing twice', async () => {
    const pages = pagesOf('long', LONG);
    const path = write('long.warc.gz', gzippedArchive(pages.map(recordOf)));
    const killed = new Service('import', ['apps/standalone/bin/babelwire.js', ...args(path)], keyEnv);
    killed.start();
    await stored('long.example', LONG / 5);
    expect(killed.running).toBe(true);
    await killed.end('SIGKILL');

    const again = await babelwire(args(path));
    expect(again.said).toContain('going on where it was');
    const result = resultOf(again);
    expect(result).toMatchObject({ totals: { taken: LONG, skipped: 0, refused: 0, faults: 0 } });
    expect(again.code).toBe(0);
    expect(result.sentNow).toBeLessThan(LONG);
    expect(await refusals()).toBeGreaterThan(0);
    const articles = await stored('long.example', LONG);
    expect(articles).toHaveLength(LONG);
    expect(articles.filter(({ dedup }) => dedup.status !== 'unique')).toEqual([]);
  }, 300_000);

  it('says at once what is wrong with a command, a file, or the address of the line', async () => {
    const path = write('one.txt', `${paper.origin}/en/0\n`);
    expect(await babelwire(['import'])).toMatchObject({ code: 2, said: expect.stringContaining('name an archive') });
    const cases: [string[], string, number?][] = [
      [[file('nothing.warc')], "can't be read", 1],
      [[file('saved/b.htm')], 'babelwire run'],
      [[path, '--time-zone', 'Europe/Atlantis'], '--time-zone'],
      [[path, '--concurrency', 'many'], '--concurrency takes a number'],
      [[path, '--base', 'news'], '--base'],
    ];
    for (const [more, text, code = 2] of cases) {
      expect(await babelwire(args(...more))).toMatchObject({ code, said: expect.stringContaining(text) });
    }
    const nobody = await babelwire(['import', path, '--api', 'http://127.0.0.1:9', '--state', file('state')]);
    expect(nobody).toMatchObject({ code: 1, said: expect.stringContaining('nothing answers') });
  }, 120_000);

  it('has told of every imported article once', async () => {
    await line.idle();
    const [events] = await line.finalRecords(Topics.articles);
    const told = events!.map(({ value }) => parseJson(value) as Article);
    const long = told.filter(({ provenance }) => provenance.sourceId === 'long.example');
    expect(long.filter(({ version }) => version === 1)).toHaveLength(LONG);
    // A later version tells of a story that grew, never of another text.
    expect(new Set(long.map(({ id, dedup }) => `${id} ${dedup.contentHash}`)).size).toBe(LONG);
  }, 120_000);
}

describe('babelwire import, embedded', () => {
  importSuite((env) => EmbeddedLineUnderTest.start(env));
});

describeWithServices('babelwire import, on Kafka and MongoDB', () => {
  importSuite((env) => DistributedLineUnderTest.start('import', { env }));
});
