import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Article, parseJson, Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import { generatedPage, type GeneratedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';

/** One article's addresses, behind its host. */
const SPELLINGS = [
  'https://HOST/news/ferry-1',
  'http://HOST/news/ferry-1',
  'https://www.HOST/news/ferry-1/',
  'https://m.HOST/news/ferry-1#comments',
  'https://amp.HOST/news/ferry-1',
  'https://HOST/amp/news/ferry-1',
  'https://HOST/news/ferry-1/amp/',
  'https://HOST/news/ferry-1.amp',
  'https://HOST/news/ferry-1?amp=1',
  'https://HOST/news/ferry-1?outputType=amp&utm_source=feed',
  'https://HOST/news/ferry-1/index.html?fbclid=IwAR1',
  'https://www.google.com/amp/s/HOST/news/ferry-1',
];

/** Addresses that look like spellings of one another and are articles of their own. */
const OTHERS = [
  'https://HOST/2026/11/amp',
  'https://HOST/2026/11/17',
  'https://HOST/read?print=11',
  'https://HOST/read?print=12',
  'https://uk.HOST/news/ferry-1',
  'https://HOST/uk/news/ferry-1',
  'https://HOST/app#!/news/1',
  'https://HOST/app#!/news/2',
];

const withoutCanonical = ({ html }: GeneratedPage): string => html.replace(/<link rel="canonical"[^>]*>/, '');

/** A feed that gives its one article another id and another address at every look, and the article. */
class UnsteadyPaper {
  polls = 0;
  readonly fetched: string[] = [];
  origin = '';
  private readonly server: Server;

  private constructor(page: GeneratedPage) {
    this.server = createServer((request, response) => {
      const url = request.url ?? '/';
      if (url === '/feed.xml') {
        this.polls += 1;
        const ways = ['', '/', '/amp', '?amp=1', '?utm_source=rss', '#top', '.amp'];
        const link = `${this.origin}/news/ferry-2${ways[this.polls % ways.length]!}`.replaceAll('&', '&amp;');
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        response.end(`<rss version="2.0"><channel><title>Unsteady</title><item><title>${page.headline}</title>
<link>${link}</link><guid isPermaLink="false">item-${this.polls}-${Math.random()}</guid></item></channel></rss>`);
        return;
      }
      if (!url.startsWith('/news/')) {
        response.writeHead(404).end();
        return;
      }
      this.fetched.push(url);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(withoutCanonical(page));
    });
  }

  static async start(page: GeneratedPage): Promise<UnsteadyPaper> {
    const paper = new UnsteadyPaper(page);
    await new Promise<void>((resolve) => paper.server.listen(0, '127.0.0.1', resolve));
    paper.origin = `http://127.0.0.1:${(paper.server.address() as AddressInfo).port}`;
    return paper;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function identitySuite(start: (env: Record<string, string>) => Promise<LineUnderTest>): void {
  let paper: UnsteadyPaper;
  let line: LineUnderTest;

  beforeAll(async () => {
    paper = await UnsteadyPaper.start(generatedPage('unsteady', 5));
    line = await start({
      FETCH_CONTACT: 'https://press.example/crawler',
      FETCH_ALLOW: paper.origin.replace('http://', ''),
      FETCH_MIN_DELAY_MS: '20',
      FETCH_MIN_INTERVAL_SECONDS: '1',
    });
    // It is polled while the others run: a dozen polls take half a minute.
    const headers = { ...keyHeaders, 'content-type': 'application/json' };
    const body = JSON.stringify({ url: `${paper.origin}/feed.xml`, id: 'unsteady', maxIntervalSeconds: 1 });
    const answer = await fetch(`${line.client.ingestUrl}/v1/sources`, { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
  }, 180_000);

  afterAll(async () => {
    await line.stop();
    await paper.close();
  }, 60_000);

  const send = async (html: string, url: string, sourceId: string, fetchedAt?: string): Promise<string[]> => {
    const origin = { url, sourceId, ...(fetchedAt === undefined ? {} : { fetchedAt }) };
    const id = await line.client.accept(html, 'text/html; charset=utf-8', origin);
    return (await line.client.settled(id)).articles.map((article) => article.id);
  };
  const stored = (source: string): Promise<Article[]> => line.client.articles({ source, duplicates: 'true' });

  it('takes twelve spellings of an address for one article, and a correction under any of them for its next version', async () => {
    const page = generatedPage('spelt', 3);
    const html = withoutCanonical(page);
    const ids = new Set<string>();
    for (const spelling of SPELLINGS) {
      const url = spelling.replace('HOST', 'spelt.example');
      for (const id of await send(html, url, 'spelt', '2026-11-20T10:00:00Z')) ids.add(id);
    }
    expect([...ids]).toHaveLength(1);
    await line.idle();
    expect(await stored('spelt')).toMatchObject([{ version: 1, dedup: { status: 'unique' } }]);

    const corrected = html.replace(
      '</article>',
      '<p>Am Abend kam ein weiterer Absatz hinzu, der anderes sagt.</p></article>',
    );
    await send(corrected, 'http://m.spelt.example/news/ferry-1/?amp=1', 'spelt', '2026-11-20T12:00:00Z');
    await eventually(
      'the correction',
      async () => ((await stored('spelt'))[0]?.version === 2 ? true : undefined),
      30_000,
    );
    expect(await stored('spelt')).toMatchObject([{ version: 2, dedup: { status: 'update', method: 'url' } }]);
  }, 120_000);

  it('believes the canonical link of an AMP page, wherever that stands, and no canonical link to a front page', async () => {
    const page = generatedPage('canonical', 4);
    const main = await send(page.html, page.url, 'canonical');
    expect(await send(page.html, 'https://pages.example/x/8812-a', 'canonical')).toEqual(main);
    const wrong = (index: number): Promise<string[]> => {
      const { html } = generatedPage('canonical', index);
      const mistaken = html.replace(/(<link rel="canonical" href=")[^"]*/, '$1https://mistaken.example/');
      return send(mistaken, `https://mistaken.example/news/${index}`, 'mistaken');
    };
    expect(new Set([...(await wrong(11)), ...(await wrong(12)), ...(await wrong(13))]).size).toBe(3);
  }, 60_000);

  it('keeps apart what only looks alike', async () => {
    const ids: string[] = [];
    for (const [index, address] of OTHERS.entries()) {
      const page = generatedPage('apart', 100 + index);
      ids.push(...(await send(withoutCanonical(page), address.replace('HOST', 'apart.example'), 'apart')));
    }
    expect(new Set(ids).size).toBe(OTHERS.length);
    const articles = await stored('apart');
    expect(articles).toHaveLength(OTHERS.length);
    expect(new Set(articles.map(({ headline }) => headline)).size).toBe(OTHERS.length);
  }, 60_000);

  it('fetches the article once of a feed that names it otherwise at every look', async () => {
    await eventually('a dozen polls', () => Promise.resolve(paper.polls >= 12 ? true : undefined), 90_000);
    expect(paper.fetched).toHaveLength(1);
    await fetch(`${line.client.ingestUrl}/v1/sources/unsteady`, { method: 'DELETE', headers: keyHeaders });
    await line.idle();
    expect(await stored('unsteady')).toHaveLength(1);
  }, 120_000);

  it('has told of none of them twice', async () => {
    await line.idle();
    const [events] = await line.finalRecords(Topics.articles);
    const told = events!.map(({ value }) => parseJson(value) as Article);
    const texts = told
      .filter(({ provenance: { sourceId } }) => ['spelt', 'unsteady'].includes(sourceId))
      .map(({ provenance, dedup }) => `${provenance.sourceId} ${dedup.contentHash}`);
    expect(new Set(texts).size).toBe(3);
    expect(new Set(told.map(({ id, version }) => `${id} ${version}`)).size).toBe(told.length);
  }, 120_000);
}

describe('the identity of articles, embedded', () => {
  identitySuite((env) => EmbeddedLineUnderTest.start(env));
});

describeWithServices('the identity of articles, on Kafka and MongoDB', () => {
  identitySuite((env) => DistributedLineUnderTest.start('identity', { env }));
});
