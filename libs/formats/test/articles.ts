import { type Article, stableId } from '#libs/contracts';

const HASH = 'a'.repeat(64);

/** An article with every kind of field, changed as asked. */
export function article(name: string, changes: Partial<Article> = {}): Article {
  const id = stableId('formats', name);
  return {
    id,
    schemaVersion: 1,
    version: 2,
    pubStatus: 'usable',
    representationType: 'full',
    url: `https://gazette.example/${name}`,
    canonicalUrl: `https://gazette.example/${name}`,
    altIds: [{ role: 'amp', value: `https://gazette.example/amp/${name}` }],
    headline: `The ferry "${name}" & <others> sail`,
    description: "What the harbour master's office says",
    articleBody: 'Паром знову ходить.\n\nTickets cost < 5 & less,\nchildren travel free.',
    articleSection: 'Harbour',
    keywords: ['ferry', 'R&D'],
    wordCount: 10,
    inLanguage: 'uk',
    author: [{ name: 'Ada Приклад' }, { name: 'Ben "B" Test' }],
    publisher: { name: 'The Gazette', url: 'https://gazette.example/', domain: 'gazette.example' },
    image: [{ url: 'https://gazette.example/ferry.jpg?a=1&b=2' }],
    datePublished: '2026-03-01T10:00+02:00',
    dateModified: '2026-03-01T12:00:00+02:00',
    firstCreated: '2026-03-01T09:00:00Z',
    versionCreated: '2026-03-01T11:00:00Z',
    repeatsOnPage: 0,
    isAccessibleForFree: true,
    isPartOf: { url: 'https://gazette.example/' },
    storyId: stableId('formats', 'story'),
    translations: [{ id: stableId('formats', 'other'), inLanguage: 'en' }],
    language: { tag: 'uk', confidence: 0.9, segments: [], detector: 'test', detectorVersion: '1' },
    dedup: {
      status: 'unique',
      method: 'none',
      repeats: 0,
      contentHash: HASH,
      decidedAt: '2026-03-01T09:00:00Z',
      algorithmVersion: '1',
    },
    provenance: {
      captureId: stableId('formats', 'capture'),
      sourceId: 'gazette',
      input: 'push',
      fetchedAt: '2026-03-01T09:00:00Z',
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: HASH,
      rawBytes: 1,
      extractor: 'test',
      extractorVersion: '1',
    },
    ...changes,
  };
}

/** As little as an article can have. */
export function bareArticle(articleBody: string): Article {
  const {
    url: _url,
    canonicalUrl: _canonical,
    headline: _headline,
    description: _description,
    articleSection: _section,
    publisher: _publisher,
    datePublished: _published,
    dateModified: _modified,
    isAccessibleForFree: _free,
    isPartOf: _part,
    ...rest
  } = article('bare', { altIds: [], keywords: [], author: [], image: [], translations: [], inLanguage: 'und' });
  return { ...rest, articleBody };
}
