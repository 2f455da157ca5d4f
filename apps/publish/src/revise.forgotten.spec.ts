import { describe, expect, it } from '@jest/globals';
import { type Article, stableId } from '#libs/contracts';
import { revise } from './revise.js';

const HOUR = 3600 * 1000;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();

/** A version of one article: what its text is, when its page was fetched, and when it was judged, hours from noon. */
function version(text: string, fetched: number, judged: number, more: Partial<Article> = {}): Article {
  const id = stableId('article');
  return {
    id,
    schemaVersion: 1,
    representationType: 'full',
    altIds: [],
    articleBody: text,
    keywords: [],
    wordCount: 3,
    author: [],
    image: [],
    repeatsOnPage: 0,
    provenance: {
      captureId: stableId(text),
      sourceId: 'news.example',
      input: 'push',
      fetchedAt: at(fetched),
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: 'a'.repeat(64),
      rawBytes: 1,
      extractor: 'x',
      extractorVersion: '1',
    },
    inLanguage: 'de',
    language: { tag: 'de', confidence: 1, segments: [], detector: 'd', detectorVersion: '1' },
    version: 1,
    pubStatus: 'usable',
    firstCreated: at(judged),
    versionCreated: at(judged),
    storyId: id,
    translations: [],
    dedup: {
      status: 'unique',
      method: 'none',
      repeats: 0,
      contentHash: text.padEnd(64, '0'),
      decidedAt: at(judged),
      algorithmVersion: 'a',
    },
    ...more,
  };
}

describe('an article that dedup has forgotten', () => {
  const stored = version('later text', 2, 2, { version: 2, firstCreated: at(0) });
  const come = (verdict: Article): Article[] =>
    revise([{ verdict, eventId: 'e' }], new Map([[stored.id, stored]])).map(({ article }) => article);

  it('is told again when its text is new', () => {
    expect(come(version('newest text', 100, 100))).toMatchObject([
      { version: 3, articleBody: 'newest text', firstCreated: at(0), dedup: { status: 'update', method: 'url' } },
    ]);
  });

  it('is not told when its text is the stored one', () => {
    expect(come(version('later text', 100, 100))).toEqual([]);
  });

  it('does not go back to an earlier page that is replayed', () => {
    expect(come(version('first text', 0, 100))).toEqual([]);
  });

  it('is told again from the same page, read better', () => {
    expect(come(version('later text, read better', 2, 100))).toMatchObject([{ version: 3 }]);
  });
});
