import { stableId, type Article, type CaptureSummary, type Story } from '#libs/contracts';
import type { StoredArticle } from '../src/ports.js';

/** A valid id, the same for the same name. */
export const idOf = (name: string): string => stableId('store-suite', name);

const HASH = 'a'.repeat(64);

type Changes = Partial<Omit<Article, 'dedup' | 'provenance'>> & {
  dedup?: Partial<Article['dedup']>;
  provenance?: Partial<Article['provenance']>;
};

/** A full public document with every kind of field, changed as asked. */
export function article(name: string, changes: Changes = {}): Article {
  const { dedup, provenance, ...rest } = changes;
  return {
    id: idOf(name),
    schemaVersion: 1,
    version: 1,
    pubStatus: 'usable',
    representationType: 'full',
    url: `https://gazette.example/${name}`,
    canonicalUrl: `https://gazette.example/${name}`,
    altIds: [{ role: 'amp', value: `https://gazette.example/amp/${name}` }],
    headline: `The ferry of ${name} sails again`,
    articleBody: 'The ferry sails again.\n\nПаром снова ходит.',
    keywords: ['ferry'],
    wordCount: 7,
    inLanguage: 'en',
    author: [{ name: 'Ada Example' }],
    publisher: { name: 'The Gazette', domain: 'gazette.example' },
    image: [{ url: 'https://gazette.example/ferry.jpg' }],
    datePublished: '2026-03-01T10:00:00+02:00',
    datePublishedPrecision: 'minute',
    datePublishedMethod: 'json-ld',
    datePublishedZone: 'date',
    firstCreated: '2026-03-01T09:00:00Z',
    versionCreated: '2026-03-01T09:00:00Z',
    repeatsOnPage: 0,
    storyId: idOf(`${name}-story`),
    translations: [],
    language: {
      tag: 'en',
      script: 'Latn',
      confidence: 0.98,
      segments: [{ start: 0, end: 22, tag: 'en', confidence: 0.98 }],
      detector: 'suite',
      detectorVersion: '1',
    },
    ...rest,
    dedup: {
      status: 'unique',
      method: 'none',
      repeats: 0,
      contentHash: HASH,
      decidedAt: '2026-03-01T09:00:00Z',
      algorithmVersion: '1',
      ...dedup,
    },
    provenance: {
      captureId: idOf('capture'),
      sourceId: 'gazette',
      input: 'push',
      fetchedAt: '2026-03-01T09:00:00Z',
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: HASH,
      rawBytes: 1000,
      extractor: 'suite',
      extractorVersion: '1',
      ...provenance,
    },
  };
}

/** The article as one verdict gave it; another `verdict` is another event. */
export function stored(name: string, changes: Changes = {}, verdict = 'first'): StoredArticle {
  const document = article(name, changes);
  return { article: document, eventId: stableId('event', document.id, String(document.version), verdict) };
}

export function story(name: string, changes: Partial<Story> = {}): Story {
  return {
    id: idOf(name),
    schemaVersion: 1,
    version: 1,
    members: [
      { id: idOf(`${name}-en`), inLanguage: 'en' },
      { id: idOf(`${name}-uk`), inLanguage: 'uk' },
    ],
    edges: [
      {
        a: idOf(`${name}-uk`),
        b: idOf(`${name}-en`),
        method: 'link',
        score: 0.8,
        threshold: 0.43,
        decidedAt: '2026-03-01T09:00:00Z',
        algorithmVersion: 'suite-1',
      },
    ],
    versionCreated: '2026-03-01T09:00:00Z',
    ...changes,
  };
}

export function capture(name: string, changes: Partial<CaptureSummary> = {}): CaptureSummary {
  return {
    id: idOf(name),
    url: 'https://gazette.example/',
    sourceId: 'gazette',
    fetchedAt: '2026-03-01T09:00:00Z',
    pageType: 'listing',
    pageTypeConfidence: 0.9,
    articleIds: [idOf('one'), idOf('two')],
    repeats: 1,
    rawSha256: HASH,
    rawBytes: 1000,
    ...changes,
  };
}

/** The same items in an order that is mixed up, but the same at every run. */
export function shuffled<T>(items: T[]): T[] {
  const keyed = items.map((item, index) => ({ item, key: stableId('shuffle', String(index)) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}
