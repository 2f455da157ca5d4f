import { setInterval as every } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeBombs } from '../bench/bombs.js';
import { type Site, startRawSite, startSite } from '../test/web.js';
import { createFetcher, type FetchResult } from './fetcher.js';
import type { FetchLimits } from './limits.js';

const open: Site[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

/** Fetches from a server that writes what it likes. */
async function fetchFrom(
  site: Promise<Site>,
  limits: Partial<FetchLimits> = {},
  path = '/',
): Promise<{ result?: FetchResult; code?: string; message?: string; elapsedMs: number }> {
  const started = await site;
  open.push(started);
  const fetcher = createFetcher({
    identity: { contact: 'desk@press.example' },
    allow: [`127.0.0.1:${started.port}`],
    limits,
  });
  const began = performance.now();
  try {
    const result = await fetcher.fetch({ url: started.origin + path });
    return { result, elapsedMs: performance.now() - began };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message, elapsedMs: performance.now() - began };
  } finally {
    await fetcher.close();
  }
}

/** Writes pieces for as long as there are any and the other side listens. */
function writing(pieces: () => Iterable<string>, everyMs: number): Promise<Site> {
  return startRawSite((socket) => {
    void (async () => {
      const rest = pieces()[Symbol.iterator]();
      for await (const _ of every(everyMs)) {
        const next = rest.next();
        if (next.done === true || socket.destroyed) return;
        if (!socket.write(next.value))
          await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
      }
    })();
  });
}

