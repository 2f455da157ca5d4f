import { type FingerprintedArticle, stableId } from '#libs/contracts';
import { ALGORITHM_VERSION, comparedText, fingerprint, STORY_VERSION, storySignature } from '#libs/similarity';

export const HOUR = 3600 * 1000;
export const NOON = Date.parse('2026-11-20T12:00:00Z');

export interface Sketch {
  name: string;
  body: string;
  headline?: string;
  type?: 'full' | 'partial';
  fetchedAt?: number;
  repeats?: number;
  language?: string;
  url?: string;
}

/** An article as it reaches the resolver. Its id is made of its name. */
export function article(sketch: Sketch): FingerprintedArticle {
  const { name, body, headline, type = 'full', fetchedAt = NOON, repeats = 0, language = 'de', url } = sketch;
  const text = { articleBody: body, ...(headline === undefined ? {} : { headline }) };
  return {
    id: stableId(name),
    schemaVersion: 1,
    representationType: type,
    altIds: [],
    ...text,
    ...(url === undefined ? {} : { url, canonicalUrl: url }),
    keywords: [],
    wordCount: 30,
    author: [],
    image: [],
    repeatsOnPage: repeats,
    provenance: {
      captureId: stableId('capture', name),
      sourceId: 'news.example',
      input: 'push',
      fetchedAt: new Date(fetchedAt).toISOString(),
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: 'a'.repeat(64),
      rawBytes: 1,
      extractor: 'x',
      extractorVersion: '1',
    },
    inLanguage: language,
    language: { tag: language, confidence: 1, segments: [], detector: 'd', detectorVersion: '1' },
    fingerprint: {
      algorithmVersion: ALGORITHM_VERSION,
      ...fingerprint(comparedText(text)),
      story: { algorithmVersion: STORY_VERSION, ...storySignature(comparedText(text), language) },
    },
  };
}
