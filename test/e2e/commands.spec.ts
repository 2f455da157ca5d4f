import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Article } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import type { CloudEvent } from '../support/cloud-event.js';
import { babelwire } from '../support/command.js';
import { generatedPage, type GeneratedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { keyEnv, keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';
import { Receiver } from '../support/receiver.js';

const PAGES = 8;

/** A command that runs until it is told to end. */
class Running {
  out = '';
  said = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(args: string[]) {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, ['apps/standalone/bin/babelwire.js', ...args], {
      env: { ...env, ...keyEnv },
    });
    child.stdout.on('data', (data: Buffer) => (this.out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (this.said += data.toString()));
    this.ended = new Promise((resolve) => {
      child.once('close', resolve);
    });
    this.child = child;
  }

  lines(): string[] {
    return this.out.split('\n').filter((line) => line !== '');
  }

  interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.ended;
  }
}

/** One suite for both modes: nothing in it knows which one it runs on. */
function commandsSuite(series: string, start: () => Promise<LineUnderTest & { restart(): Promise<void> }>): void {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-commands-'));
  const file = (name: string): string => join(folder, name);
  const pages = Array.from({ length: PAGES }, (_, index) => generatedPage(series, index));
  let line: Awaited<ReturnType<typeof start>>;
  const ask = (...args: string[]): ReturnType<typeof babelwire> =>
    babelwire([...args, '--api', line.client.publishUrl]);
  const send = async (page: GeneratedPage): Promise<void> => {
    const id = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url, sourceId: series });
    await line.client.settled(id, 120_000);
  };
  const urls = (lines: string): (string | undefined)[] =>
    lines
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => (JSON.parse(text) as Article).canonicalUrl)
      .sort();

  beforeAll(async () => {
    line = await start();
    for (const page of pages) await send(page);
  }, 240_000);
  afterAll(async () => {
    await line.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  describe('babelwire export', () => {
    it('writes every article once, to a file or to standard output, by language and by time', async () => {
      const expected = pages.map(({ url }) => url).sort();
      expect(await ask('export', file('all.ndjson'), '--source', series)).toMatchObject({ code: 0 });
      expect(urls(readFileSync(file('all.ndjson'), 'utf8'))).toEqual(expected);
      expect(existsSync(file('all.ndjson.part'))).toBe(false);
      const german = await ask('export', '--source', series, '--language', 'de', '--quiet');
      expect(german).toMatchObject({ code: 0, said: '' });
      expect(urls(german.out)).toEqual(expected.filter((url) => url.includes('/de/')));
      const late = pages.slice(5).map(({ url }) => url);
      const since = await ask('export', '--source', series, '--since', pages[5]!.published, '--quiet');
      expect(urls(since.out)).toEqual(late.sort());
      const until = await ask('export', '--source', series, '--until', pages[5]!.published, '--quiet');
      expect(urls(until.out)).toEqual(expected.filter((url) => !late.includes(url)));
    });

    it('goes on where an export was cut, and leaves one that is whole alone', async () => {
      const whole = readFileSync(file('all.ndjson'), 'utf8');
      const lines = whole.split('\n');
      // Cut in the middle of the fourth line, as a kill does.
      const cut = `${lines.slice(0, 3).join('\n')}\n${lines[3]!.slice(0, 40)}`;
      writeFileSync(file('cut.ndjson.part'), cut);
      const query = JSON.stringify(['ndjson', null, series, null, null, null, false]);
      writeFileSync(file('cut.ndjson.part.query'), query);
      const went = await ask('export', file('cut.ndjson'), '--source', series);
      expect(went).toMatchObject({ code: 0, said: expect.stringContaining('going on after its last line') });
      expect(went.said).toContain(`${PAGES - 3} articles written`);
      expect(readFileSync(file('cut.ndjson'), 'utf8')).toBe(whole);
      expect(await ask('export', file('all.ndjson'), '--source', series)).toMatchObject({
        code: 1,
        said: expect.stringContaining('is there already'),
      });
      writeFileSync(file('other.ndjson.part'), cut);
      writeFileSync(file('other.ndjson.part.query'), query);
      expect(await ask('export', file('other.ndjson'), '--language', 'uk')).toMatchObject({
        code: 1,
        said: expect.stringContaining('another export'),
      });
      expect(await ask('export', '--format', 'csv')).toMatchObject({ code: 2 });
    });
  });

  describe('babelwire tail', () => {
    it('shows what was published since a moment, by language, and ends after so many', async () => {
      const all = await ask('tail', '--since', '1h', '--source', series, '--limit', String(PAGES), '--type', 'created');
      expect(all).toMatchObject({ code: 0 });
      expect(all.out.split('\n').filter((text) => / created /.test(text))).toHaveLength(PAGES);
      const uk = await ask('tail', '--since', '1h', '--source', series, '--language', 'uk', '--limit', '2', '--json');
      const events = uk.out
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as CloudEvent);
      expect(events.map(({ data }) => data.inLanguage)).toEqual(['uk', 'uk']);
      expect(await ask('tail', '--limit', 'many')).toMatchObject({ code: 2 });
      expect(await ask('tail', '--type', 'written')).toMatchObject({ code: 1, said: expect.stringContaining('types') });
    });

    it('tells what comes, goes on when the line was away, from its place in another run, and ends with Ctrl-C', async () => {
      const args = ['tail', '--source', series, '--type', 'created', '--json', '--api', line.client.publishUrl];
      const state = file('place');
      const first = new Running([...args, '--state', state]);
      const subjects = (running: Running): string[] =>
        running.lines().map((text) => (JSON.parse(text) as { data: Article }).data.canonicalUrl ?? '');
      const arrived = (running: Running, count: number): Promise<true> =>
        eventually(
          `${count} events`,
          () => Promise.resolve(running.lines().length >= count ? (true as const) : undefined),
          60_000,
        );
      const [one, two, three, four] = [50, 51, 52, 53].map((index) => generatedPage(series, index));
      // Its stream is open some time after it was started; what is told before that is not for it.
      await eventually(
        'the stream to be open',
        async () => {
          const text = await (await fetch(`${line.client.publishUrl}/metrics`, { headers: keyHeaders })).text();
          return /babelwire_streams\{[^}]*\} [1-9]/.test(text) ? true : undefined;
        },
        60_000,
      );
      await send(one!);
      await arrived(first, 1);
      await line.restart();
      await send(two!);
      await arrived(first, 2);
      expect(first.said).toContain('going on when it is back');
      expect(await first.interrupt()).toBe(0);
      await send(three!);
      const second = new Running([...args, '--state', state]);
      await arrived(second, 1);
      await send(four!);
      await arrived(second, 2);
      expect(await second.interrupt()).toBe(0);
      expect([...subjects(first), ...subjects(second)]).toEqual([one, two, three, four].map((page) => page!.url));
    });
  });

  describe('babelwire status', () => {
    it('shows stages, sources and languages, and says by its code whether all is well', async () => {
      await line.idle();
      const words = await ask('status');
      expect(words.code).toBe(0);
      expect(words.out).toContain('the line is well');
      for (const service of ['ingest', 'language', 'dedup', 'publish']) expect(words.out).toContain(service);
      expect(words.out).toMatch(/sources +0 healthy, 0 failing, 0 paused/);
      expect(words.out).toMatch(/languages .*uk \d/);
      const overview = JSON.parse((await ask('status', '--json')).out) as {
        stages: { waiting: number; oldestSeconds?: number }[];
        languages: { counts: [string, number][] };
      };
      expect(overview.stages.map(({ waiting, oldestSeconds }) => [waiting, oldestSeconds])).toEqual(
        Array.from({ length: 7 }, () => [0, 0]),
      );
      const counted = new Map(overview.languages.counts);
      expect(counted.get('de')).toBe((await line.client.articles({ language: 'de' })).length);
    });

    it('goes on showing until Ctrl-C', async () => {
      const watching = new Running(['status', '--watch', '--every', '0.2', '--json', '--api', line.client.publishUrl]);
      await eventually('three looks', () => Promise.resolve(watching.lines().length > 2 ? true : undefined), 30_000);
      expect(await watching.interrupt()).toBe(0);
      for (const text of watching.lines()) expect(JSON.parse(text)).toMatchObject({ state: 'ok' });
    });
  });
}

