import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Sender, type SenderOptions } from './sender.js';

interface Reply {
  status: number;
  code?: string;
  retryAfter?: string;
}

const PAGE = { url: 'https://paper.example/1', contentType: 'text/html', body: Buffer.from('<p>a') };

describe('the sender of an import', () => {
  let server: Server;
  let replies: Reply[];
  let asked: { at: number; request: IncomingMessage }[];
  let reasons: string[];
  let api = '';

  beforeEach(async () => {
    [replies, asked, reasons] = [[], [], []];
    server = createServer((request, response) => {
      asked.push({ at: Date.now(), request });
      request.resume();
      const { status, code = '', retryAfter } = replies.shift() ?? { status: 202 };
      response.writeHead(status, {
        'content-type': 'application/problem+json',
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      });
      response.end(JSON.stringify({ type: `urn:babelwire:problem:${code}`, detail: `because ${code}` }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const sender = (more: Partial<SenderOptions> = {}): Sender =>
    new Sender({
      api,
      patienceMs: 10_000,
      signal: new AbortController().signal,
      waiting: (reason) => reasons.push(reason),
      ...more,
    });

  it('sends a page with where it comes from; what the page itself says of that comes first', async () => {
    const options = { sourceId: 'archive', timeZone: 'Europe/Kyiv' };
    expect(await sender(options).page({ ...PAGE, sourceId: 'own', fetchedAt: '2026-01-02T03:04:05Z' })).toEqual({
      kind: 'taken',
    });
    const { searchParams } = new URL(asked[0]!.request.url ?? '', api);
    expect(Object.fromEntries(searchParams)).toEqual({
      url: PAGE.url,
      sourceId: 'own',
      timeZone: 'Europe/Kyiv',
      fetchedAt: '2026-01-02T03:04:05Z',
    });
  });

  it('waits as long as a full line asks for, with everything it has to send', async () => {
    replies = [{ status: 503, code: 'line-full', retryAfter: '1' }];
    const one = sender();
    const startedAt = Date.now();
    expect(await one.page(PAGE)).toEqual({ kind: 'taken' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
    replies = [{ status: 503, code: 'line-full', retryAfter: '1' }];
    const first = one.page(PAGE);
    while (asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([first, one.page(PAGE)]);
    expect(asked.slice(3).every(({ at }) => at - asked[2]!.at >= 990)).toBe(true);
    expect(reasons).toEqual(['because line-full', 'because line-full']);
  });

  it('gives up at once where nothing has ever answered, and after its patience where something had', async () => {
    const one = sender({ patienceMs: 1500 });
    await one.page(PAGE);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const startedAt = Date.now();
    await expect(one.page(PAGE)).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(Date.now() - startedAt).toBeGreaterThan(1000);
    await expect(sender().page(PAGE)).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(Date.now() - startedAt).toBeLessThan(8000);
  });

  it.each<[Reply, object]>([
    [
      { status: 400, code: 'invalid-request' },
      { kind: 'refused', code: 'invalid-request' },
    ],
    [
      { status: 413, code: 'body-too-large' },
      { kind: 'refused', code: 'body-too-large' },
    ],
    [
      { status: 422, code: 'robots-disallowed' },
      { kind: 'refused', code: 'robots-disallowed' },
    ],
    [
      { status: 502, code: 'http-500' },
      { kind: 'failed', code: 'http-500' },
    ],
    [
      { status: 503, code: 'host-resting', retryAfter: '70' },
      { kind: 'resting', ms: 70_000 },
    ],
  ])('understands %j', async (reply, answer) => {
    replies = [reply];
    expect(await sender().address('https://paper.example/1')).toMatchObject(answer);
    expect(asked).toHaveLength(1);
  });

  it('tries a page again at which the line failed, and then lets it be', async () => {
    replies = Array.from({ length: 3 }, () => ({ status: 500, code: 'internal' }));
    expect(await sender().page(PAGE)).toMatchObject({ kind: 'refused', code: 'internal' });
    expect(asked).toHaveLength(3);
  });

  it.each([
    [409, 'contact-missing'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
  ])('ends the whole import where no page can fare better: %d %s', async (status, code) => {
    replies = [{ status, code }];
    await expect(sender().address('https://paper.example/1')).rejects.toMatchObject({ code });
  });
});
