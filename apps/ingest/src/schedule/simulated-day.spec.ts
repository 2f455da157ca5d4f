import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Capture, parseJson, Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { createStore, type Store } from '#libs/store';
import { random } from '../../../../test/support/generated-pages.js';
import { Newspaper } from '../../../../test/support/newspaper/newspaper.js';
import { brokenRules } from '../../../../test/support/newspaper/rules.js';
import { VirtualClock } from '../../../../test/support/virtual-clock.js';
import { Acquisition } from '../acquisition.js';
import { SourcesController } from '../sources/sources.controller.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-25T00:00:00Z');
const MIN_DELAY_MS = 1000;

/** A day of a newspaper, from the time at which its source was added; every wait of ours is by a clock that leaps. */
describe('a day of a newspaper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-day-'));
  const clock = new VirtualClock(START);
  const published: { index: number; at: number; intervalMs: number }[] = [];
  const edited: { index: number; at: number }[] = [];
  const captures: Capture[] = [];
  const byPath = new Map<string, Capture[]>();
  let paper: Newspaper;
  let store: Store;
  let log: MessageLog;

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: 200, now: () => clock.now(), pace: 10 * MINUTE });
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    const options = {
      contact: 'https://press.example/crawler',
      allow: [paper.host],
      concurrency: 8,
      minDelayMs: MIN_DELAY_MS,
      leaseMs: MINUTE,
      minIntervalMs: MINUTE,
      maxBodyBytes: 5_000_000,
      clock,
      chance: random(20261125),
    };
    const acquisition = new Acquisition(options, store, log, new Metrics({ service: 'test' }));
    const isBusy = (): boolean => acquisition.web.running > 0;
    await acquisition.onApplicationBootstrap();
    const added = new SourcesController(acquisition).add({ url: `${paper.origin}/`, id: 'morning' });
    await clock.runUntil(START + HOUR, isBusy);
    await added;
    plan();
    await clock.runUntil(START + 25 * HOUR, isBusy);
    const stopped = acquisition.beforeApplicationShutdown();
    await clock.runUntil(START + 25 * HOUR + MINUTE, isBusy);
    await stopped;
    for await (const { value } of log.read(Topics.captures)) captures.push(parseJson(value) as Capture);
    for (const capture of captures) {
      const path = pathnameOf(capture.url);
      byPath.set(path, [...(byPath.get(path) ?? []), capture]);
    }
  }, 300_000);

  afterAll(async () => {
    await paper.close();
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** A new article, and the interval that the feed it will stand in has at that time. */
  async function publishOne(): Promise<void> {
    const { index, language } = paper.publish();
    const at = clock.now();
    const source = await store.sources.get('morning');
    const feed = source!.resources.find(
      ({ kind, url }) => kind === 'feed' && url.split('/').at(-1)!.includes(language),
    );
    published.push({ index, at, intervalMs: feed!.intervalMs });
  }

  /** What happens in the day: an article every twenty minutes or so, an edit an hour, and four kinds of trouble. */
  function plan(): void {
    const next = random(7);
    for (let at = START + HOUR; at < START + 23 * HOUR; at += 10 * MINUTE + next() * 20 * MINUTE) {
      clock.at(at, () => void publishOne());
    }
    for (let at = START + 2 * HOUR; at < START + 20 * HOUR; at += HOUR) {
      const index = Math.floor(next() * 200);
      clock.at(at, () => edited.push({ index: paper.edit(index).index, at: clock.now() }));
    }
    const spell = (hour: number, minutes: number, path: RegExp, status: number, retryAfter?: number): void => {
      const from = START + hour * HOUR;
      paper.spells.push({
        from,
        to: from + minutes * MINUTE,
        path,
        status,
        ...(retryAfter === undefined ? {} : { retryAfter }),
      });
    };
    spell(5, 30, /^\/feeds\/ru/, 503);
    spell(9, 2, /./, 429, 20 * 60);
    spell(13, 15, /./, 500);
    spell(17, 40, /^\/sitemaps\//, 404);
  }

  const pathOf = (index: number): string => paper.articles[index]!.path;
  const capturesOf = (index: number): Capture[] => captures.filter(({ url }) => pathnameOf(url) === pathOf(index));
  // Where a feed's link says by which way the reader came, the page's own canonical link says the rest.
  const pathnameOf = (url = ''): string => new URL(url).pathname;

  it('breaks no rule of politeness', () => {
    expect(paper.log.length).toBeGreaterThan(500);
    expect(brokenRules(paper.log, { minDelayMs: MIN_DELAY_MS, toleranceMs: 0 })).toEqual([]);
  });

  it('brings every article, those that were there and those that came, and none that does not exist', () => {
    expect(published.length).toBeGreaterThan(50);
    const missing = paper.articles.filter(({ index }) => capturesOf(index).length === 0).map(({ path }) => path);
    expect(missing).toEqual([]);
    const known = new Set(paper.articles.map(({ path }) => path));
    expect(captures.filter(({ url }) => !known.has(pathnameOf(url)))).toEqual([]);
  });

  it('captures a page once for each form that it had', () => {
    const edits = new Set(edited.map(({ index }) => index));
    for (const { index, path, edits: count } of paper.articles) {
      const ids = capturesOf(index).map(({ id }) => id);
      expect([path, new Set(ids).size]).toEqual([path, edits.has(index) ? expect.any(Number) : 1]);
      expect(new Set(ids).size).toBeLessThanOrEqual(count + 1);
    }
  });

  it('sees the edits', () => {
    expect(edited.length).toBeGreaterThan(15);
    for (const { index, at } of edited) {
      const seen = capturesOf(index).some(({ fetchedAt }) => Date.parse(fetchedAt) >= at);
      expect(seen).toBe(true);
    }
  });

  it('asks for what it has with its validator: nine of ten polls of what is unchanged are answered with 304', () => {
    const polls = paper
      .requestsOf(/^\/(?:feeds|sitemaps)\//)
      .filter(({ startedAt, isUnchanged }) => isUnchanged && startedAt > START + HOUR);
    const unchanged = polls.filter(({ status }) => status === 200 || status === 304);
    const answered = unchanged.filter(({ status }) => status === 304);
    expect(unchanged.length).toBeGreaterThan(100);
    expect(answered.length / unchanged.length).toBeGreaterThanOrEqual(0.9);
  });

  it('sees new articles within twice the interval that their feed has at the time', () => {
    // Trouble of the site's own making is not ours.
    const isTrouble = (at: number): boolean =>
      paper.spells.some(({ from, to, retryAfter = 0 }) => at > from - 2 * HOUR && at < to + retryAfter * 1000 + HOUR);
    const calm = published.filter(({ at }) => !isTrouble(at));
    expect(calm.length).toBeGreaterThan(10);
    const late = calm
      .map(({ index, at, intervalMs }) => ({ delay: Date.parse(capturesOf(index)[0]!.fetchedAt) - at, intervalMs }))
      .filter(({ delay, intervalMs }) => delay > 2 * intervalMs);
    expect(late).toEqual([]);
  });

  it('tells how the source does', async () => {
    const source = await store.sources.get('morning');
    expect(source).toMatchObject({ kind: 'site', failing: false, paused: false });
    expect(source!.resources.map(({ kind, url }) => `${kind} ${url.replace(paper.origin, '')}`).sort()).toEqual([
      'feed /feeds/en-de.atom',
      'feed /feeds/ru.xml',
      'feed /feeds/uk.rdf',
      'site /',
      'sitemap /sitemaps/0.xml.gz',
      'sitemap /sitemaps/1.xml.gz',
      'sitemap /sitemaps/2.xml.gz',
      'sitemap /sitemaps/index.xml',
    ]);
    expect(source!.lastSuccessAt).toBeGreaterThan(START + 24 * HOUR);
    expect(source!.lastError?.code).toMatch(/^(?:http-|fetch\.)/);
    expect(Object.values(source!.captures).reduce((sum, count) => sum + count)).toBe(captures.length);
  });
});
