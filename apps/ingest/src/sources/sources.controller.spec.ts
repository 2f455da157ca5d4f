import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topicSpecs } from '#libs/contracts';
import { MessageLog, openLog } from '#libs/messaging';
import { createHttpApp, createLogger, GlobalsModule, Metrics } from '#libs/platform';
import { RootModule } from '#libs/service';
import { createStore, Store } from '#libs/store';
import { Newspaper } from '../../../../test/support/newspaper/newspaper.js';
import type { AcquisitionOptions } from '../acquisition.js';
import { IngestHttpModule } from '../ingest.module.js';

interface Edge {
  url: string;
  store: Store;
  close: () => Promise<void>;
}

/** The HTTP edge of ingest on a store and a log of its own. */
async function startEdge(options: Partial<AcquisitionOptions>): Promise<Edge> {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-sources-'));
  const store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
  await store.migrate();
  const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
  const globals = GlobalsModule.with([
    { provide: MessageLog, useValue: log },
    { provide: Store, useValue: store },
    { provide: Metrics, useValue: new Metrics({ service: 'test' }) },
  ]);
  const acquisition: AcquisitionOptions = {
    contact: 'https://press.example/crawler',
    allow: [],
    concurrency: 4,
    minDelayMs: 0,
    leaseMs: 60_000,
    minIntervalMs: 60_000,
    maxBodyBytes: 5_000_000,
    ...options,
  };
  const logger = createLogger({ level: 'error', json: false, service: 'test' });
  const app = await createHttpApp(RootModule.of(globals, IngestHttpModule.with(acquisition)), {
    door: { handlers: [], guards: [], interceptors: [], trustedProxies: [], corsOrigins: [] },
    logger,
    maxBodyBytes: 100_000,
  });
  await app.listen(0, '127.0.0.1');
  return {
    url: `${await app.getUrl()}/v1/sources`,
    store,
    close: async () => {
      await app.close();
      await log.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Answer {
  status: number;
  body: {
    type?: string;
    detail?: string;
    errors?: { field: string; message: string }[];
    [field: string]: unknown;
  };
}

async function call(method: string, url: string, body?: object): Promise<Answer> {
  const init =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, { method, ...init });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

describe('sources over HTTP', () => {
  let paper: Newspaper;
  let edge: Edge;

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: 40 });
    edge = await startEdge({ allow: [paper.host] });
  });
  afterAll(async () => {
    await edge.close();
    await paper.close();
  });

  it.each([
    [{}, 'url'],
    [{ url: 'https://news.example/', timeZone: 'Europe/Atlantis' }, 'timeZone'],
    [{ url: 'https://news.example/', languages: ['uk', 'not a tag'] }, 'languages'],
    [{ url: 'https://news.example/', delaySeconds: -1 }, 'delaySeconds'],
    [{ url: 'https://news.example/', delaySeconds: null }, 'delaySeconds'],
    [{ url: 'https://news.example/', kind: 'blog' }, 'kind'],
    [{ url: 'https://news.example/', id: '../x' }, 'id'],
    [{ url: 'https://news.example/', follow: true }, 'follow'],
    [{ url: 'https://news.example/', interval: 5 }, 'interval'],
    [{ url: 'https://news.example/', minIntervalSeconds: 600, maxIntervalSeconds: 300 }, 'maxIntervalSeconds'],
    [{ url: 'ftp://news.example/' }, 'url'],
    [{ url: 'https://user:secret@news.example/' }, 'url'],
    [{ url: 'http://127.1/feed' }, 'url'],
    [{ url: 'http://169.254.169.254/latest' }, 'url'],
    [{ url: 'http://[::ffff:a9fe:a9fe]/' }, 'url'],
    [{ url: 'http://localhost/feed' }, 'url'],
    [{ url: 'news' }, 'url'],
  ])('refuses %j, naming the field', async (request, field) => {
    const { status, body } = await call('POST', edge.url, request);
    expect(status).toBe(400);
    expect(body.type).toMatch(/^urn:babelwire:problem:/);
    expect(body.errors?.map((fault) => fault.field)).toContain(field);
    expect((await edge.store.sources.list({ limit: 10 })).length).toBe(0);
  });

  it('shows what would come from a feed, without storing anything', async () => {
    const { status, body } = await call('POST', `${edge.url}/test`, { url: `${paper.origin}/feeds/ru.xml` });
    expect(status).toBe(200);
    const [newest] = paper.articles.filter(({ language }) => language === 'ru').reverse();
    expect(body).toMatchObject({ kind: 'feed', resources: [{ kind: 'feed', title: 'Утро', count: 10 }] });
    expect((body as { resources: { entries: object[] }[] }).resources[0]?.entries[0]).toEqual({
      url: `${paper.origin}${newest?.path ?? ''}?utm_source=rss&utm_medium=feed`,
      title: newest?.headline,
      published: new Date(newest?.publishedAt ?? 0).toISOString(),
      wanted: true,
    });
    expect((await edge.store.sources.list({ limit: 10 })).length).toBe(0);
    expect((await edge.store.entries.due('', Infinity, 10)).length).toBe(0);
  });

  it('finds the feeds and sitemaps of a home page, keeps the source, changes and removes it', async () => {
    const added = await call('POST', edge.url, { url: `${paper.origin}/`, paused: true, languages: ['uk', 'ru'] });
    expect(added.status).toBe(201);
    const resources = (added.body.resources as { kind: string; url: string }[]).map(
      ({ kind, url }) => `${kind} ${url.replace(paper.origin, '')}`,
    );
    expect(resources).toEqual([
      'site /',
      'feed /feeds/ru.xml',
      'feed /feeds/uk.rdf',
      'feed /feeds/en-de.atom',
      'sitemap /sitemaps/index.xml',
    ]);
    const id = String(added.body.id);
    expect(id).toBe(paper.host);
    expect(await call('POST', edge.url, { url: `${paper.origin}/` })).toMatchObject({ status: 409 });
    const address = `${edge.url}/${encodeURIComponent(id)}`;
    const changed = await call('PATCH', address, { name: 'Morning', delaySeconds: 2.5, maxAgeDays: 7 });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Morning', delaySeconds: 2.5, maxAgeDays: 7, languages: ['uk', 'ru'], paused: true },
    });
    expect(await call('PATCH', address, { url: 'https://other.example/' })).toMatchObject({ status: 400 });
    expect(await call('GET', address)).toEqual({ status: 200, body: changed.body });
    expect(await call('GET', `${edge.url}?limit=1`)).toEqual({ status: 200, body: { items: [changed.body] } });
    expect(await call('DELETE', address)).toEqual({ status: 204, body: {} });
    expect(await call('GET', address)).toMatchObject({ status: 404 });
    expect(await call('PATCH', address, { paused: false })).toMatchObject({ status: 404 });
    expect(await call('DELETE', address)).toMatchObject({ status: 404 });
  });

  it.each([
    ['/private/1', 'robots-disallowed'],
    ['/nothing-here', 'nothing-to-acquire'],
  ])('says why nothing can come from %s', async (path, code) => {
    const { status, body } = await call('POST', edge.url, { url: `${paper.origin}${path}` });
    expect(status).toBe(422);
    expect(body.type).toBe(`urn:babelwire:problem:${code}`);
  });

  it('takes a section of a paper for a list, and an article for a page', async () => {
    const kindOf = async (path: string): Promise<unknown> =>
      (await call('POST', `${edge.url}/test`, { url: `${paper.origin}${path}` })).body.kind;
    expect(await kindOf('/uk')).toBe('list');
    expect(await kindOf('/uk/1')).toBe('page');
    expect(await kindOf('/sitemaps/0.xml.gz')).toBe('sitemap');
  });

  it('pages through the list', async () => {
    for (const id of ['a', 'b', 'c']) {
      await call('POST', edge.url, { url: `${paper.origin}/feeds/ru.xml`, kind: 'feed', id, paused: true });
    }
    const first = await call('GET', `${edge.url}?limit=2`);
    expect(first.body).toMatchObject({ items: [{ id: 'a' }, { id: 'b' }], next: 'b' });
    expect(await call('GET', `${edge.url}?limit=2&after=b`)).toMatchObject({ body: { items: [{ id: 'c' }] } });
  });
});

describe('sources over HTTP without a contact', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await startEdge({ contact: '' });
  });
  afterAll(() => edge.close());

  it('are kept when their kind is said, and fetched by nobody', async () => {
    const feed = { url: 'https://news.example/feed.xml', kind: 'feed' };
    expect(await call('POST', edge.url, feed)).toMatchObject({ status: 201, body: { kind: 'feed' } });
    const unknown = await call('POST', edge.url, { url: 'https://news.example/' });
    expect(unknown).toMatchObject({ status: 409, body: { type: 'urn:babelwire:problem:contact-missing' } });
    expect(unknown.body.detail).toContain('FETCH_CONTACT');
  });
});