function* forever(start: string, piece: (n: number) => string): Generator<string> {
  yield start;
  for (let n = 0; ; n += 1) yield piece(n);
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('a slow server is cut', () => {
  it('at the total time when its body comes a byte a second', async () => {
    const site = writing(() => forever(`${OK}content-length: 1000\r\n\r\n`, () => 'x'), 1000);
    const { code, message, elapsedMs } = await fetchFrom(site, { totalMs: 2500 });
    expect([code, message]).toEqual(['fetch.total-timeout', expect.stringContaining('2500 ms')]);
    expect(elapsedMs).toBeGreaterThanOrEqual(2490);
    expect(elapsedMs).toBeLessThan(3500);
  });

  it.each([
    ['says nothing', () => []],
    ['drips its headers', () => forever(OK, (n) => `x-${n}: y\r\n`)],
    ['drips one header', () => forever(`${OK}x: `, () => 'y')],
    ['goes on with its status line', () => forever('HTTP/1.1 200 ', () => 'OK '.repeat(1000))],
    ['sends early hints without end', () => forever('', (n) => `HTTP/1.1 103 Early Hints\r\nlink: </${n}>\r\n\r\n`)],
  ])('at the time to the first byte when it %s', async (_, pieces) => {
    const { code, elapsedMs } = await fetchFrom(writing(pieces, 50), { firstByteMs: 400 });
    expect(code).toBe('fetch.first-byte-timeout');
    expect(elapsedMs).toBeLessThan(1400);
  });

  it('at the total time when each of several redirects takes long', async () => {
    const site = startSite((request, response) => {
      setTimeout(() => response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end(), 300);
    });
    const { code, elapsedMs } = await fetchFrom(site, { firstByteMs: 1000, totalMs: 700, redirects: 20 }, '/1');
    expect(code).toBe('fetch.total-timeout');
    expect(elapsedMs).toBeLessThan(1700);
  });

  it('at the total time when trailers drip without end', async () => {
    const start = `${OK}transfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n`;
    const { code } = await fetchFrom(
      writing(() => forever(start, (n) => `t-${n}: y\r\n`), 50),
      { totalMs: 600 },
    );
    expect(code).toBe('fetch.total-timeout');
  });
});

describe('an answer whose body nobody reads', () => {
  it('is an answer however slowly the body comes', async () => {
    const site = writing(() => forever('HTTP/1.1 404 Not Found\r\ncontent-length: 1000\r\n\r\n', () => 'x'), 100);
    const { result, elapsedMs } = await fetchFrom(site);
    expect(result?.status).toBe(404);
    expect(elapsedMs).toBeLessThan(3000);
  });

  it('is an answer however long the body is', async () => {
    const megabyte = 'x'.repeat(1_000_000);
    const { result, elapsedMs } = await fetchFrom(writing(() => forever('HTTP/1.1 500 No\r\n\r\n', () => megabyte), 1));
    expect(result?.status).toBe(500);
    expect(elapsedMs).toBeLessThan(3000);
  });
});

describe('a resolver', () => {
  it('that never answers is cut at the time to the first byte', async () => {
    const fetcher = createFetcher({
      identity: { contact: 'desk@press.example' },
      resolve: () => new Promise(() => undefined),
      limits: { firstByteMs: 300 },
    });
    await expect(fetcher.fetch({ url: 'https://news.example/' })).rejects.toMatchObject({
      code: 'fetch.first-byte-timeout',
    });
    await fetcher.close();
  });
});

describe('an endless server is cut', () => {
  it.each([
    ['one header', () => forever(`${OK}x: `, () => 'y'.repeat(8000))],
    ['many headers', () => forever(OK, (n) => `x-${n}: ${'y'.repeat(1000)}\r\n`)],
    [
      'trailers',
      () => forever(`${OK}transfer-encoding: chunked\r\n\r\n0\r\n`, (n) => `x-${n}: ${'y'.repeat(1000)}\r\n`),
    ],
  ])('at the size of headers when it goes on with %s', async (_, pieces) => {
    const { code, elapsedMs } = await fetchFrom(writing(pieces, 1), { firstByteMs: 5000, totalMs: 5000 });
    expect(code).toBe('fetch.headers-too-large');
    expect(elapsedMs).toBeLessThan(2000);
  });

  it('at the number of headers', async () => {
    const headers = Array.from({ length: 201 }, (_, n) => `x-${n}: y\r\n`).join('');
    const { code } = await fetchFrom(startRawSite((socket) => socket.end(`${OK}${headers}\r\n`)));
    expect(code).toBe('fetch.headers-too-large');
  });

  it('at the size of the body, declared or not', async () => {
    const declared = await fetchFrom(startRawSite((socket) => socket.write(`${OK}content-length: 5000001\r\n\r\n`)));
    expect(declared.code).toBe('fetch.body-too-large');
    const megabyte = 'x'.repeat(1_000_000);
    const endless = await fetchFrom(writing(() => forever(`${OK}\r\n`, () => megabyte), 1));
    expect(endless.code).toBe('fetch.body-too-large');
  });

  it('at the size of the body when it is chunks without end', async () => {
    const chunk = `10000\r\n${'x'.repeat(65536)}\r\n`;
    const { code } = await fetchFrom(writing(() => forever(`${OK}transfer-encoding: chunked\r\n\r\n`, () => chunk), 1));
    expect(code).toBe('fetch.body-too-large');
  });
});

describe('redirects are cut', () => {
  const counting = (): Promise<Site> =>
    startSite((request, response) =>
      response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end(),
    );

  it('after five', async () => {
    const site = await counting();
    const { code } = await fetchFrom(Promise.resolve(site), {}, '/1');
    expect(code).toBe('fetch.too-many-redirects');
    expect(site.requests.map(({ url }) => url)).toEqual(['/1', '/2', '/3', '/4', '/5', '/6']);
  });

  it.each([
    ['to itself', { '/a': '/a' }, 1],
    ['to itself but for the fragment', { '/a': '/a#b' }, 1],
    ['in a circle', { '/a': '/b', '/b': '/c', '/c': '/a' }, 3],
  ])('when they lead %s', async (_, targets: Record<string, string>, requests) => {
    const site = await startSite((request, response) =>
      response.writeHead(307, { location: targets[request.url ?? ''] }).end(),
    );
    const { code } = await fetchFrom(Promise.resolve(site), {}, '/a');
    expect(code).toBe('fetch.redirect-loop');
    expect(site.requests).toHaveLength(requests);
  });

  it('when they lead nowhere', async () => {
    const { code } = await fetchFrom(
      startSite((_, response) => response.writeHead(302, { location: 'http://[::' }).end()),
    );
    expect(code).toBe('fetch.redirect-invalid');
  });
});

describe('a broken server has a reason of its own', () => {
  it.each([
    ['closes without a word', '', 'fetch.connection-lost'],
    ['closes in the middle', `${OK}content-length: 100\r\n\r\nabc`, 'fetch.connection-lost'],
    ['speaks another language', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 'fetch.protocol-error'],
    ['sends two lengths', `${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`, 'fetch.protocol-error'],
    ['cuts its chunks', `${OK}transfer-encoding: chunked\r\n\r\n5\r\nab`, 'fetch.connection-lost'],
    ['names gzip and sends none', `${OK}content-encoding: gzip\r\n\r\n<html></html>`, 'fetch.encoding-broken'],
    ['names br and sends none', `${OK}content-encoding: br\r\n\r\n<html></html>`, 'fetch.encoding-broken'],
    ['names zstd and sends none', `${OK}content-encoding: zstd\r\n\r\n<html></html>`, 'fetch.encoding-broken'],
    ['names deflate and sends none', `${OK}content-encoding: deflate\r\n\r\n<html></html>`, 'fetch.encoding-broken'],
  ])('when it %s', async (_, bytes, expected) => {
    const { code, message } = await fetchFrom(
      startRawSite((socket) => {
        socket.once('data', () => socket.end(bytes));
      }),
    );
    expect([code, message]).toEqual([expected, expect.any(String)]);
  });

  it('when nobody listens, when the name is unknown, and when TLS fails', async () => {
    const gone = await startSite(() => undefined);
    await gone.close();
    expect(await fetchFrom(Promise.resolve({ ...gone, close: () => Promise.resolve() }))).toMatchObject({
      code: 'fetch.connect-failed',
    });
    const unknown = createFetcher({
      identity: { contact: 'desk@press.example' },
      resolve: () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' })),
    });
    await expect(unknown.fetch({ url: 'https://nowhere.example/' })).rejects.toMatchObject({
      code: 'fetch.dns-failed',
      kind: 'transient',
    });
    const plain = await startSite((_, response) => response.end());
    expect(await fetchFrom(Promise.resolve({ ...plain, origin: plain.origin.replace('http', 'https') }))).toMatchObject(
      {
        code: 'fetch.tls-failed',
      },
    );
  });
});

describe('a decompression bomb', () => {
  let bombs: Awaited<ReturnType<typeof makeBombs>>;
  let site: Site;
  beforeAll(async () => {
    bombs = await makeBombs();
    site = await startSite((request, response) => {
      const bomb = bombs[Number(request.url?.slice(1))]!;
      response.writeHead(200, { 'content-encoding': bomb.encoding }).end(bomb.body);
    });
  });
  afterAll(() => site.close());

  it.each(['gzip', 'br', 'zstd', 'gzip, gzip', 'br, gzip', 'zstd, gzip', 'gzip, zstd'])(
    'of 300 MB in %s is stopped within 300 ms',
    async (encoding) => {
      const at = bombs.findIndex((bomb) => bomb.encoding === encoding);
      const fetcher = createFetcher({ identity: { contact: 'desk@press.example' }, allow: [`127.0.0.1:${site.port}`] });
      // A busy machine may hold up one of them; three in a row it may not.
      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const began = performance.now();
        await expect(fetcher.fetch({ url: `${site.origin}/${at}` })).rejects.toMatchObject({
          code: expect.stringMatching(/^fetch\.(compression-bomb|body-too-large)$/),
          kind: 'poison',
        });
        times.push(performance.now() - began);
      }
      await fetcher.close();
      expect(Math.min(...times)).toBeLessThan(300);
    },
  );
});
