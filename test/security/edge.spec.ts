import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '#libs/platform';
import { keyEnv, keyHeaders } from '../support/key.js';
import { EmbeddedLineUnderTest } from '../support/lines.js';
import { Service } from '../support/processes.js';

/** Sends bytes as they are and returns what comes back until the other side hangs up, or for so long. */
function raw(url: string, text: string, ms = 5000): Promise<{ answer: string; closed: boolean }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    const timer = setTimeout(() => {
      socket.destroy();
      resolve({ answer, closed: false });
    }, ms);
    socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ answer, closed: true });
    });
    socket.write(text, 'latin1');
  });
}

const statuses = (answer: string): string[] => [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code]) => code!);

describe('a line that asks for keys', () => {
  let line: EmbeddedLineUnderTest;
  let url: string;
  let auth: string;

  beforeAll(async () => {
    line = await EmbeddedLineUnderTest.start({
      ...keyEnv,
      CORS_ORIGINS: 'https://desk.example',
      RATE_LIMIT_WITHOUT_KEY: '50',
      RATE_LIMIT: '400',
    });
    url = line.client.publishUrl;
    auth = `Authorization: ${keyHeaders.authorization}`;
  }, 120_000);
  afterAll(() => line.stop());

  it('tells browsers to run and load nothing but its own', async () => {
    for (const path of ['/v1/articles', '/livez', '/console/', '/v1/nothing']) {
      const { headers } = await fetch(`${url}${path}`, { headers: keyHeaders });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe|https:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('lets pages of the origins that are named call it, and no others', async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${url}/v1/articles`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      });
    expect((await preflight('https://desk.example')).headers.get('access-control-allow-origin')).toBe(
      'https://desk.example',
    );
    for (const origin of ['https://evil.example', 'https://desk.example.evil.example', 'http://desk.example', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('reads no body of who has no key', async () => {
    const head = `POST /v1/captures HTTP/1.1\r\nHost: x\r\nContent-Type: text/html\r\nContent-Length: 4000000\r\n\r\n`;
    const { answer } = await raw(url, `${head}<p>`, 1500);
    expect(statuses(answer)).toEqual(['401']);
  });

  it.each([
    ['a length and chunks at once', 'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\nG'],
    ['two lengths', 'Content-Length: 6\r\nContent-Length: 5\r\n', 'hello!'],
    ['a length that is none', 'Content-Length: +5\r\n', 'hello'],
    ['chunks under another name', 'Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'],
    ['a folded header', 'X-Folded: a\r\n b\r\nContent-Length : 5\r\n', 'hello'],
    ['a chunk size that is none', 'Transfer-Encoding: chunked\r\n', '5x\r\nhello\r\n0\r\n\r\n'],
  ])('takes no request smuggled by %s', async (_, headers, body) => {
    const smuggled = 'GET /v1/keys HTTP/1.1\r\nHost: x\r\n\r\n';
    const head = `POST /v1/decisions HTTP/1.1\r\nHost: x\r\n${auth}\r\nContent-Type: application/json\r\n${headers}\r\n`;
    const { answer, closed } = await raw(url, `${head}${body}${smuggled}`);
    expect(statuses(answer)).toEqual(['400']);
    expect(closed).toBe(true);
  });

  it('puts nothing of a request into the headers of its answer', async () => {
    const path = '/v1/articles/%0d%0aX-Injected:%20yes%0d%0a?cursor=%0d%0aX-Injected:%20yes';
    const { answer } = await raw(url, `GET ${path} HTTP/1.1\r\nHost: x\r\n${auth}\r\nConnection: close\r\n\r\n`);
    expect(statuses(answer)[0]).toMatch(/^4/);
    expect(answer.split('\r\n\r\n')[0]).not.toMatch(/^X-Injected/im);
  });

  it('lets go of a client that takes its time with the headers', async () => {
    const started = Date.now();
    const { closed } = await raw(url, 'GET /v1/articles HTTP/1.1\r\nHost: x\r\nX-Slow: ', 20_000);
    expect(closed).toBe(true);
    expect(Date.now() - started).toBeLessThan(16_000);
  }, 30_000);

  it.each([
    '/console/assets/..%2f..%2f..%2fpackage.json',
    '/console/assets/....//package.json',
    '/docs/..%2f..%2fpackage.json',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/console/assets/%00',
  ])('serves no file beside its own as %s', async (path) => {
    const { answer } = await raw(url, `GET ${path} HTTP/1.1\r\nHost: x\r\n${auth}\r\nConnection: close\r\n\r\n`);
    expect(answer).not.toContain('"dependencies"');
    expect(answer).not.toContain('"lockfileVersion"');
  });

  it.each([
    '/v1/articles?language[$ne]=en',
    '/v1/articles?source[$gt]=',
    '/v1/articles?__proto__[limit]=1',
    '/v1/articles?constructor[prototype][x]=1',
    '/v1/audit?by[$ne]=x',
    '/v1/audit?before[$gt]=',
    '/v1/sources?after[$gt]=',
    '/v1/articles?language=en&language[$ne]=en',
  ])('takes no operator for a value: %s', async (path) => {
    const response = await fetch(`${url}${path}`, { headers: keyHeaders });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it.each(['{"__proto__":{"admin":true},"name":"x","scopes":["read"]}', '{"constructor":{"prototype":{}},"name":"x"}'])(
    'lets no body reach the prototype of anything: %s',
    async (body) => {
      const headers = { ...keyHeaders, 'content-type': 'application/json' };
      const response = await fetch(`${url}/v1/keys`, { method: 'POST', headers, body });
      if (response.status === 201) expect(await response.json()).toMatchObject({ scopes: ['read'] });
      else expect(response.status).toBe(400);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  it('reads with the password of Basic as well, and changes nothing with it', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`x:${keyEnv.API_KEY}`).toString('base64')}` };
    expect((await fetch(`${url}/v1/articles`, { headers: basic })).status).toBe(200);
    const headers = { ...basic, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'x', scopes: ['read'] });
    expect((await fetch(`${url}/v1/keys`, { method: 'POST', headers, body })).status).toBe(401);
  });

  // Last: it uses the rate up.
  it('slows down who asks too often, with a key and without, and tells until when', async () => {
    const until429 = async (headers: Record<string, string>, most: number): Promise<Response> => {
      for (let count = 0; count < most; count += 1) {
        const response = await fetch(`${url}/v1/articles?limit=1`, { headers });
        await response.arrayBuffer().catch(() => undefined);
        if (response.status === 429) return fetch(`${url}/v1/articles?limit=1`, { headers });
      }
      throw new Error(`${most} requests went through`);
    };
    for (const [headers, most] of [
      [{}, 60],
      [keyHeaders, 420],
    ] as const) {
      const slowed = await until429(headers, most);
      expect(slowed.status).toBe(429);
      const wait = Number(slowed.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      expect(slowed.headers.get('ratelimit')).toMatch(/r=0/);
      expect(slowed.headers.get('ratelimit-policy')).toMatch(/w=60/);
      expect(((await slowed.json()) as Problem).type).toBe('urn:babelwire:problem:too-many-requests');
    }
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }, 60_000);
});

describe('a line on loopback without keys', () => {
  let line: EmbeddedLineUnderTest;

  beforeAll(async () => {
    line = await EmbeddedLineUnderTest.start();
  }, 120_000);
  afterAll(() => line.stop());

  it('says once that it asks for none', () => {
    expect(line.service.output.match(/No key is asked for, since only this machine is served/g)).toHaveLength(1);
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }, '403'],
    ['a page in a sandbox', { origin: 'null' }, '403'],
    ['what a browser fetches for another site', { 'sec-fetch-site': 'cross-site' }, '403'],
    ['a neighbour on the same machine', { origin: 'http://127.0.0.1:1' }, '403'],
    ['a name that leads here (DNS rebinding)', { host: 'evil.example' }, '421'],
    ['a name that begins like ours', { host: 'localhost.evil.example' }, '421'],
    ['its own console', { 'sec-fetch-site': 'same-origin' }, '200'],
    ['a program', {}, '200'],
  ])('answers %s as it should', async (_, headers: Record<string, string>, status) => {
    const { host } = new URL(line.client.publishUrl);
    const lines = Object.entries({ host, connection: 'close', ...headers }).map((pair) => pair.join(': '));
    const { answer } = await raw(line.client.publishUrl, `GET /v1/articles HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    expect(statuses(answer)).toEqual([status]);
  });
});

describe('a start', () => {
  const startsWith = async (
    args: string[],
    env: Record<string, string>,
  ): Promise<{ code: number | null; said: string }> => {
    const service = new Service(
      'standalone',
      ['apps/standalone/bin/babelwire.js', 'start', '--no-samples', ...args],
      env,
    );
    service.start();
    return { code: await service.ended(), said: service.output };
  };

  it('is refused where everybody would be served without a key, with a word on what to do', async () => {
    const { code, said } = await startsWith(['--host', '0.0.0.0', '--port', '0', '--data', '/nowhere'], {
      API_AUTH: 'off',
    });
    expect(code).toBe(1);
    expect(said).toContain('API_AUTH=off would serve everybody who reaches 0.0.0.0');
    expect(said).toContain('API_AUTH=off-everywhere');
  });

  it('is refused with a key that could be guessed', async () => {
    const { code, said } = await startsWith(['--port', '0', '--data', '/nowhere'], { API_KEY: 'hunter2' });
    expect(code).toBe(1);
    expect(said).toContain('openssl rand -hex 32');
    expect(said).not.toContain('hunter2');
  });
});
