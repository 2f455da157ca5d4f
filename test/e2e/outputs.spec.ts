import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseFeed } from 'feedsmith';
import { type Article, Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import { EventSourceClient } from '../support/event-source.js';
import { generatedPage, type GeneratedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';

const PAGES = 24;

interface Hit {
  article: Article;
  fragments: { field: string; html: string }[];
}

interface Outputs extends LineUnderTest {
  /** Ends the process that serves the outputs, and starts it again. */
  restart(signal: NodeJS.Signals): Promise<void>;
}

const ask = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { headers: { ...keyHeaders, ...headers } });

/** One suite for both modes: nothing in it knows which one it runs on. */
function outputsSuite(series: string, start: () => Promise<Outputs>): void {
  let line: Outputs;
  const pages: GeneratedPage[] = Array.from({ length: PAGES }, (_, index) => generatedPage(series, index));

  const send = async (page: GeneratedPage): Promise<string> =>
    line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
  const url = (path: string): string => `${line.client.publishUrl}${path}`;
  const search = async (query: Record<string, string>): Promise<{ items: Hit[]; nextCursor?: string }> => {
    const found = await line.client.get<{ items: Hit[]; nextCursor?: string }>(
      `/v1/search?${new URLSearchParams(query).toString()}`,
    );
    return found ?? { items: [] };
  };

  beforeAll(async () => {
    line = await start();
    const ids: string[] = [];
    for (const page of pages) ids.push(await send(page));
    for (const id of ids) await line.client.settled(id, 120_000);
  }, 240_000);

  afterAll(async () => {
    await line.stop();
  }, 60_000);

  describe('search', () => {
    /** Words of a headline that no other page has: a name and a number. */
    const nameIn = (page: GeneratedPage): string => /\p{Lu}\p{Ll}+ \d{4}/u.exec(page.headline)?.[0] ?? '';

    it('finds every article by words of its own soon after it came, with what was found highlighted', async () => {
      for (const page of pages) {
        const q = nameIn(page).toUpperCase();
        const hit = await eventually(
          `"${q}" to be found`,
          async () => (await search({ q })).items.find(({ article }) => article.canonicalUrl === page.url),
          30_000,
        );
        const [first] = hit.fragments;
        expect(first?.field).toBe('headline');
        expect(first?.html).toContain('<mark>');
      }
    });

    it('finds forms of a word, newest first, in pages, by language, source and time', async () => {
      // Every page has words of a vocabulary of sixty: "паром" stands in some of them, in the nominative.
      const all = (await search({ q: 'паромами', limit: '100' })).items.map(({ article }) => article);
      expect(all.length).toBeGreaterThan(0);
      const times = all.map(({ datePublished }) => Date.parse(datePublished ?? ''));
      expect(times).toEqual([...times].sort((a, b) => b - a));
      const walked: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page = await search({ q: 'паромами', limit: '2', ...(cursor === '' ? {} : { cursor }) });
        walked.push(...page.items.map(({ article }) => article.id));
        cursor = page.nextCursor;
      }
      expect(walked).toEqual(all.map(({ id }) => id));
      const german = (await search({ q: 'Fluß', language: 'de', limit: '100' })).items;
      expect(german.every(({ article }) => article.inLanguage === 'de')).toBe(true);
      expect((await search({ q: 'паромами', source: 'nobody' })).items).toEqual([]);
      expect((await search({ q: 'паромами', to: '2026-09-01T00:00:00Z' })).items).toEqual([]);
    });

    it.each(['{"$gt":""}', '"; DROP TABLE store_words; --', 'words:паром*', 'NEAR(a b)', '$where', "a' OR '1'='1"])(
      'takes %j for words',
      async (q) => {
        const response = await ask(url(`/v1/search?${new URLSearchParams({ q }).toString()}`));
        expect(response.status).toBe(200);
      },
    );

    it.each([
      'q[$ne]=x',
      'q[]=a&q[]=b',
      'q=',
      'q=%22',
      'q=.*',
      'q=a&cursor=%7B%7D',
      'q=a&limit=1000',
      'q=a&language[$gt]=',
    ])('refuses ?%s and says why', async (query) => {
      const response = await ask(url(`/v1/search?${query}`));
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    });
  });

  it('gives an article as ninjs and as JSON-LD, by parameter and by Accept', async () => {
    const [article] = await line.client.articles({ limit: '1' });
    const path = url(`/v1/articles/${article?.id ?? ''}`);
    const by = async (query: string, accept?: string): Promise<[string | null, Record<string, unknown>]> => {
      const response = await ask(`${path}${query}`, accept === undefined ? {} : { accept });
      return [response.headers.get('content-type'), (await response.json()) as Record<string, unknown>];
    };
    const [ninjsType, ninjs] = await by('?format=ninjs');
    expect(ninjsType).toContain('application/vnd.iptc.ninjs+json');
    expect(ninjs).toMatchObject({ uri: `urn:babelwire:article:${article?.id ?? ''}`, type: 'text' });
    expect(await by('', 'application/vnd.iptc.ninjs+json')).toEqual([ninjsType, ninjs]);
    const [ldType, ld] = await by('', 'application/ld+json, */*;q=0.1');
    expect(ldType).toContain('application/ld+json');
    expect(ld).toMatchObject({ '@type': 'NewsArticle', headline: article?.headline });
    expect((await by(''))[1]).toEqual(article);
    expect((await by('', 'image/png'))[1]).toEqual(article);
    expect((await ask(`${path}?format=xml`)).status).toBe(400);
  });

  describe.each(['json', 'atom', 'rss'])('the feed articles.%s', (format) => {
    it('has the articles of the query, page by page, for a parser that nobody here wrote', async () => {
      const wanted = (await line.client.articles({ language: 'uk' })).map(({ id }) => `urn:babelwire:article:${id}`);
      const ids: string[] = [];
      let next: string | undefined = url(`/v1/feeds/articles.${format}?language=uk&limit=2`);
      for (let page = 0; next !== undefined && page < 20; page++) {
        const text = await (await ask(next)).text();
        expect(parseFeed(text).format).toBe(format);
        ids.push(...(text.match(/urn:babelwire:article:[0-9a-z]{26}/g) ?? []));
        const link: string | undefined =
          format === 'json'
            ? (JSON.parse(text) as { next_url?: string }).next_url
            : /rel="next"[^>]*href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
        next = link;
      }
      expect(ids).toEqual(wanted);
    });

    it('is not sent again while nothing changed', async () => {
      const address = url(`/v1/feeds/articles.${format}?language=de`);
      const first = await ask(address);
      await first.text();
      const etag = first.headers.get('etag') ?? '';
      const modified = first.headers.get('last-modified') ?? '';
      const status = async (headers: Record<string, string>, query = ''): Promise<number> =>
        (await ask(`${address}${query}`, headers)).status;
      expect(await status({ 'if-none-match': etag })).toBe(304);
      expect(await status({ 'if-modified-since': modified })).toBe(304);
      expect(await status({ 'if-none-match': 'W/"other"' })).toBe(200);
      expect(await status({ 'if-none-match': etag }, '&limit=1')).toBe(200);
      expect(await status({ 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' })).toBe(200);
    });
  });

  it('exports every article of a query once, a line each, and goes on after any of them', async () => {
    const wanted = (await line.client.articles({ type: 'full' })).map(({ id }) => id);
    const exported = async (query: string): Promise<{ id: string; uri: string; identifier: string }[]> => {
      const response = await ask(url(`/v1/export?type=full${query}`));
      expect(response.headers.get('content-type')).toContain('application/x-ndjson');
      const text = await response.text();
      return text
        .split('\n')
        .slice(0, -1)
        .map((one) => JSON.parse(one) as { id: string; uri: string; identifier: string });
    };
    expect((await exported('')).map(({ id }) => id)).toEqual(wanted);
    expect((await exported(`&after=${wanted[4] ?? ''}`)).map(({ id }) => id)).toEqual(wanted.slice(5));
    expect((await exported('&format=ninjs')).map(({ uri }) => uri)).toEqual(
      wanted.map((id) => `urn:babelwire:article:${id}`),
    );
    expect((await exported('&format=jsonld')).map(({ identifier }) => identifier)).toEqual(wanted);
    expect((await ask(url('/v1/export?after=00000000000000000000000000'))).status).toBe(404);
    expect((await ask(url('/v1/export?format=csv'))).status).toBe(400);
  });

  it('streams every event once and in order to clients that come back, whatever is killed meanwhile', async () => {
    const early = new EventSourceClient(url('/v1/stream'));
    await early.open;
    const parts = [early];
    const late = Array.from({ length: 12 }, (_, index) => generatedPage(`${series}-late`, index));
    for (const [index, page] of late.entries()) {
      await line.client.settled(await send(page), 120_000);
      if (index % 4 !== 3) continue;
      const last = parts.at(-1);
      if (index === 3) await last?.close();
      else await line.restart(index === 7 ? 'SIGKILL' : 'SIGTERM');
      await last?.ended;
      parts.push(new EventSourceClient(url('/v1/stream'), last?.lastEventId));
    }
    const ids = (): string[] => parts.flatMap(({ events }) => events.map(({ event }) => event.id));
    const subjects = new Set(late.map((page) => page.url));
    await eventually(
      'all events of the late pages',
      async () => {
        const articles = await line.client.articles();
        const wanted = articles.filter(({ canonicalUrl }) => subjects.has(canonicalUrl ?? ''));
        const seen = new Set(parts.flatMap(({ events }) => events.map(({ event }) => event.subject)));
        return wanted.length === late.length && wanted.every(({ id }) => seen.has(id)) ? true : undefined;
      },
      60_000,
    );
    await line.idle();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const sinceEarly = new Set(ids());
    expect(ids()).toHaveLength(sinceEarly.size);
    // From where the early client began, the stream has exactly what its parts got together.
    const from = parts[0]?.events[0]?.place ?? '';
    const again = new EventSourceClient(url('/v1/stream'), from);
    await eventually(
      'the rest',
      () => Promise.resolve(again.events.length >= sinceEarly.size - 1 || undefined),
      60_000,
    );
    expect(again.events.map(({ event }) => event.id).sort()).toEqual(ids().slice(1).sort());
    const versions = new Map<string, number>();
    for (const { event } of parts.flatMap(({ events }) => events)) {
      expect(event.data.version).toBeGreaterThan(versions.get(event.subject) ?? 0);
      versions.set(event.subject, event.data.version);
    }
    await Promise.all([again, ...parts].map((client) => client.close()));
  }, 300_000);

  it('streams what is asked for alone, and refuses what makes no sense', async () => {
    const client = new EventSourceClient(url('/v1/stream?from=beginning&language=uk&types=article.created'));
    const wanted = pages.filter(({ language }) => language === 'uk').length;
    await eventually('all of them', () => Promise.resolve(client.events.length >= wanted || undefined), 30_000);
    for (const { type, event } of client.events) {
      expect(type).toBe('article.created');
      expect(event.data.inLanguage).toBe('uk');
    }
    await client.close();
    for (const query of [
      'types=article.read',
      'language=%24',
      'from=yesterday',
      'lastEventId=nonsense',
      'lastEventId=1;a=99999999;s=',
    ]) {
      expect((await ask(url(`/v1/stream?${query}`))).status).toBe(400);
    }
  });

  it('streams exactly what the public topics hold', async () => {
    const replay = new EventSourceClient(url('/v1/stream?from=beginning'));
    let count = -1;
    await eventually(
      'no more to come',
      async () => {
        if (replay.events.length === count && count > 0) return true;
        count = replay.events.length;
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return undefined;
      },
      60_000,
    );
    const streamed = replay.events.map(({ event }) => event.id);
    await replay.close();
    const topics = await line.finalRecords(Topics.articles, Topics.stories);
    expect(streamed.sort()).toEqual(
      topics
        .flat()
        .map(({ headers }) => headers.ce_id ?? '')
        .sort(),
    );
  });
}

describe('the outputs of the embedded line', () => {
  outputsSuite('outputs-embedded', async () => {
    const line = await EmbeddedLineUnderTest.start();
    return Object.assign(line, {
      restart: async (signal: NodeJS.Signals) => {
        await line.service.end(signal);
        await line.resume();
      },
    });
  });
});

describeWithServices('the outputs of the distributed line, by two replicas of publish', () => {
  outputsSuite('outputs-distributed', async () => {
    const line = await DistributedLineUnderTest.start('outputs', { replicas: 2 });
    return Object.assign(line, {
      restart: async (signal: NodeJS.Signals) => {
        await line.services.publish.end(signal);
        await line.startService('publish');
      },
    });
  });
});
