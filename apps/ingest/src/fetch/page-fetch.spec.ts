import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '#libs/fetch';
import { createStore, type Store } from '#libs/store';
import { Newspaper } from '../../../../test/support/newspaper/newspaper.js';
import { Web } from '../web/web.js';
import { fetchPage } from './page-fetch.js';

describe('a page that is fetched on demand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-fetch-'));
  let paper: Newspaper;
  let store: Store;
  let web: Web;
  const now = (): number => Date.now();

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: 40 });
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    const options = { contact: 'https://press.example/crawler', allow: [paper.host], concurrency: 4, minDelayMs: 0 };
    const parts = { hosts: store.hosts, owner: 'test', clock: systemClock };
    web = new Web({ ...options, leaseMs: 60_000, maxBodyBytes: 5_000_000 }, parts);
  });
  afterAll(async () => {
    await web.close();
    await store.close();
    await paper.close();
    rmSync(folder, { recursive: true });
  });

  const fetched = (path: string): ReturnType<typeof fetchPage> =>
    fetchPage(path.startsWith('/') ? `${paper.origin}${path}` : path, { id: 'list' }, { web, now });

  it('becomes a capture of the address that it was found at in the end', async () => {
    const path = paper.articles[5]!.path;
    expect(await fetched(`/go?to=${path}`)).toMatchObject({
      url: `${paper.origin}${path}`,
      sourceId: 'list',
      input: 'page',
      contentType: 'text/html; charset=utf-8',
    });
    const { sourceId } = await fetchPage(`${paper.origin}${path}`, { timeZone: 'Europe/Kyiv' }, { web, now });
    expect(sourceId).toBe('127.0.0.1');
  });

  it.each([
    ['/private/1', 422, 'robots-disallowed'],
    ['/none', 422, 'http-404'],
    ['/sitemaps/0.xml.gz', 422, 'not-a-page'],
    ['http://127.0.0.1:1/', 400, 'address-refused'],
    ['http://169.254.169.254/latest', 400, 'address-refused'],
  ])('is refused: %s', async (path, status, code) => {
    await expect(fetched(path)).rejects.toMatchObject({ status, code });
  });

  it('may do later where the site failed, and not before the time that it named', async () => {
    const [broken, overrun] = [paper.articles[7]!.path, paper.articles[8]!.path];
    paper.spells.push({ from: 0, to: Infinity, path: new RegExp(`^${broken}$`), status: 500 });
    paper.spells.push({ from: 0, to: Infinity, path: new RegExp(`^${overrun}$`), status: 429, retryAfter: 90 });
    await expect(fetched(broken)).rejects.toMatchObject({ status: 502, code: 'http-500' });
    await expect(fetched(overrun)).rejects.toMatchObject({ status: 503, code: 'host-resting', retryAfterSeconds: 90 });
    // The host was told of as a whole: nothing of it is asked for meanwhile.
    const before = paper.log.length;
    const rest = await fetched(paper.articles[9]!.path).catch((error: unknown) => error);
    expect(rest).toMatchObject({ status: 503, code: 'host-resting' });
    expect((rest as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(80);
    expect(paper.log.length).toBe(before);
  });

  it('is not, where nobody has said who asks', async () => {
    const parts = { hosts: store.hosts, owner: 'test', clock: systemClock };
    const options = { contact: '', allow: [], concurrency: 4, minDelayMs: 0, leaseMs: 60_000, maxBodyBytes: 1 };
    const closed = new Web(options, parts);
    await expect(fetchPage('https://news.example/1', {}, { web: closed, now })).rejects.toMatchObject({
      status: 409,
      code: 'contact-missing',
    });
  });
});
