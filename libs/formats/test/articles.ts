import { type Article, stableId } from '#libs/contracts';
import { article as document } from '../../store/test/documents.js';

/** An article with every kind of field, and with what has to be escaped in each, changed as asked. */
export function article(name: string, changes: Partial<Article> = {}): Article {
  return document(name, {
    id: stableId('formats', name),
    version: 2,
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
    // To the minute, as a page may give it.
    datePublished: '2026-03-01T10:00+02:00',
    dateModified: '2026-03-01T12:00:00+02:00',
    versionCreated: '2026-03-01T11:00:00Z',
    isAccessibleForFree: true,
    isPartOf: { url: 'https://gazette.example/' },
    storyId: stableId('formats', 'story'),
    translations: [{ id: stableId('formats', 'other'), inLanguage: 'en' }],
    ...changes,
  });
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
    datePublishedPrecision: _precision,
    datePublishedMethod: _method,
    datePublishedZone: _zone,
    dateModified: _modified,
    isAccessibleForFree: _free,
    isPartOf: _part,
    ...rest
  } = article('bare', { altIds: [], keywords: [], author: [], image: [], translations: [], inLanguage: 'und' });
  return { ...rest, articleBody };
}
