import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Article, type CaptureSummary, parseJson, type Story, Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import type { ArticleExplanation } from '#apps/publish';
import { generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { pageThatSaysEverything } from '../support/full-page.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';
import { conformity, spoil } from './stored-documents.js';

const root = join(import.meta.dirname, '..', '..');
const samples = join(root, 'apps', 'standalone', 'samples');
/** Gold data beside the checkout: there on the project's own machines, not on a user's. */
const gold = join(root, '..', 'shared', 'data', 'sample-page');

interface Expected {
  main: {
    headline: string;
    datePublished: string;
    inLanguage: string;
    keywords: string[];
    bodyParagraphs: string[];
  };
  teasers: {
    text: string;
    datePublished: string;
    dateAsWritten: string;
    inLanguage: string;
    articleSection: string;
    repeats: number;
  }[];
}

interface SamplePage {
  file: string;
  contentType: string;
  url?: string;
  sourceId: string;
  timeZone: string;
  fetchedAt: string;
}

/** One suite for both modes: nothing in it knows which one it runs on. */
function wholeLineSuite(start: () => Promise<LineUnderTest>): void {
  let line: LineUnderTest;

  beforeAll(async () => {
    line = await start();
  }, 180_000);

  afterAll(async () => {
    await line.stop();
  }, 60_000);

  it('turns a page into an article with its language, time and provenance', async () => {
    const page = generatedPage('first', 1);
    const id = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
    const { summary, articles } = await line.client.settled(id);
    expect(summary).toMatchObject({ pageType: 'article', repeats: 0, sourceId: 'first.example' });
    expect(articles).toHaveLength(1);
    expect(articles[0]).toMatchObject({
      representationType: 'full',
      canonicalUrl: page.url,
      headline: page.headline,
      inLanguage: page.language,
      version: 1,
      pubStatus: 'usable',
      dedup: { status: 'unique', repeats: 0 },
      provenance: { captureId: id, input: 'push', charset: 'utf-8' },
    });
    expect(Date.parse(articles[0]!.datePublished ?? '')).toBe(Date.parse(page.published));
    expect(await line.client.get(`/v1/stories/${articles[0]!.storyId}`)).toMatchObject({
      members: [{ id: articles[0]!.id, inLanguage: page.language }],
    });
  });

  it('gives the same capture the same id, and makes no second article of it', async () => {
    const page = generatedPage('again', 2);
    const origin = { url: page.url };
    const first = await line.client.accept(page.html, 'text/html', origin);
    await line.client.settled(first);
    const before = await line.client.articles({ source: 'again.example', duplicates: 'true' });
    const second = await line.client.accept(page.html, 'text/html', origin);
    const asJson = JSON.stringify({ ...origin, html: page.html });
    const third = await line.client.accept(asJson, 'application/json');
    expect([second, third]).toEqual([first, first]);
    await line.idle();
    expect(await line.client.articles({ source: 'again.example', duplicates: 'true' })).toEqual(before);
  });

  it('marks a copy on another site as a duplicate and keeps it out of the list', async () => {
    const page = generatedPage('original', 4);
    const copy = page.html.replaceAll('original.example', 'copy.example');
    const first = await line.client.settled(await line.client.accept(page.html, 'text/html', { url: page.url }));
    const url = page.url.replace('original.example', 'copy.example');
    const second = await line.client.settled(await line.client.accept(copy, 'text/html', { url }));
    expect(second.articles[0]).toMatchObject({
      dedup: { status: 'duplicate', method: 'content', of: first.articles[0]!.id },
      storyId: first.articles[0]!.storyId,
    });
    expect(await line.client.articles({ source: 'copy.example' })).toEqual([]);
    expect(await line.client.articles({ source: 'copy.example', duplicates: 'true' })).toHaveLength(1);
  });

  it('makes a changed text a new version of the same article', async () => {
    const page = generatedPage('edited', 7);
    const edited = page.html.replace(
      '</article>',
      '<p>Der Absatz kam am Abend hinzu und sagt etwas Neues.</p></article>',
    );
    const first = await line.client.settled(
      await line.client.accept(page.html, 'text/html', { url: page.url, fetchedAt: '2026-11-20T10:00:00Z' }),
    );
    await line.client.accept(edited, 'text/html', { url: page.url, fetchedAt: '2026-11-20T11:00:00Z' });
    const { id } = first.articles[0]!;
    const article = await eventually(
      'version 2',
      async () => {
        const now = await line.client.get<Article>(`/v1/articles/${id}`);
        return now?.version === 2 ? now : undefined;
      },
      30_000,
    );
    expect(article.dedup).toMatchObject({ status: 'update', method: 'url' });
    expect(article.articleBody).toContain('kam am Abend hinzu');
    expect(article.firstCreated).toBe(first.articles[0]!.firstCreated);
  });

  it('takes the bundled newspaper apart, and drops the syndicated copy', async () => {
    const pages = JSON.parse(readFileSync(join(samples, 'pages.json'), 'utf8')) as SamplePage[];
    const settled: { summary: CaptureSummary; articles: Article[] }[] = [];
    for (const { file, contentType, ...origin } of pages) {
      const id = await line.client.accept(readFileSync(join(samples, file)), contentType, origin);
      settled.push(await line.client.settled(id));
    }
    const articles = settled.flatMap((one) => one.articles);
    const languages = new Set(articles.map(({ inLanguage }) => inLanguage));
    for (const language of ['en', 'ru', 'uk', 'de', 'pl']) expect(languages).toContain(language);
    expect(articles.filter(({ dedup }) => dedup.status === 'duplicate').length).toBeGreaterThanOrEqual(1);
    expect(settled.reduce((sum, { summary }) => sum + summary.repeats, 0)).toBeGreaterThan(0);
  });

  it('pages through the list without a gap and finds by language, kind and time', async () => {
    await line.idle();
    const all = await line.client.articles();
    const byTwo = await line.client.articles({ limit: '2' });
    expect(byTwo.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const german = await line.client.articles({ language: 'de', type: 'full' });
    expect(german.length).toBeGreaterThan(0);
    expect(german.map(({ id }) => id)).toEqual(
      all.filter((one) => one.inLanguage === 'de' && one.representationType === 'full').map(({ id }) => id),
    );
    const from = '2026-11-18T00:00:00Z';
    const to = '2026-11-19T00:00:00Z';
    const day = await line.client.articles({ from, to });
    expect(day.length).toBeGreaterThan(0);
    for (const { datePublished, firstCreated } of day) {
      const time = Date.parse(datePublished ?? firstCreated);
      expect(time).toBeGreaterThanOrEqual(Date.parse(from));
      expect(time).toBeLessThan(Date.parse(to));
    }
  });

  const withGold = existsSync(gold) ? it : it.skip;
  withGold.each([
    ['page.txt', 'text/plain'],
    ['page.html', 'text/html'],
  ])(
    'gives exactly the expected articles of the gold page %s, and nothing more when it is sent again',
    async (file, type) => {
      const expected = JSON.parse(readFileSync(join(gold, 'expected.json'), 'utf8')) as Expected;
      const page = readFileSync(join(gold, file));
      const origin = { timeZone: 'Europe/Kyiv', sourceId: `gold-${file}` };
      const id = await line.client.accept(page, type, origin);
      const { summary, articles } = await line.client.settled(id);
      expect(summary.repeats).toBe(4);
      const [main, ...teasers] = articles;
      expect(main).toMatchObject({
        representationType: 'full',
        headline: expected.main.headline,
        datePublished: expected.main.datePublished,
        inLanguage: expected.main.inLanguage,
        keywords: expected.main.keywords,
        articleBody: expected.main.bodyParagraphs.join('\n\n'),
      });
      const told = teasers.map((teaser) => ({
        text: teaser.articleBody,
        datePublished: teaser.datePublished,
        dateAsWritten: teaser.dateAsWritten,
        inLanguage: teaser.inLanguage,
        articleSection: teaser.articleSection,
        repeats: teaser.dedup.repeats,
      }));
      expect(told).toEqual(expected.teasers);
      for (const teaser of teasers) expect(teaser.representationType).toBe('partial');

      await line.idle();
      const before = await line.client.articles({ capture: id, duplicates: 'true' });
      await expectStories(before);
      expect(await line.client.accept(page, type, origin)).toBe(id);
      await line.idle();
      expect(await line.client.articles({ capture: id, duplicates: 'true' })).toEqual(before);
    },
  );

  /** The main article and the five pairs of the gold page: who is linked with whom, in the documents and as stories. */
  async function expectStories(found: Article[]): Promise<void> {
    // Of the page in its second form every article repeats one of the first.
    const articles = await Promise.all(
      found.map(async (one) => (await line.client.get<Article>(`/v1/articles/${one.dedup.of ?? one.id}`)) ?? one),
    );
    expect(found.map(({ storyId }) => storyId)).toEqual(articles.map(({ storyId }) => storyId));
    const [main, ...teasers] = [...articles].sort((a, b) => b.articleBody.length - a.articleBody.length);
    expect(main).toMatchObject({ storyId: main!.id, translations: [] });
    const stories = new Map<string, Article[]>();
    for (const teaser of teasers) stories.set(teaser.storyId, [...(stories.get(teaser.storyId) ?? []), teaser]);
    expect(stories.size).toBe(5);
    for (const [id, members] of stories) {
      expect(members.map(({ inLanguage }) => inLanguage).sort()).toEqual(['en', 'ru']);
      const ids = members.map((member) => member.id).sort();
      expect(id).toBe(ids[0]);
      for (const member of members) {
        expect(member.translations.map((translation) => translation.id)).toEqual(
          ids.filter((one) => one !== member.id),
        );
      }
      // Stories come by a topic of their own, which may be behind that of the articles.
      const story = await eventually(
        'the story',
        async () => {
          const told = await line.client.get<Story>(`/v1/stories/${id}`);
          return told !== undefined && told.edges.length > 0 ? told : undefined;
        },
        30_000,
      );
      expect(story.members.map((member) => member.id)).toEqual(ids);
      expect(story.edges).toHaveLength(1);
    }
  }

  it("takes editors' decisions, and explains what came of them", async () => {
    const [one, other] = await line.client.articles({ language: 'de', type: 'full', limit: '2' });
    const [a, b] = [one!.id, other!.id];
    const decided = async (kind: string, together: boolean): Promise<void> => {
      const { status } = await line.client.post('/v1/decisions', { kind, a, b, by: 'the desk', reason: 'seen by eye' });
      expect(status).toBe(202);
      await eventually(
        `${kind} of two articles`,
        async () => {
          const [x, y] = await Promise.all([a, b].map((id) => line.client.get<Article>(`/v1/articles/${id}`)));
          return (x!.storyId === y!.storyId) === together ? true : undefined;
        },
        30_000,
      );
    };
    await decided('merge', true);
    const explanation = await line.client.get<ArticleExplanation>(`/v1/articles/${a}/explanation`);
    expect(explanation?.story.edges).toEqual(
      expect.arrayContaining([expect.objectContaining({ method: 'editor', a, b })]),
    );
    expect(explanation?.comparisons.map(({ other: { id } }) => id)).toContain(b);
    await decided('unmerge', false);
    const apart = await line.client.get<ArticleExplanation>(`/v1/articles/${a}/explanation?with=${b}`);
    expect(apart?.story.edges.filter(({ method }) => method === 'editor')).toEqual([]);
    expect(apart?.comparisons.find(({ other: { id } }) => id === b)?.repeat.match).toBe(false);
  });

  it('has told every article on the public topic once a version, in order, without its fingerprint', async () => {
    await line.idle();
    const stored = await line.client.articles({ duplicates: 'true' });
    const [events, told] = await line.finalRecords(Topics.articles, Topics.stories);
    const versions = new Map<string, number[]>();
    for (const { key, value, headers } of events!) {
      const article = parseJson(value) as Article & { fingerprint?: unknown };
      expect(key).toBe(article.id);
      expect(headers.ce_subject).toBe(article.id);
      expect(article.fingerprint).toBeUndefined();
      versions.set(article.id, [...(versions.get(article.id) ?? []), article.version]);
    }
    expect(new Set(versions.keys())).toEqual(new Set(stored.map(({ id }) => id)));
    for (const article of stored) {
      expect(versions.get(article.id)).toEqual(Array.from({ length: article.version }, (_, index) => index + 1));
    }
    expect(new Set(events!.map(({ headers }) => headers.ce_id)).size).toBe(events!.length);

    const stories = new Map<string, Story>();
    for (const { key, value, headers } of told!) {
      const story = parseJson(value) as Story;
      expect([key, headers.ce_type]).toEqual([story.id, 'story.updated']);
      expect(story.version).toBe((stories.get(story.id)?.version ?? 0) + 1);
      stories.set(story.id, story);
    }
    // What the articles say of their stories is what the stories say of their articles.
    const members = [...stories.values()].flatMap((story) => story.members.map(({ id }) => `${story.id} ${id}`));
    const linked = stored.filter(({ dedup, storyId }) => dedup.status !== 'duplicate' && stories.has(storyId));
    expect(linked.map(({ id, storyId }) => `${storyId} ${id}`).sort()).toEqual(members.sort());
    for (const { storyId, translations } of stored) {
      if (translations.length > 0) expect(stories.get(storyId)?.members.length).toBeGreaterThan(1);
    }
  });
}

describe('the whole line, embedded', () => {
  wholeLineSuite(() => EmbeddedLineUnderTest.start());
});

describeWithServices('the whole line, as four processes on Kafka and MongoDB', () => {
  let line: DistributedLineUnderTest;
  wholeLineSuite(async () => (line = await DistributedLineUnderTest.start('e2e')));

  it('keeps in MongoDB just what docs/schemas says, field for field', async () => {
    const page = pageThatSaysEverything();
    await line.client.settled(await line.client.accept(page.html, 'text/html', { url: page.url }));
    await line.idle();
    const { MONGODB_URI: uri = '', MONGODB_DATABASE: database = '' } = line.env;
    const found = {
      articles: await conformity(uri, database, 'articles'),
      stories: await conformity(uri, database, 'stories'),
      captures: await conformity(uri, database, 'captures'),
    };
    for (const { documents, faults } of Object.values(found)) {
      expect(documents).toBeGreaterThan(0);
      expect(faults).toEqual([]);
    }
    await spoil(uri, database, 'articles', { mood: 'glad', 'provenance.mood': 'glad' });
    const { faults } = await conformity(uri, database, 'articles');
    expect(faults).toEqual([expect.stringContaining('"mood"'), expect.stringContaining('/provenance must NOT have')]);

    // Written in other suites: a language taken back, a page of too many articles.
    expect(found.articles.unseen).toEqual(['formerLanguages']);
    expect(found.stories.unseen).toEqual([]);
    expect(found.captures.unseen).toEqual(['truncated']);
  });
});
