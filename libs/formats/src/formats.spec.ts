import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseFeed } from 'feedsmith';
import { type Article, stableId } from '#libs/contracts';
import { type Feed, readFeed } from '#libs/feeds';
import { article, bareArticle } from '../test/articles.js';
import { JSON_FEED_SCHEMA } from '../test/json-feed-schema.js';
import { NINJS_SCHEMA } from '../test/ninjs-schema.js';
import { faultsBy } from '../test/validate.js';
import { type ArticleFeed, toAtom, toJsonFeed, toJsonLd, toNinjs, toRss } from './index.js';

const duplicate = article('copy', {
  dedup: { ...article('copy').dedup, status: 'duplicate', method: 'content', of: stableId('original') },
});
const dayOnly = article('day', { datePublished: '2026-03-01' });
const zoneless = article('zoneless', { datePublished: '2026-03-01T10:00:00', url: 'javascript:alert(1)' });
const gone = article('gone', { pubStatus: 'canceled' });
const bare = bareArticle('Nothing but a text');
const articles = [article('plain'), duplicate, dayOnly, zoneless, gone, bare];

describe('ninjs', () => {
  it.each(articles.map((one) => [one.url ?? 'bare', one] as const))('is what the standard asks for: %s', (_, one) => {
    expect(faultsBy(NINJS_SCHEMA, toNinjs(one))).toEqual([]);
  });

  it('has the text, the life cycle and what the article is linked with', () => {
    expect(toNinjs(duplicate)).toMatchObject({
      uri: `urn:babelwire:article:${duplicate.id}`,
      version: '2',
      pubStatus: 'usable',
      language: 'uk',
      contentCreated: '2026-03-01T10:00:00+02:00',
      headlines: [{ value: duplicate.headline }],
      bodies: [{ value: duplicate.articleBody, contentType: 'text/plain' }],
      altIds: expect.arrayContaining([
        { role: 'duplicate-of', value: `urn:babelwire:article:${stableId('original')}` },
        { role: 'story', value: duplicate.storyId },
      ]),
      associations: [{ uri: `urn:babelwire:article:${stableId('formats', 'other')}`, language: 'en' }],
    });
  });

  it('has no instant where the article has none', () => {
    expect(toNinjs(dayOnly)).not.toHaveProperty('contentCreated');
    expect(toNinjs(zoneless)).not.toHaveProperty('contentCreated');
  });

  it('is refused by the schema of this test where it is wrong', () => {
    const right = toNinjs(article('plain'));
    expect(faultsBy(NINJS_SCHEMA, { ...right, versionCreated: 'yesterday' })).not.toEqual([]);
    expect(faultsBy(NINJS_SCHEMA, { ...right, headline: 'x' })).not.toEqual([]);
    expect(faultsBy(NINJS_SCHEMA, { ...right, uri: undefined })).not.toEqual([]);
  });
});

describe('JSON-LD', () => {
  /** Properties of schema.org's NewsArticle and what it inherits from, as far as we use them. */
  const NEWS_ARTICLE =
    /^(@(context|type|id)|identifier|url|mainEntityOfPage|headline|description|articleBody|articleSection|keywords|wordCount|inLanguage|author|publisher|image|datePublished|dateModified|dateCreated|version|creativeWorkStatus|isAccessibleForFree|isPartOf|isBasedOn|workTranslation)$/;

  it.each(articles.map((one) => [one.url ?? 'bare', one] as const))(
    'has schema.org’s properties alone: %s',
    (_, one) => {
      const document = toJsonLd(one);
      expect(document).toMatchObject({
        '@context': 'https://schema.org',
        '@type': 'NewsArticle',
        inLanguage: one.inLanguage,
      });
      for (const [name, value] of Object.entries(document)) {
        expect(name).toMatch(NEWS_ARTICLE);
        expect(value).not.toBeUndefined();
      }
    },
  );

  it('types its parts', () => {
    expect(toJsonLd(article('plain'))).toMatchObject({
      author: [
        { '@type': 'Person', name: 'Ada Приклад' },
        { '@type': 'Person', name: 'Ben "B" Test' },
      ],
      publisher: { '@type': 'Organization', name: 'The Gazette', url: 'https://gazette.example/' },
      workTranslation: [{ '@type': 'NewsArticle', inLanguage: 'en' }],
      datePublished: '2026-03-01T10:00+02:00',
    });
    expect(toJsonLd(zoneless).url).toBe(zoneless.canonicalUrl);
  });
});

