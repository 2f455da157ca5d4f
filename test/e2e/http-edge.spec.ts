import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topics } from '#libs/contracts';
import type { Problem } from '#libs/platform';
import { generatedPage } from '../support/generated-pages.js';
import { EmbeddedLineUnderTest } from '../support/lines.js';

const page = generatedPage('edge', 0);
const json = (value: unknown): string => JSON.stringify(value);

interface BadRequest {
  what: string;
  body: string | Uint8Array;
  type: string;
  query?: Record<string, string>;
  status: number;
  /** The field that the answer must name. */
  field: string;
}

const bad: BadRequest[] = [
  { what: 'broken JSON', body: '{"html": "<p>', type: 'application/json', status: 400, field: 'body' },
  { what: 'a JSON array', body: '[]', type: 'application/json', status: 400, field: 'body' },
  { what: 'a JSON string', body: '"page"', type: 'application/json', status: 400, field: 'body' },
  { what: 'no html and no text', body: '{}', type: 'application/json', status: 400, field: 'html' },
  {
    what: 'html and text',
    body: json({ html: page.html, text: 'x' }),
    type: 'application/json',
    status: 400,
    field: 'html',
  },
  { what: 'html that is a number', body: json({ html: 7 }), type: 'application/json', status: 400, field: 'html' },
  { what: 'an empty text', body: json({ text: '' }), type: 'application/json', status: 400, field: 'text' },
  { what: 'text of blanks', body: json({ text: ' \n\t ' }), type: 'application/json', status: 400, field: 'body' },
  {
    what: 'an unknown field',
    body: json({ html: page.html, lang: 'uk' }),
    type: 'application/json',
    status: 400,
    field: 'lang',
  },
  {
    what: 'a polluting field',
    body: '{"html":"<p>x</p>","__proto__":{"admin":true}}',
    type: 'application/json',
    status: 400,
    field: '__proto__',
  },
  {
    what: 'a URL that is none',
    body: json({ html: page.html, url: 'not a url' }),
    type: 'application/json',
    status: 400,
    field: 'url',
  },
  {
    what: 'a URL of another scheme',
    body: json({ html: page.html, url: 'file:///etc/passwd' }),
    type: 'application/json',
    status: 400,
    field: 'url',
  },
  {
    what: 'an unknown zone',
    body: json({ html: page.html, timeZone: 'Europe/Atlantis' }),
    type: 'application/json',
    status: 400,
    field: 'timeZone',
  },
  {
    what: 'a language that is none',
    body: json({ html: page.html, languages: ['uk', 'po polsku'] }),
    type: 'application/json',
    status: 400,
    field: 'languages',
  },
  {
    what: 'an instant without a zone',
    body: json({ html: page.html, fetchedAt: '2026-11-24 10:00' }),
    type: 'application/json',
    status: 400,
    field: 'fetchedAt',
  },
  {
    what: 'an instant that does not exist',
    body: json({ html: page.html, fetchedAt: '2026-13-44T10:00:00Z' }),
    type: 'application/json',
    status: 400,
    field: 'fetchedAt',
  },
  {
    what: 'a capture from the future',
    body: json({ html: page.html, fetchedAt: '2999-01-01T00:00:00Z' }),
    type: 'application/json',
    status: 400,
    field: 'fetchedAt',
  },
  {
    what: 'a source name with a slash',
    body: json({ html: page.html, sourceId: 'a/b' }),
    type: 'application/json',
    status: 400,
    field: 'sourceId',
  },
  {
    what: 'a content type that is no page',
    body: json({ html: page.html, contentType: 'image/png' }),
    type: 'application/json',
    status: 400,
    field: 'contentType',
  },
  {
    what: 'query parameters beside JSON',
    body: json({ html: page.html }),
    type: 'application/json',
    query: { url: page.url },
    status: 400,
    field: 'url',
  },
  { what: 'no bytes', body: '', type: 'text/html', status: 400, field: 'body' },
  { what: 'blanks', body: '  \n ', type: 'text/plain', status: 400, field: 'body' },
  {
    what: 'a PNG called HTML',
    body: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    type: 'text/html',
    status: 415,
    field: 'body',
  },
  { what: 'a body over the limit', body: 'x'.repeat(5_000_001), type: 'text/plain', status: 413, field: 'body' },
  {
    what: 'JSON over the limit',
    body: json({ text: 'x'.repeat(5_000_001) }),
    type: 'application/json',
    status: 413,
    field: 'body',
  },
  { what: 'an image', body: 'GIF89a', type: 'image/gif', status: 415, field: 'content-type' },
  { what: 'a form', body: 'html=x', type: 'application/x-www-form-urlencoded', status: 415, field: 'content-type' },
  {
    what: 'an unknown zone in the query',
    body: page.html,
    type: 'text/html',
    query: { timeZone: 'Mars/Base' },
    status: 400,
    field: 'timeZone',
  },
  {
    what: 'an unknown query parameter',
    body: page.html,
    type: 'text/html',
    query: { zone: 'Europe/Kyiv' },
    status: 400,
    field: 'zone',
  },
];

const badReads: [string, string, number, string][] = [
  ['an unknown query parameter', '/v1/articles?lang=uk', 400, 'lang'],
  ['a language that is none', '/v1/articles?language=русский', 400, 'language'],
  ['a limit of nothing', '/v1/articles?limit=0', 400, 'limit'],
  ['a limit that is no number', '/v1/articles?limit=many', 400, 'limit'],
  ['a limit above the largest', '/v1/articles?limit=201', 400, 'limit'],
  ['a time without a zone', '/v1/articles?from=2026-11-01', 400, 'from'],
  ['a kind that there is not', '/v1/articles?type=half', 400, 'type'],
  ['an id that is none', '/v1/articles/xyz', 400, 'id'],
  ['a repeated parameter', '/v1/articles?language=uk&language=ru', 400, 'language'],
];

