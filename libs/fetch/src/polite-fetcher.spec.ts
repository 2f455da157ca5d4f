import { afterEach, describe, expect, it } from '@jest/globals';
import { type Site, startSite } from '../test/web.js';
import { createPoliteFetcher, type PoliteFetcher, type PoliteFetcherOptions } from './polite-fetcher.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Page {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A site whose names all lead to one server; pages by path. */
async function start(pages: Record<string, Page>, options: Partial<PoliteFetcherOptions> = {}) {
  const log: { path: string; at: number }[] = [];
  const site: Site = await startSite((request, response) => {
    const path = request.url ?? '';
    const { status = 200, headers = {}, body = '' } = pages[path] ?? { status: 404 };
    log.push({ path, at: performance.now() });
    response.writeHead(status, headers).end(body);
  });
  const fetcher: PoliteFetcher = createPoliteFetcher({
    identity: { contact: 'desk@press.example' },
    allow: [`127.0.0.1:${site.port}`],
    resolve: () => Promise.resolve(['127.0.0.1']),
    politeness: { minDelayMs: 50 },
    ...options,
  });
  open.push(fetcher, site);
  const urlOf = (host: string, path: string): string => `http://${host}:${site.port}${path}`;
  return { fetcher, log, urlOf, paths: () => log.map(({ path }) => path) };
}

const ROBOTS = { body: 'User-agent: babelwire\nDisallow: /secret\nCrawl-delay: 0.3' };

describe('a polite fetch', () => {
  it('asks robots.txt first, once, and then keeps the delay that it wishes', async () => {
    const { fetcher, log, urlOf } = await start({ '/robots.txt': ROBOTS, '/a': {}, '/b': {}, '/c': {} });
    const results = await Promise.all(
      ['/a', '/b', '/c'].map((path) => fetcher.fetch({ url: urlOf('a.example', path) })),
    );
    expect(log.map(({ path }) => path)).toEqual(['/robots.txt', '/a', '/b', '/c']);
    const times = log.map(({ at }) => at);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(299);
    expect(times[3]! - times[2]!).toBeGreaterThanOrEqual(299);
    expect(results[2]?.timings.queuedMs).toBeGreaterThanOrEqual(590);
    expect(results[2]?.timings.totalMs).toBeLessThan(300);
  });

  it('does not fetch what the site disallows, directly or by a redirect', async () => {
    const { fetcher, paths, urlOf } = await start({
      '/robots.txt': ROBOTS,
      '/secret/1': {},
      '/open': { status: 302, headers: { location: '/secret/1' } },
    });
    for (const path of ['/secret/1', '/open']) {
      await expect(fetcher.fetch({ url: urlOf('a.example', path) })).rejects.toMatchObject({
        code: 'fetch.robots-disallowed',
        kind: 'poison',
        message: expect.stringContaining('/secret/1'),
      });
    }
    expect(paths()).toEqual(['/robots.txt', '/open']);
  });

  it('asks the robots.txt of the host that a redirect leads to', async () => {
    const pages: Record<string, Page> = { '/robots.txt': { status: 404 } };
    const { fetcher, paths, urlOf } = await start(pages);
    pages['/a'] = { status: 301, headers: { location: urlOf('b.example', '/b') } };
    pages['/b'] = { body: 'x' };
    const result = await fetcher.fetch({ url: urlOf('a.example', '/a') });
    expect([result.status, paths()]).toEqual([200, ['/robots.txt', '/a', '/robots.txt', '/b']]);
  });

  it('takes its rules from where the robots.txt redirects to', async () => {
    const { fetcher, paths, urlOf } = await start({
      '/robots.txt': { status: 301, headers: { location: '/rules' } },
      '/rules': ROBOTS,
    });
    await expect(fetcher.fetch({ url: urlOf('a.example', '/secret') })).rejects.toMatchObject({
      code: 'fetch.robots-disallowed',
    });
    expect(paths()).toEqual(['/robots.txt', '/rules']);
  });

  it('reads half a megabyte of rules and no more', async () => {
    const filler = '# filler\n'.repeat(57_000);
    const { fetcher, urlOf } = await start({
      '/robots.txt': { body: `User-agent: *\nDisallow: /early\n${filler}Disallow: /late\n` },
      '/late': {},
    });
    await expect(fetcher.fetch({ url: urlOf('a.example', '/early') })).rejects.toMatchObject({
      code: 'fetch.robots-disallowed',
    });
    expect((await fetcher.fetch({ url: urlOf('a.example', '/late') })).status).toBe(200);
  });

  it('fetches nothing while robots.txt fails, and says so', async () => {
    const { fetcher, paths, urlOf } = await start({ '/robots.txt': { status: 503 }, '/a': {} });
    await expect(fetcher.fetch({ url: urlOf('a.example', '/a') })).rejects.toMatchObject({
      code: 'fetch.robots-unreachable',
      kind: 'transient',
      message: expect.stringContaining('503'),
    });
    expect(paths()).toEqual(['/robots.txt']);
  });

  it('leaves a host alone that answered 429, for as long as it asked', async () => {
    const { fetcher, paths, urlOf } = await start({
      '/a': { status: 429, headers: { 'retry-after': '3600' } },
      '/b': {},
    });
    expect(await fetcher.fetch({ url: urlOf('a.example', '/a') })).toMatchObject({
      status: 429,
      retryAfterMs: 3_600_000,
    });
    await expect(fetcher.fetch({ url: urlOf('a.example', '/b') })).rejects.toMatchObject({
      code: 'fetch.host-resting',
    });
    expect((await fetcher.fetch({ url: urlOf('b.example', '/b') })).status).toBe(200);
    expect(paths().filter((path) => path === '/b')).toHaveLength(1);
  });

  it('names the guard’s reason for a forbidden address, not the robots.txt that was never asked', async () => {
    const { fetcher, log } = await start({}, { resolve: () => Promise.resolve(['10.0.0.1']) });
    await expect(fetcher.fetch({ url: 'http://a.example/' })).rejects.toMatchObject({ code: 'fetch.address-refused' });
    await expect(fetcher.fetch({ url: 'http://[::1]/' })).rejects.toMatchObject({ code: 'fetch.address-refused' });
    expect(log).toEqual([]);
  });

  it('gives up its place in the queue when its caller does', async () => {
    const { fetcher, paths, urlOf } = await start({ '/a': {}, '/b': {} }, { politeness: { minDelayMs: 5000 } });
    const controller = new AbortController();
    const pending = fetcher.fetch({ url: urlOf('a.example', '/b'), signal: controller.signal });
    const given = expect(pending).rejects.toMatchObject({ code: 'fetch.aborted' });
    // robots.txt has been read, and the page waits for its turn.
    while (paths().length === 0 || fetcher.politeness.load.running > 0 || fetcher.politeness.load.waiting === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    controller.abort();
    await given;
    expect(fetcher.politeness.load).toMatchObject({ running: 0, waiting: 0 });
    expect(paths()).toEqual(['/robots.txt']);
  });

  it('lets no proxy of the environment come between', async () => {
    const proxy = await startSite((_, response) => response.end('proxy'));
    open.push(proxy);
    const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = proxy.origin;
    try {
      const { fetcher, urlOf } = await start({ '/a': { body: 'site' } });
      expect((await fetcher.fetch({ url: urlOf('a.example', '/a') })).body.toString()).toBe('site');
      expect(proxy.sockets).toBe(0);
    } finally {
      for (const [at, name] of names.entries()) {
        if (before[at] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[at];
      }
    }
  });
});