function feedOf(list: Article[], changes: Partial<ArticleFeed> = {}): ArticleFeed {
  return {
    title: 'Articles in uk & "more"',
    description: 'What <Babelwire> found',
    language: 'uk',
    homeUrl: 'https://wire.example/',
    selfUrl: 'https://wire.example/v1/feeds/articles.atom?language=uk&type=full',
    nextUrl: 'https://wire.example/v1/feeds/articles.atom?language=uk&cursor=abc',
    updated: '2026-03-01T11:00:00Z',
    articles: list,
    ...changes,
  };
}

/** By our own reader, which is another one than the writer. */
const ours = (document: string): Feed =>
  readFeed(Buffer.from(document), { url: 'https://wire.example/', capturedAt: '2026-03-02T00:00:00Z' });

const plain = article('plain');

describe.each([
  ['rss', toRss],
  ['atom', toAtom],
  ['json', toJsonFeed],
] as const)('a feed as %s', (format, write) => {
  it('is read by another’s parser, with every text as it was', () => {
    const { format: found, feed } = parseFeed(write(feedOf(articles)));
    expect(found).toBe(format);
    const shown = JSON.stringify(feed);
    expect(shown).toContain(JSON.stringify(plain.headline).slice(1, -1));
    expect(shown).toContain('Articles in uk & \\"more\\"');
    expect(shown).toContain('&lt; 5 &amp; less,<br>children');
    expect(shown).toContain('cursor=abc');
    expect(shown).toContain('R&D');
    expect(shown).not.toContain('javascript:');
  });

  it('is read by our own reader without a warning', () => {
    const feed = ours(write(feedOf(articles)));
    expect(feed.warnings).toEqual([]);
    expect(feed.entries).toHaveLength(articles.length);
    expect(feed).toMatchObject({ title: 'Articles in uk & "more"', language: 'uk' });
    const [first] = feed.entries;
    expect(first).toMatchObject({
      id: `urn:babelwire:article:${plain.id}`,
      url: plain.url,
      title: plain.headline,
      authors: plain.author.map(({ name }) => name),
      language: 'uk',
    });
    expect(Date.parse(first?.published ?? '')).toBe(Date.parse('2026-03-01T10:00:00+02:00'));
    expect(first?.contentHtml).toContain('<p>Паром знову ходить.</p>');
    expect(first?.categories).toEqual(expect.arrayContaining(['ferry', 'R&D']));
  });

  it('is there for nothing, too', () => {
    const feed = ours(write(feedOf([])));
    expect(feed.entries).toEqual([]);
  });

  it('is well formed whatever a page wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const one = article('odd', {
          headline: `a${text}b`,
          articleBody: text,
          keywords: [text],
          author: [{ name: text }],
        });
        const feed = ours(write(feedOf([one])));
        expect(feed.entries).toHaveLength(1);
        expect(feed.warnings.filter(({ code }) => code !== 'date-ahead')).toEqual([]);
        expect(parseFeed(write(feedOf([one]))).format).toBe(format);
      }),
    );
  });
});

describe('a JSON Feed', () => {
  it.each([articles, [], [bare]].map((list) => [list]))('is what its specification asks for', (list) => {
    expect(faultsBy(JSON_FEED_SCHEMA, JSON.parse(toJsonFeed(feedOf(list))))).toEqual([]);
  });

  it('is refused by the schema of this test where it is wrong', () => {
    const right = JSON.parse(toJsonFeed(feedOf(articles))) as { items: object[] };
    expect(faultsBy(JSON_FEED_SCHEMA, { ...right, title: undefined })).not.toEqual([]);
    expect(faultsBy(JSON_FEED_SCHEMA, { ...right, items: [{ id: 'x' }] })).not.toEqual([]);
    expect(faultsBy(JSON_FEED_SCHEMA, { ...right, extra: 1 })).not.toEqual([]);
  });
});
