import { type Article, parseJson } from '#libs/contracts';
import { indexedText } from '#libs/search';
import { orderOf, type SearchDocument } from '#libs/store';

/** What is kept of an article, from the value of its event, to find it by its words. */
export function searchDocument(value: Uint8Array): SearchDocument {
  // Our own topic: it was checked when it was written.
  const article = parseJson(value) as Article;
  return {
    id: article.id,
    version: article.version,
    ...orderOf(article),
    usable: article.pubStatus === 'usable',
    duplicate: article.dedup.status === 'duplicate',
    language: article.inLanguage,
    sourceId: article.provenance.sourceId,
    ...indexedText(article),
  };
}
