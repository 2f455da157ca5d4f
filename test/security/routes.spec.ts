import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '#libs/platform';
import { EmbeddedLineUnderTest } from '../support/lines.js';
import { keyEnv, keyHeaders } from '../support/key.js';
import { routesOf } from './routes.js';

/**
 * What may be had without a key, of all apps together. A route that is not here and is open fails the test: whoever adds
 * one says so here, and thinks of what it tells to strangers.
 */
const OPEN = [
  'GET /',
  'GET /console',
  'GET /console/*view',
  'GET /console/assets/:name',
  'GET /docs',
  'GET /docs/',
  'GET /docs/LICENSE',
  'GET /docs/docs/swagger-ui-init.js',
  'GET /docs/index.html',
  'GET /docs/openapi.json',
  'GET /docs/swagger-ui-init.js',
  'GET /livez',
  'GET /readyz',
];

describe('every route', () => {
  let line: EmbeddedLineUnderTest;
  let routes: { method: string; path: string }[];

  beforeAll(async () => {
    line = await EmbeddedLineUnderTest.start(keyEnv);
    routes = await routesOf();
  }, 120_000);

  afterAll(async () => {
    await line.stop();
  });

  it('was found', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    for (const known of ['POST /v1/captures', 'GET /v1/articles', 'DELETE /v1/sources/:id', 'GET /metrics', 'GET /']) {
      expect(names).toContain(known);
    }
  });

  const ask = (method: string, path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const filled = path.replace(/[:*](\w+)/g, 'x');
    return fetch(`${line.client.publishUrl}${filled}`, { method, headers, redirect: 'manual' });
  };

  it('but those on the list asks for a key', async () => {
    const open: string[] = [];
    for (const { method, path } of routes) {
      const { status } = await ask(method, path);
      if (status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual([...OPEN].sort());
  });

  it('that asks for a key is there for who has one', async () => {
    const closed = routes.filter(({ method, path }) => !OPEN.includes(`${method} ${path}`));
    expect(closed.length).toBeGreaterThan(10);
    for (const { method, path } of closed) {
      const { status } = await ask(method, path, keyHeaders);
      expect({ method, path, isIn: status !== 401 && status !== 403 }).toEqual({ method, path, isIn: true });
    }
  });

  it.each([
    ['no key', {}, 'key-missing'],
    ['a key of nobody', { authorization: `Bearer bw_0000000000_${'0'.repeat(64)}` }, 'key-unknown'],
    ['no more than a prefix of the key', { authorization: keyHeaders.authorization.slice(0, -1) }, 'key-unknown'],
    ['a scheme of another kind', { authorization: 'Digest username="x"' }, 'key-missing'],
    ['an empty key', { authorization: 'Bearer ' }, 'key-missing'],
  ])('refused for %s says what to do', async (_, headers: Record<string, string>, code) => {
    const response = await ask('GET', '/v1/articles', headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="babelwire"/);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as Problem;
    expect(problem.type).toBe(`urn:babelwire:problem:${code}`);
    expect(problem.detail).toContain('babelwire keys create');
  });

  it.each([
    '/V1/articles',
    '//v1/articles',
    '/v1/articles/',
    '/./v1/articles',
    '/docs/../v1/articles',
    '/docs/..%2fv1/articles',
    '/console/..%2f..%2fv1/articles',
    '/v1%2farticles',
    '/%76%31/articles',
    '/v1/articles?x=/docs/',
    '/v1/articles;/docs/',
    '/livez/../v1/articles',
  ])('can’t be reached without a key as %s', async (path) => {
    const { request } = await import('node:http');
    const { port } = new URL(line.client.publishUrl);
    // fetch would tidy the path up.
    const answer = await new Promise<string>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path }, (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => {
          resolve(`${response.statusCode ?? 0} ${text}`);
        });
      })
        .on('error', reject)
        .end();
    });
    expect(answer).not.toContain('"items"');
    expect(answer).toMatch(/^(401|404|200 <!doctype html>)/i);
  });
});
