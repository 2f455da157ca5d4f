import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Article, articleId, parseJson, Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import { random } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';
import { Newspaper } from '../support/newspaper/newspaper.js';
import { brokenRules } from '../support/newspaper/rules.js';
import { keyEnv, keyHeaders } from '../support/key.js';
import { Service } from '../support/processes.js';

const ARTICLES = 200;
const MIN_DELAY_MS = 50;
const LEASE_SECONDS = 10;

const settings = (paper: Newspaper): Record<string, string> => ({
  FETCH_CONTACT: 'https://press.example/crawler',
  FETCH_ALLOW: paper.host,
  FETCH_MIN_DELAY_MS: String(MIN_DELAY_MS),
  FETCH_MIN_INTERVAL_SECONDS: '1',
  FETCH_LEASE_SECONDS: String(LEASE_SECONDS),
  // The papers break some connections in the middle of a page.
  FETCH_RETRY_SECONDS: '2,2,2',
  LOG_LEVEL: 'warn',
});

/** Papers of the test with two replicas: more than one replica has in hand. */
const PAPERS = 6;
/** Clocks and timers of processes that share two busy cores, ms. */
const TOLERANCE_MS = 45;

async function babelwire(...args: string[]): Promise<{ code: number | null; output: string }> {
  const service = new Service('cli', ['apps/standalone/bin/babelwire.js', ...args], keyEnv);
  service.start();
  const code = await service.ended();
  return { code, output: service.output };
}

async function allCaptured(paper: Newspaper, line: LineUnderTest, timeoutMs: number): Promise<Article[]> {
  return eventually(
    'every article to be there',
    async () => {
      const articles = await line.client.articles({ source: 'morning', duplicates: 'true' });
      const urls = new Set(articles.map(({ canonicalUrl }) => canonicalUrl));
      return paper.articles.every(({ path }) => urls.has(`${paper.origin}${path}`)) ? articles : undefined;
    },
    timeoutMs,
    500,
  );
}

function expectCorrect(paper: Newspaper, articles: Article[]): void {
  const printed = new Map(paper.articles.map((one) => [`${paper.origin}${one.path}`, one]));
  expect(articles.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual([...printed.keys()].sort());
  const wrong = articles.filter((article) => {
    const one = printed.get(article.canonicalUrl ?? '');
    return (
      article.inLanguage !== one?.language ||
      article.headline !== one.headline ||
      Date.parse(article.datePublished ?? '') !== one.publishedAt ||
      article.provenance.input !== 'site'
    );
  });
  expect(wrong.map(({ canonicalUrl, inLanguage, headline }) => ({ canonicalUrl, inLanguage, headline }))).toEqual([]);
}

function acquiringSuite(start: (env: Record<string, string>) => Promise<LineUnderTest>): void {
  let paper: Newspaper;
  let line: LineUnderTest;

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: ARTICLES });
    line = await start(settings(paper));
  }, 180_000);

  afterAll(async () => {
    await line.stop();
    await paper.close();
  }, 60_000);

  it(`shows what a home page would give, adds it, and brings all ${ARTICLES} articles once`, async () => {
    const api = ['--api', line.client.ingestUrl];
    const trial = await babelwire('sources', 'test', `${paper.origin}/`, ...api);
    expect(trial).toMatchObject({ code: 0, output: expect.stringContaining('feed') });
    expect(trial.output).toContain('/sitemaps/index.xml');
    const added = await babelwire(
      'sources',
      'add',
      `${paper.origin}/`,
      '--id',
      'morning',
      '--max-interval',
      '5',
      '--json',
      ...api,
    );
    expect(added.code).toBe(0);
    const again = await babelwire('sources', 'add', `${paper.origin}/`, '--id', 'morning', ...api);
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('there is a source morning already') });
    expectCorrect(paper, await allCaptured(paper, line, 300_000));
    expect(brokenRules(paper.log, { minDelayMs: MIN_DELAY_MS, toleranceMs: TOLERANCE_MS })).toEqual([]);
  }, 420_000);

  it('brings a new article by itself, and none of a source that is paused', async () => {
    const api = ['--api', line.client.ingestUrl];
    paper.publish();
    await allCaptured(paper, line, 120_000);
    expect((await babelwire('sources', 'pause', 'morning', ...api)).code).toBe(0);
    const listed = await babelwire('sources', 'list', '--json', ...api);
    expect(JSON.parse(listed.output)).toMatchObject([{ id: 'morning', paused: true, health: { status: 'paused' } }]);
    // What was under way when it was paused is cut off at the next renewal of its lease, which comes three times in one.
    await eventually(
      'the end of what was under way',
      () => Promise.resolve(Date.now() - paper.log.at(-1)!.startedAt > LEASE_SECONDS * 500 || undefined),
      2 * LEASE_SECONDS * 1000,
    );
    const before = paper.log.length;
    const held = paper.publish();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(paper.log.length).toBe(before);
    expect((await babelwire('sources', 'resume', 'morning', ...api)).code).toBe(0);
    await allCaptured(paper, line, 120_000);
    expect(paper.requestsOf(held.path).length).toBeGreaterThan(0);
    expect((await babelwire('sources', 'remove', 'morning', ...api)).code).toBe(0);
    expect(await babelwire('sources', 'remove', 'morning', ...api)).toMatchObject({
      code: 1,
      output: expect.stringContaining('there is no source morning'),
    });
  }, 300_000);

  it('has told of every article once', async () => {
    await line.idle();
    const [events] = await line.finalRecords(Topics.articles);
    const told = events!.map(({ value }) => parseJson(value) as Article);
    const own = told.filter(({ provenance }) => provenance.sourceId === 'morning');
    const first = own.filter(({ version }) => version === 1).map(({ canonicalUrl }) => canonicalUrl);
    expect(first.sort()).toEqual(paper.articles.map(({ path }) => `${paper.origin}${path}`).sort());
  }, 120_000);
}