describe('commands on a line in one process', () => {
  commandsSuite('cli-one', async () => {
    const line = await EmbeddedLineUnderTest.start();
    return Object.assign(line, {
      restart: async () => {
        await line.service.end('SIGTERM');
        await line.resume();
      },
    });
  });
});

describeWithServices('commands on Kafka and MongoDB', () => {
  commandsSuite('cli-four', async () => {
    const line = await DistributedLineUnderTest.start('commands');
    return Object.assign(line, {
      restart: async () => {
        await line.services.publish.end('SIGTERM');
        await line.startService('publish');
      },
    });
  });
});

describe('babelwire webhooks', () => {
  let line: EmbeddedLineUnderTest;
  let receiver: Receiver;
  const ask = (...args: string[]): ReturnType<typeof babelwire> =>
    babelwire(['webhooks', ...args, '--api', line.client.publishUrl]);

  beforeAll(async () => {
    receiver = await Receiver.start();
    line = await EmbeddedLineUnderTest.start({ WEBHOOK_ALLOW: receiver.host });
  }, 120_000);
  afterAll(async () => {
    await line.stop();
    await receiver.stop();
  });

  it('adds, tries, lists, pauses, resumes and removes them', async () => {
    const url = receiver.url('/hook');
    const added = await ask('add', url, '--type', 'created,story', '--description', 'a desk', '--json');
    expect(added.code).toBe(0);
    const { id, secret, types } = JSON.parse(added.out) as { id: string; secret: string; types: string[] };
    expect(secret).toMatch(/^whsec_/);
    expect(types).toEqual(['article.created', 'story.updated']);
    expect(await ask('test', id)).toMatchObject({ code: 0, out: 'taken\n' });
    expect((await ask('list')).out).toContain('a desk');
    expect(await ask('pause', id)).toMatchObject({ code: 0 });
    expect((await ask('list')).out).toContain('paused');
    expect(await ask('resume', id)).toMatchObject({ code: 0 });
    expect(await ask('deliveries', id)).toMatchObject({
      code: 0,
      out: expect.stringContaining('active'),
    });
    expect(await ask('remove', id)).toMatchObject({ code: 0 });
    expect((await ask('list')).out).toContain('no webhooks');
    expect(await ask('remove', id)).toMatchObject({
      code: 1,
      said: expect.stringContaining('no webhook'),
    });
    expect(await ask('add')).toMatchObject({ code: 2 });
  });
});
