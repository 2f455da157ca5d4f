import { type Article, stableId } from '#libs/contracts';

/** In place of every hash: nothing here is looked up by one. */
export const HASH = 'a'.repeat(64);

/** What tells one article of a bench from another. */
export interface BenchArticle {
  id: string;
  /** Number of its page at its source. */
  index: number;
  sourceId: string;
  captureId: string;
  inLanguage: string;
  headline: string;
  articleBody: string;
  /** When it came, was written and was judged, RFC 3339. */
  at: string;
}

const isCyrillic = (language: string): boolean => language === 'ru' || language === 'uk';

/** A full article, told once and like no other, with as much beside its text as one has on average. */
export function benchArticle(of: BenchArticle): Article {
  const { id, index, sourceId, captureId, inLanguage, headline, articleBody, at } = of;
  return {
    id,
    schemaVersion: 1,
    version: 1,
    pubStatus: 'usable',
    representationType: 'full',
    url: `https://${sourceId}.example/${index}`,
    canonicalUrl: `https://${sourceId}.example/${index}`,
    altIds: [],
    headline,
    articleBody,
    keywords: [],
    wordCount: articleBody.split(' ').length,
    inLanguage,
    author: [{ name: 'Ada Example' }],
    publisher: { name: sourceId, domain: `${sourceId}.example` },
    image: [{ url: `https://${sourceId}.example/${index}.jpg` }],
    datePublished: at,
    datePublishedPrecision: 'second',
    firstCreated: at,
    versionCreated: at,
    repeatsOnPage: 0,
    storyId: stableId('bench-story', id),
    translations: [],
    language: {
      tag: inLanguage,
      script: isCyrillic(inLanguage) ? 'Cyrl' : 'Latn',
      confidence: 0.98,
      segments: [{ start: 0, end: articleBody.length, tag: inLanguage, confidence: 0.98 }],
      detector: 'bench',
      detectorVersion: '1',
    },
    dedup: {
      status: 'unique',
      method: 'none',
      repeats: 0,
      contentHash: HASH,
      decidedAt: at,
      algorithmVersion: '1',
    },
    provenance: {
      captureId,
      sourceId,
      input: 'push',
      fetchedAt: at,
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: HASH,
      rawBytes: 40_000,
      extractor: 'bench',
      extractorVersion: '1',
    },
  };
}
