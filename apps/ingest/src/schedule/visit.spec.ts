import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BabelwireError, type Capture } from '#libs/contracts';
import { systemClock } from '#libs/fetch';
import { createStore, type Entry, type Source, type Store } from '#libs/store';
import { Newspaper } from '../../../../test/support/newspaper/newspaper.js';
import { newSource } from '../sources/new-source.js';
import { Web } from '../web/web.js';
import { takeTurn } from './take-turn.js';
import type { TurnTools } from './turn.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the turn of a source', () => {
  let folder: string;
  const published: Capture[] = [];
  const withdrawn: Entry[] = [];
  let paper: Newspaper;
  let store: Store;
  let web: Web;
  let source: Source;
  /** How far ahead of the real time the schedule is. */
  let ahead = 0;
  let publish: TurnTools['publish'];
  let knows = true;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-visit-'));
    published.length = 0;
    withdrawn.length = 0;
    ahead = 0;
    knows = true;
    publish = (captures) => {
      published.push(...captures);
      return Promise.resolve();
    };
    paper = await Newspaper.start({ articles: 9 });
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    const options = { contact: 'https://press.example/crawler', allow: [paper.host], concurrency: 4 };
    web = new Web(
      { ...options, minDelayMs: 0, leaseMs: MINUTE, maxBodyBytes: 5_000_000 },
      { hosts: store.hosts, owner: 'test', clock: systemClock },
    );
    source = sourceOf('/feeds/uk.rdf', 'feed');
  });
  afterEach(async () => {
    await web.close();
    await store.close();
    await paper.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function sourceOf(path: string, kind: 'feed' | 'page'): Source {
    const url = new URL(paper.origin + path);
    const found = { kind, resources: [{ url: url.href, kind }] };
    return newSource({ url: url.href, id: 'uk' }, found, { url, now: Date.now(), minIntervalMs: MINUTE });
  }

  async function turn(): Promise<void> {
    const nothing = (): void => undefined;
    const now = (): number => Date.now() + ahead;
    const tools: TurnTools = {
      web,
      entries: store.entries,
      clock: { now, sleep: (ms, signal) => systemClock.sleep(ms, signal) },
      chance: () => 0,
      recheckMs: [HOUR, 6 * HOUR, 24 * HOUR],
      retryMs: [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR],
      publish: (captures) => publish(captures),
      withdraw: (entry) => {
        if (knows) withdrawn.push(entry);
        return Promise.resolve(knows);
      },
      count: { poll: nothing, visit: nothing },
    };
    source = { ...source, ...(await takeTurn(source, tools, new AbortController().signal)) };
  }

  const paths = (): string[] => published.map(({ url = '' }) => new URL(url).pathname).sort();

  it('captures the page behind each entry once, though two turns follow one another', async () => {
    await turn();
    expect(paths()).toEqual(['/uk/1', '/uk/5']);
    expect(published.every(({ input, sourceId }) => input === 'feed' && sourceId === 'uk')).toBe(true);
    await turn();
    expect(published).toHaveLength(2);
    expect(source.nextDueAt).toBeGreaterThan(Date.now());
  });

  it("sends the source's languages along with each page", async () => {
    source = { ...source, languages: ['uk', 'en'] };
    await turn();
    expect(published.map(({ languages }) => languages)).toEqual([
      ['uk', 'en'],
      ['uk', 'en'],
    ]);
  });

  it('fetches a page again whose capture did not become durable, and makes the same capture of it', async () => {
    const lost: Capture[] = [];
    publish = (captures) => {
      lost.push(...captures);
      return Promise.reject(new BabelwireError('log-unavailable', 'transient', 'the log is away'));
    };
    await expect(turn()).rejects.toMatchObject({ code: 'log-unavailable' });
    expect(lost).toHaveLength(1);
    publish = (captures) => {
      published.push(...captures);
      return Promise.resolve();
    };
    await turn();
    expect(paths()).toEqual(['/uk/1', '/uk/5']);
    expect(published.map(({ id }) => id)).toContain(lost[0]?.id);
  });

  it('sees a correction when it looks at the page again, and asks with the validator', async () => {
    await turn();
    paper.edit(5);
    ahead = 61 * MINUTE;
    await turn();
    expect(paths()).toEqual(['/uk/1', '/uk/5', '/uk/5']);
    expect(paper.requestsOf('/uk/1').map(({ status }) => status)).toEqual([200, 304]);
  });

  it('withdraws what was captured and is gone, as soon as the line knows it, and once', async () => {
    await turn();
    paper.takeDown(5);
    ahead = 61 * MINUTE;
    knows = false;
    await turn();
    expect(withdrawn).toEqual([]);
    knows = true;
    ahead += 2 * MINUTE;
    await turn();
    expect(withdrawn.map(({ url }) => new URL(url).pathname)).toEqual(['/uk/5']);
    ahead += 48 * 60 * MINUTE;
    await turn();
    expect(withdrawn).toHaveLength(1);
    expect(published).toHaveLength(2);
  });

  it('takes a page that is back for news, though it is what it was', async () => {
    source = sourceOf('/feeds/en-de.atom', 'feed');
    await turn();
    const article = paper.takeDown(4);
    ahead = 61 * MINUTE;
    await turn();
    expect(withdrawn).toHaveLength(1);
    article.isGone = false;
    article.updatedAt = Date.now() + ahead;
    ahead += 24 * HOUR;
    await turn();
    const captures = published.filter(({ url = '' }) => url.endsWith(article.path));
    expect(captures.map(({ id }) => id)).toEqual([captures[0]?.id, captures[0]?.id]);
  });

  it('withdraws the page of a source that is one page, once, and takes it again when it is back', async () => {
    const { path } = paper.articles[5]!;
    source = sourceOf(path, 'page');
    const later = async (): Promise<void> => {
      ahead = Math.max(0, source.nextDueAt - Date.now());
      await turn();
    };
    await turn();
    paper.takeDown(5);
    knows = false;
    await later();
    expect(source.lastError).toMatchObject({ code: 'http-410' });
    knows = true;
    await later();
    await later();
    expect(withdrawn).toMatchObject([{ captureId: published[0]?.id }]);
    paper.articles[5]!.isGone = false;
    await later();
    await later();
    expect(published.map(({ id }) => id)).toEqual([published[0]?.id, published[0]?.id]);
  });

  it('makes articles of the entries themselves where it is told not to follow them', async () => {
    source = { ...source, follow: 'entries' };
    await turn();
    await turn();
    expect(paper.requestsOf(/^\/uk\//)).toEqual([]);
    expect(published).toHaveLength(2);
    expect(published[0]?.body).toContain(`<h1>${paper.articles[5]?.headline ?? ''}</h1>`);
  });

  it('leaves a host alone that asks for it, and does not count that as a failure of the page', async () => {
    const now = Date.now();
    paper.spells.push({ from: now, to: now + 10 * MINUTE, path: /^\/uk\//, status: 429, retryAfter: 600 });
    await turn();
    expect(paper.requestsOf(/^\/uk\//)).toHaveLength(1);
    expect(source.nextDueAt).toBeGreaterThanOrEqual(now + 600_000);
    expect(source.lastError).toMatchObject({ code: 'http-429' });
    const due = await store.entries.due('uk', Infinity, 10);
    expect(due.every(({ attempts }) => attempts === 0)).toBe(true);
  });

  it('says on the source why its feed can not be had, and tries less and less often', async () => {
    const now = Date.now();
    paper.spells.push({ from: 0, to: Infinity, path: /^\/feeds\//, status: 500 });
    const waits: number[] = [];
    for (let failures = 1; failures <= 10; failures += 1) {
      ahead = Math.max(0, source.nextDueAt - now);
      await turn();
      waits.push(source.nextDueAt - now - ahead);
      expect(source.resources[0]?.failures).toBe(failures);
      expect(source.failing).toBe(failures >= 10);
    }
    expect(source.lastError).toMatchObject({ code: 'http-500', url: `${paper.origin}/feeds/uk.rdf` });
    expect(waits.at(-1)).toBeGreaterThan(4 * (waits[0] ?? 0));
    paper.spells.length = 0;
    ahead = source.nextDueAt - now;
    await turn();
    expect(source).toMatchObject({ failing: false, resources: [{ failures: 0 }] });
  });
});
