import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CERTIFICATE } from '../test/tls.js';
import { type Site, startSecureSite, startSite } from '../test/web.js';
import { createFetcher, type Fetcher, type FetcherOptions } from './fetcher.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function site(...handler: Parameters<typeof startSite>): Promise<Site> {
  const started = await startSite(...handler);
  open.push(started);
  return started;
}

function fetcherFor(sites: Site[], options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = createFetcher({
    identity: { contact: 'desk@press.example', version: '0.1.0' },
    allow: sites.map(({ port }) => `127.0.0.1:${port}`),
    resolve: () => Promise.resolve(['127.0.0.1']),
    ...options,
  });
  open.push(fetcher);
  return fetcher;
}

describe('a fetch', () => {
  it('brings the decoded page, its headers and how long it took', async () => {
    const page = '<p>Міст закрито на ремонт.</p>'.repeat(50);
    const one = await site((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip', etag: '"7"' });
      response.end(gzipSync(page));
    });
    const result = await fetcherFor([one]).fetch({ url: `${one.origin}/a#part` });
    expect(result).toMatchObject({
      status: 200,
      finalUrl: `${one.origin}/a`,
      etag: '"7"',
      redirects: [],
      notModified: false,
    });
    expect(result.body.toString()).toBe(page);
    expect(result.bytes).toEqual({ received: gzipSync(page).length, decoded: Buffer.byteLength(page) });
    expect(result.headers['content-type']).toBe('text/html');
    expect(result.timings.totalMs).toBeGreaterThanOrEqual(result.timings.firstByteMs);
  });

  it('says who is asking', async () => {
    const one = await site((_, response) => response.end());
    await fetcherFor([one]).fetch({ url: one.origin });
    expect(one.requests[0]?.headers['user-agent']).toBe('Babelwire/0.1.0 (+mailto:desk@press.example)');
  });

  it('sends the validators of a copy and knows a 304 by them', async () => {
    const one = await site((request, response) => {
      response.writeHead(request.headers['if-none-match'] === '"7"' ? 304 : 200, { etag: '"7"' });
      response.end();
    });
    const result = await fetcherFor([one]).fetch({
      url: one.origin,
      etag: '"7"',
      lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT',
    });
    expect(result).toMatchObject({
      status: 304,
      notModified: true,
      etag: '"7"',
      lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT',
    });
    expect(one.requests[0]?.headers['if-modified-since']).toBe('Mon, 02 Nov 2026 10:00:00 GMT');
  });

  it('follows redirects, and tells a move for good from a detour', async () => {
    const one = await site((request, response) => {
      const path = request.url ?? '';
      if (path === '/old') response.writeHead(301, { location: Buffer.from('/новини').toString('latin1') });
      else if (path === '/detour') response.writeHead(302, { location: '/old' });
      else response.writeHead(200);
      response.end();
    });
    const fetcher = fetcherFor([one]);
    const moved = await fetcher.fetch({ url: `${one.origin}/old` });
    const target = `${one.origin}/${encodeURIComponent('новини')}`;
    expect(moved).toMatchObject({ finalUrl: target, movedTo: target });
    const detour = await fetcher.fetch({ url: `${one.origin}/detour` });
    expect(detour.movedTo).toBeUndefined();
    expect(detour.redirects.map(({ status }) => status)).toEqual([302, 301]);
  });

  it('leaves credentials behind when a redirect leaves the origin, and does not take them up again on the way back', async () => {
    const other = await site((_, response) => response.writeHead(302, { location: `${one.origin}/back` }).end());
    const one: Site = await site((request, response) => {
      if (request.url === '/start') response.writeHead(302, { location: `${other.origin}/` });
      response.end();
    });
    await fetcherFor([one, other]).fetch({
      url: `${one.origin}/start`,
      headers: { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Key': 'k' },
    });
    expect(one.requests[0]?.headers).toMatchObject({ authorization: 'Bearer x', cookie: 'a=b', 'x-key': 'k' });
    for (const request of [other.requests[0], one.requests[1]]) {
      expect(request?.headers).not.toHaveProperty('authorization');
      expect(request?.headers).not.toHaveProperty('cookie');
      expect(request?.headers).not.toHaveProperty('x-key');
    }
  });

  it('answers an HTTP error with its status, not with an exception', async () => {
    const one = await site((_, response) => response.writeHead(503, { 'retry-after': '120' }).end('busy'));
    const result = await fetcherFor([one]).fetch({ url: one.origin });
    expect(result).toMatchObject({ status: 503, retryAfterMs: 120_000 });
    expect(result.body).toHaveLength(0);
  });

  it('speaks TLS to the checked address under the name of the URL, and only where the certificate is for that name', async () => {
    const secure = await startSecureSite((_, response) => response.end('sealed'));
    open.push(secure);
    const trusting = fetcherFor([secure], { ca: CERTIFICATE });
    const result = await trusting.fetch({ url: `https://www.news.example:${secure.port}/` });
    expect([result.body.toString(), secure.requests[0]?.headers.host]).toEqual([
      'sealed',
      `www.news.example:${secure.port}`,
    ]);
    const failures = [
      trusting.fetch({ url: `https://other.example:${secure.port}/` }),
      trusting.fetch({ url: `https://127.0.0.1:${secure.port}/` }),
      fetcherFor([secure]).fetch({ url: `https://news.example:${secure.port}/` }),
    ];
    const refused = { code: 'fetch.tls-failed', kind: 'transient' };
    await Promise.all(failures.map((failure) => expect(failure).rejects.toMatchObject(refused)));
    expect(secure.requests).toHaveLength(1);
  });

  it('takes the way down from TLS for another origin', async () => {
    const plain = await site((_, response) => response.end());
    const secure = await startSecureSite((_, response) =>
      response.writeHead(302, { location: `http://news.example:${plain.port}/` }).end(),
    );
    open.push(secure);
    const fetcher = fetcherFor([plain, secure], { ca: CERTIFICATE });
    await fetcher.fetch({ url: `https://news.example:${secure.port}/`, headers: { authorization: 'Bearer x' } });
    expect(secure.requests[0]?.headers.authorization).toBe('Bearer x');
    expect(plain.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each(['Host', 'proxy-authorization', 'Content-Length', 'User-Agent', 'Range'])(
    'does not let a caller set %s',
    async (name) => {
      const one = await site((_, response) => response.end());
      await expect(fetcherFor([one]).fetch({ url: one.origin, headers: { [name]: 'x' } })).rejects.toMatchObject({
        code: 'fetch.invalid-request',
      });
      expect(one.sockets).toBe(0);
    },
  );

  it('gives up when its caller does, and cuts all when it is closed', async () => {
    const one = await site(() => undefined);
    const fetcher = fetcherFor([one]);
    const given = fetcher.fetch({ url: one.origin, signal: AbortSignal.timeout(100) });
    await expect(given).rejects.toMatchObject({ code: 'fetch.aborted' });
    const cut = fetcher.fetch({ url: one.origin });
    setTimeout(() => void fetcher.close(), 100);
    await expect(cut).rejects.toMatchObject({ code: 'fetch.aborted' });
  });
});