describe('the HTTP edge', () => {
  let line: EmbeddedLineUnderTest;

  beforeAll(async () => {
    line = await EmbeddedLineUnderTest.start();
  }, 120_000);

  afterAll(async () => {
    await line.stop();
  });

  async function problemOf(response: Response, status: number): Promise<Problem> {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as Problem;
    expect({ status: response.status, problem: problem.status }).toEqual({ status, problem: status });
    expect(problem.type).toMatch(/^urn:babelwire:problem:[a-z-]+$/);
    expect(problem.detail.length).toBeGreaterThan(5);
    return problem;
  }

  it.each(bad)('refuses $what, naming $field', async ({ body, type, query, status, field }) => {
    const problem = await problemOf(await line.client.send(body, type, query), status);
    const errors = problem.errors ?? [];
    expect(errors.map((error) => error.field)).toContain(field);
    for (const { message } of errors) expect(message.length).toBeGreaterThan(3);
  });

  it.each(badReads)('refuses a read with %s', async (_, path, status, field) => {
    const problem = await problemOf(await fetch(`${line.client.publishUrl}${encodeURI(path)}`), status);
    expect((problem.errors ?? []).map((error) => error.field)).toContain(field);
  });

  it('refuses a cursor that is not its own', async () => {
    await problemOf(await fetch(`${line.client.publishUrl}/v1/articles?cursor=abc`), 400);
  });

  it('answers 404 with a problem for what is not there', async () => {
    await problemOf(await fetch(`${line.client.publishUrl}/v1/articles/${'0'.repeat(26)}`), 404);
    await problemOf(await fetch(`${line.client.publishUrl}/v1/nothing`), 404);
  });

  it('gives the same id for a page sent raw, as JSON, and compressed', async () => {
    const raw = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
    const asJson = await line.client.accept(json({ html: page.html, url: page.url }), 'application/json');
    const { gzipSync } = await import('node:zlib');
    const response = await fetch(
      `${line.client.ingestUrl}/v1/captures?${new URLSearchParams({ url: page.url }).toString()}`,
      {
        method: 'POST',
        headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
        body: gzipSync(page.html),
      },
    );
    expect(response.status).toBe(202);
    expect([asJson, ((await response.json()) as { id: string }).id]).toEqual([raw, raw]);
  });

  it("takes the source's languages from a query as from JSON", async () => {
    const { html, url } = page;
    const type = 'text/html; charset=utf-8';
    const raw = await line.client.accept(html, type, { url, languages: 'uk, en' });
    expect(await line.client.accept(json({ html, url, languages: ['en', 'uk'] }), 'application/json')).toBe(raw);
    expect(await line.client.accept(html, type, { url })).not.toBe(raw);
  });

  it('stops a compressed body at the limit', async () => {
    const { gzipSync } = await import('node:zlib');
    const response = await fetch(`${line.client.ingestUrl}/v1/captures`, {
      method: 'POST',
      headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50_000_000, 'a')),
    });
    await problemOf(response, 413);
  });

  it('serves health, metrics and the API description', async () => {
    const get = async (path: string): Promise<string> => {
      const response = await fetch(`${line.client.publishUrl}${path}`);
      expect(response.status).toBe(200);
      return response.text();
    };
    expect(await get('/livez')).toContain('ok');
    expect(JSON.parse(await get('/readyz'))).toMatchObject({ checks: { log: 'ok', store: 'ok' } });
    expect(await get('/metrics')).toContain('babelwire_messages_in_total');
    expect(await get('/docs')).toContain('swagger');
    const description = JSON.parse(await get('/docs/openapi.json')) as { paths: Record<string, unknown> };
    for (const path of ['/v1/captures', '/v1/articles', '/v1/articles/{id}', '/v1/stories/{id}']) {
      expect(Object.keys(description.paths)).toContain(path);
    }
    for (const path of ['/livez', '/readyz', '/metrics']) expect(Object.keys(description.paths)).not.toContain(path);
  });

  it.each([
    ['an unknown kind', { kind: 'glue', a: 'a'.repeat(26), b: 'b'.repeat(26) }, 400, 'kind'],
    ['no second article', { kind: 'merge', a: 'a'.repeat(26) }, 400, 'b'],
    ['an article and itself', { kind: 'merge', a: 'a'.repeat(26), b: 'a'.repeat(26) }, 400, 'b'],
    ['an unknown field', { kind: 'merge', a: 'a'.repeat(26), b: 'b'.repeat(26), force: true }, 400, 'force'],
    ['articles that are not there', { kind: 'merge', a: 'a'.repeat(26), b: 'b'.repeat(26) }, 404, undefined],
  ])('refuses a decision with %s', async (_, body, status, field) => {
    const refused = await line.client.post('/v1/decisions', body);
    expect(refused.status).toBe(status);
    expect((refused.answer as Problem).errors?.map((fault) => fault.field)).toEqual(field && [field]);
  });

  it.each([
    ['short', 400],
    ['a'.repeat(26), 404],
  ])('explains no article %s', async (id, status) => {
    const response = await fetch(`${line.client.publishUrl}/v1/articles/${id}/explanation`);
    expect(response.status).toBe(status);
  });

  it('has put nothing into the log for all that was refused', async () => {
    const [captures] = await line.finalRecords(Topics.captures);
    // The six good ones of one and the same page, two of which say what its source writes in.
    expect(captures!.map(({ key }) => key)).toHaveLength(6);
    expect(new Set(captures!.map(({ key }) => key)).size).toBe(2);
  });
});
