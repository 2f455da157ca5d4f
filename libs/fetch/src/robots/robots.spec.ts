import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../test/clock.js';
import { fetchError, HostRestingError } from '../errors.js';
import type { FetchResult } from '../fetcher.js';
import { createRobots, type Robots } from './robots.js';

const HOUR = 3_600_000;
const URL_A = new URL('https://a.example/secret/1');

type Answer = Partial<FetchResult> | Error;

/** A site whose robots.txt is answered as `answer` says at the time. */
function siteWith(first: Answer, cacheSize?: number) {
  const clock = new SimulatedClock();
  const site = { answer: first, asked: [] as string[] };
  const fetch = async ({ url }: { url: string }): Promise<FetchResult> => {
    site.asked.push(url);
    await Promise.resolve();
    if (site.answer instanceof Error) throw site.answer;
    return {
      status: 200,
      headers: {},
      finalUrl: url,
      redirects: [],
      body: Buffer.alloc(0),
      bytes: { received: 0, decoded: 0 },
      truncated: false,
      notModified: false,
      timings: { startedAt: 0, queuedMs: 0, firstByteMs: 0, totalMs: 0 },
      ...site.answer,
    };
  };
  const robots: Robots = createRobots({ fetch, clock, ...(cacheSize === undefined ? {} : { cacheSize }) });
  return { clock, site, robots };
}

const SECRET: Answer = {
  body: Buffer.from('User-agent: *\nDisallow: /secret\nCrawl-delay: 3\nSitemap: https://a.example/s.xml'),
};

describe('robots.txt', () => {
  it('is asked for once a day for all of a site', async () => {
    const { clock, site, robots } = siteWith(SECRET);
    const verdicts = await Promise.all([robots.check(URL_A), robots.check(new URL('https://a.example/open'))]);
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([false, true]);
    expect(verdicts[0]).toMatchObject({ reason: 'rules', crawlDelayMs: 3000, sitemaps: ['https://a.example/s.xml'] });
    await clock.advance(24 * HOUR - 1);
    await robots.check(URL_A);
    expect(site.asked).toEqual(['https://a.example/robots.txt']);
    await clock.advance(1);
    await robots.check(URL_A);
    expect(site.asked).toHaveLength(2);
  });

  it('is another one for another scheme, port or host', async () => {
    const { site, robots } = siteWith(SECRET);
    for (const url of ['http://a.example/', 'https://a.example:8443/', 'https://b.example/'])
      await robots.check(new URL(url));
    expect(new Set(site.asked).size).toBe(3);
  });

  it.each([
    [60_000, HOUR],
    [5 * HOUR, 5 * HOUR],
    [100 * HOUR, 24 * HOUR],
  ])('that may be kept for %d ms is kept for %d', async (freshForMs, kept) => {
    const { clock, robots } = siteWith({ ...SECRET, freshForMs });
    expect((await robots.check(URL_A)).expiresAt).toBe(clock.now() + kept);
  });

  it.each([400, 401, 403, 404, 410, 451])('that is answered with %d forbids nothing', async (status) => {
    const { robots } = siteWith({ ...SECRET, status });
    expect(await robots.check(URL_A)).toMatchObject({ allowed: true, reason: 'unavailable' });
  });

  it('that redirects too often, or to where we do not go, forbids nothing', async () => {
    for (const code of ['fetch.too-many-redirects', 'fetch.address-refused'] as const) {
      const { robots } = siteWith(fetchError(code, 'no'));
      expect(await robots.check(URL_A)).toMatchObject({ allowed: true, reason: 'unavailable' });
    }
  });

  it.each<[string, Answer]>([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['no answer', fetchError('fetch.connect-failed', 'nobody')],
  ])('that can not be had for now (%s) forbids all, and says why', async (_, answer) => {
    const { robots } = siteWith(answer);
    expect(await robots.check(URL_A)).toMatchObject({
      allowed: false,
      reason: 'unreachable',
      failure: expect.any(String),
    });
  });

  it('goes on to hold as it was while it can not be had', async () => {
    const { clock, site, robots } = siteWith(SECRET);
    await robots.check(URL_A);
    site.answer = { status: 502 };
    await clock.advance(25 * HOUR);
    expect(await robots.check(URL_A)).toMatchObject({ allowed: false, reason: 'rules' });
    expect(await robots.check(new URL('https://a.example/open'))).toMatchObject({ allowed: true, reason: 'rules' });
  });

  it('is asked for again later and later, an hour apart at most, and counts as absent after thirty days', async () => {
    const { clock, site, robots } = siteWith({ status: 500 });
    const pauses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const { expiresAt } = await robots.check(URL_A);
      pauses.push((expiresAt - clock.now()) / 60_000);
      await clock.advance(expiresAt - clock.now());
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    await clock.advance(29 * 24 * HOUR);
    expect((await robots.check(URL_A)).allowed).toBe(false);
    await clock.advance(24 * HOUR);
    expect(await robots.check(URL_A)).toMatchObject({ allowed: true, reason: 'unavailable' });
    site.answer = SECRET;
    await clock.advance(HOUR);
    expect(await robots.check(URL_A)).toMatchObject({ allowed: false, reason: 'rules' });
    site.answer = { status: 500 };
    await clock.advance(24 * HOUR);
    const { expiresAt } = await robots.check(URL_A);
    expect(expiresAt - clock.now()).toBe(60_000);
  });

  it('is not asked for before the time that the site named', async () => {
    const { clock, robots } = siteWith({ status: 429, retryAfterMs: 3 * HOUR });
    expect((await robots.check(URL_A)).expiresAt - clock.now()).toBe(3 * HOUR);
  });

  it('is no matter of memory when the host is only resting', async () => {
    const { site, robots } = siteWith(new HostRestingError('a.example', 100_000));
    await expect(robots.check(URL_A)).rejects.toMatchObject({ code: 'fetch.host-resting' });
    site.answer = SECRET;
    expect((await robots.check(URL_A)).reason).toBe('rules');
  });

  it('of the sites longest unused are forgotten when they take too much room', async () => {
    const { site, robots } = siteWith({ body: Buffer.from(`User-agent: *\nDisallow: /${'x'.repeat(1000)}`) }, 10_000);
    for (let n = 0; n < 20; n += 1) {
      await robots.check(new URL(`https://h${n}.example/`));
      await robots.check(new URL('https://h0.example/'));
    }
    expect(site.asked).toHaveLength(20);
    await robots.check(new URL('https://h1.example/'));
    await robots.check(new URL('https://h19.example/'));
    expect(site.asked).toHaveLength(21);
  });

  it('lets a caller give up without spoiling it for the others', async () => {
    const { site, robots } = siteWith(SECRET);
    const controller = new AbortController();
    const first = robots.check(URL_A, controller.signal);
    const second = robots.check(URL_A);
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect((await second).allowed).toBe(false);
    expect(site.asked).toHaveLength(1);
  });
});