describe('acquiring, embedded', () => {
  acquiringSuite((env) => EmbeddedLineUnderTest.start(env));
});

describeWithServices('acquiring, on Kafka and MongoDB', () => {
  acquiringSuite((env) => DistributedLineUnderTest.start('acquire', { env }));
});

/** Pages that are taken down and come back, in a feed and as sources of their own. */
function withdrawalSuite(start: (env: Record<string, string>) => Promise<LineUnderTest>): void {
  let paper: Newspaper;
  let line: LineUnderTest;

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: 8 });
    const recheck = Array.from({ length: 50 }, () => '4').join(',');
    line = await start({ ...settings(paper), FETCH_RECHECK_SECONDS: recheck });
  }, 180_000);

  afterAll(async () => {
    await line.stop();
    await paper.close();
  }, 60_000);

  const api = (): string[] => ['--api', line.client.ingestUrl];
  const articleOf = async (path: string): Promise<Article | undefined> => {
    const id = articleId({ canonicalUrl: paper.origin + path });
    return line.client.get<Article>(`/v1/articles/${id}`);
  };
  const until = (path: string, pubStatus: Article['pubStatus'], version: number): Promise<Article> =>
    eventually(
      `version ${version} of ${path} to be ${pubStatus}`,
      async () => {
        const article = await articleOf(path);
        return article?.pubStatus === pubStatus && article.version >= version ? article : undefined;
      },
      120_000,
      250,
    );

  it('are canceled when their pages answer 410, and no others', async () => {
    const added = await babelwire('sources', 'add', `${paper.origin}/feeds/en-de.atom`, '--id', 'wire', ...api());
    expect(added.code).toBe(0);
    const [gone, stays] = [paper.articles[4]!, paper.articles[3]!];
    const before = await until(gone.path, 'usable', 1);
    await until(stays.path, 'usable', 1);
    paper.takeDown(gone.index);
    const canceled = await until(gone.path, 'canceled', before.version + 1);
    // What it said stays on record, and what was there is no longer listed.
    expect(canceled).toMatchObject({ headline: gone.headline, articleBody: before.articleBody });
    const listed = await line.client.articles({ source: 'wire', duplicates: 'true' });
    expect(listed.map(({ id }) => id)).not.toContain(canceled.id);
    expect(listed.map(({ canonicalUrl }) => canonicalUrl)).toContain(paper.origin + stays.path);
    expect((await babelwire('sources', 'remove', 'wire', ...api())).code).toBe(0);
  }, 240_000);

  it('are usable again when the pages are back, though they say what they said', async () => {
    const page = paper.articles[5]!;
    const options = ['--kind', 'page', '--id', 'watched', ...api()];
    expect((await babelwire('sources', 'add', paper.origin + page.path, ...options)).code).toBe(0);
    // Settings are changed while it is polled.
    const set = await babelwire(
      'sources',
      'set',
      'watched',
      '--max-interval',
      '1',
      '--languages',
      'uk',
      '--json',
      ...api(),
    );
    expect(set.code).toBe(0);
    expect(JSON.parse(set.output)).toMatchObject([{ id: 'watched', maxIntervalSeconds: 1, languages: ['uk'] }]);
    const before = await until(page.path, 'usable', 1);
    paper.takeDown(page.index);
    const canceled = await until(page.path, 'canceled', before.version + 1);
    page.isGone = false;
    const back = await until(page.path, 'usable', canceled.version + 1);
    expect(back.dedup.contentHash).toBe(before.dedup.contentHash);
    expect((await babelwire('sources', 'remove', 'watched', ...api())).code).toBe(0);
  }, 240_000);

  it('have told of each step once', async () => {
    await line.idle();
    const [events] = await line.finalRecords(Topics.articles);
    const types = (path: string): (string | undefined)[] => {
      const id = articleId({ canonicalUrl: paper.origin + path });
      return events!.filter(({ key }) => key === id).map(({ headers }) => headers.ce_type);
    };
    expect(types(paper.articles[4]!.path).filter((type) => type === 'article.canceled')).toHaveLength(1);
    expect(types(paper.articles[4]!.path).at(-1)).toBe('article.canceled');
    expect(types(paper.articles[5]!.path).filter((type) => type === 'article.canceled')).toHaveLength(1);
    expect(types(paper.articles[5]!.path).at(-1)).toBe('article.updated');
  }, 120_000);
}

