import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { Forwarder } from './forwarder.js';

describe('what publish hands on to ingest', () => {
  let ingest: Server;
  let forwarder: Forwarder;
  let asked: { url: string; headers: IncomingHttpHeaders }[];

  beforeAll(async () => {
    ingest = createServer((request, response) => {
      asked.push({ url: request.url ?? '', headers: request.headers });
      response.writeHead(307, { location: 'http://127.0.0.1:1/', 'retry-after': '7', 'set-cookie': 'a=b' }).end('{}');
    });
    await new Promise<void>((resolve) => {
      ingest.listen(0, '127.0.0.1', resolve);
    });
    const { port } = ingest.address() as AddressInfo;
    forwarder = new Forwarder(new URL(`http://127.0.0.1:${port}/behind/`));
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    ingest.close();
  });

  /** Of a request and its answer, what the forwarder looks at. */
  const forward = async (originalUrl: string, headers: Record<string, string> = {}) => {
    const answer = { status: 0, headers: {} as Record<string, string>, body: '' };
    const response = {
      status: (status: number) => (answer.status = status),
      setHeader: (name: string, value: string) => (answer.headers[name] = value),
      end: (body: Buffer) => (answer.body = body.toString()),
    };
    const request = { originalUrl, method: 'GET', headers, body: undefined };
    await forwarder.forward(request as unknown as Request, response as unknown as Response);
    return answer;
  };

  it('goes with its query to where ingest is, with the key and without cookies or addresses', async () => {
    await forward('/v1/sources/a%20b?x=1', { authorization: 'Bearer k', cookie: 's=1', 'x-forwarded-for': '10.0.0.1' });
    expect(asked.map(({ url }) => url)).toEqual(['/behind/v1/sources/a%20b?x=1']);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer k' });
    expect(asked[0]?.headers).not.toHaveProperty('cookie');
    expect(asked[0]?.headers).not.toHaveProperty('x-forwarded-for');
  });

  it.each([
    '/v1/sources/../../metrics',
    '/v1/sources/..%2f..%2fmetrics/../../x',
    '/v1/sources/%2e%2e/%2e%2e/metrics',
    '/v1/sources\\..\\..\\metrics',
    '//elsewhere.example/v1/sources',
    '/v1/sources/a/b',
    '/metrics',
  ])('is not %s', async (path) => {
    await expect(forward(path)).rejects.toMatchObject({ status: 404 });
    expect(asked).toEqual([]);
  });

  it('brings back what ingest says, follows no redirect, and passes no other header on', async () => {
    expect(await forward('/v1/sources')).toEqual({ status: 307, headers: { 'retry-after': '7' }, body: '{}' });
  });

  it('says so when ingest is away', async () => {
    const away = new Forwarder(new URL('http://127.0.0.1:1'));
    const request = { originalUrl: '/v1/sources', method: 'GET', headers: {}, body: undefined };
    await expect(away.forward(request as unknown as Request, {} as unknown as Response)).rejects.toMatchObject({
      status: 502,
      code: 'ingest-unavailable',
    });
  });
});