describe('pages that are taken down, embedded', () => {
  withdrawalSuite((env) => EmbeddedLineUnderTest.start(env));
});

describeWithServices('pages that are taken down, on Kafka and MongoDB', () => {
  withdrawalSuite((env) => DistributedLineUnderTest.start('gone', { env }));
});

const isDone = ({ log, articles }: Newspaper): boolean => {
  const fetched = new Set(log.filter(({ status }) => status === 200).map(({ path }) => path.split('?')[0]));
  return articles.every(({ path }) => fetched.has(path));
};

describeWithServices('acquiring by two replicas, of which one is killed', () => {
  const papers: Newspaper[] = [];
  let line: DistributedLineUnderTest;

  beforeAll(async () => {
    for (let index = 1; index <= PAPERS; index += 1) {
      papers.push(await Newspaper.start({ articles: 60, address: `127.0.0.${index}` }));
    }
    const allow = papers.map(({ host }) => host).join(',');
    const env = { ...settings(papers[0]!), FETCH_ALLOW: allow, FETCH_CONCURRENCY: '3' };
    line = await DistributedLineUnderTest.start('replicas', {
      services: ['ingest'],
      env,
    });
  }, 180_000);

  afterAll(async () => {
    await line.stop();
    for (const paper of papers) await paper.close();
  }, 60_000);

  it('no source stalls for more than a lease, and nothing is fetched twice at once', async () => {
    const other = await line.addReplica('ingest');
    await Promise.all(
      papers.map(async ({ origin }, index) => {
        const body = JSON.stringify({ url: `${origin}/`, id: `paper-${index}`, recheck: false });
        const headers = { ...keyHeaders, 'content-type': 'application/json' };
        const answer = await fetch(`${line.client.ingestUrl}/v1/sources`, { method: 'POST', headers, body });
        expect(answer.status).toBe(201);
      }),
    );
    const next = random(Number(process.env.CHAOS_SEED ?? 20261125));
    await new Promise((resolve) => setTimeout(resolve, 500 + next() * 3000));
    const killedAt = Date.now();
    const underWay = papers.filter((paper) => !isDone(paper)).length;
    await (next() < 0.5 ? line.services.ingest : other.service).end('SIGKILL');
    await eventually(
      'every page of every paper',
      () => Promise.resolve(papers.every(isDone) ? true : undefined),
      180_000,
    );
    expect(underWay).toBeGreaterThan(1);
    for (const { log } of papers) {
      expect(brokenRules(log, { minDelayMs: MIN_DELAY_MS, toleranceMs: TOLERANCE_MS })).toEqual([]);
      const after = log.filter(({ startedAt }) => startedAt >= killedAt).map(({ startedAt }) => startedAt);
      expect(Math.min(...after) - killedAt).toBeLessThanOrEqual(LEASE_SECONDS * 1000);
    }
  }, 420_000);
});
