import type { FingerprintedArticle, RememberedArticle } from '#libs/contracts';

/** More pictures than this say nothing about which story it is. */
const MOST_IMAGES = 3;

/** What later verdicts depend on. */
export function remember(
  article: FingerprintedArticle,
  verdict: Pick<RememberedArticle, 'version' | 'of' | 'decidedAt' | 'firstCreated'>,
): RememberedArticle {
  const { fetchedAt } = article.provenance;
  const url = article.canonicalUrl ?? article.url;
  return {
    id: article.id,
    schemaVersion: 1,
    representationType: article.representationType,
    inLanguage: article.inLanguage,
    ...verdict,
    fetchedAt,
    toldAt: toldAt(article) ?? fetchedAt,
    ...(url === undefined ? {} : { url }),
    images: article.image.slice(0, MOST_IMAGES).map((image) => image.url),
    fingerprint: article.fingerprint,
  };
}

/** The publication time, where it is one: to the minute at least, with a zone, and not after the page was fetched. */
function toldAt({ datePublished, datePublishedPrecision, provenance }: FingerprintedArticle): string | undefined {
  if (datePublished === undefined || datePublishedPrecision === 'day') return undefined;
  if (!/T.*(?:Z|[+-]\d\d:\d\d)$/.test(datePublished)) return undefined;
  const published = Date.parse(datePublished);
  if (!(published <= Date.parse(provenance.fetchedAt))) return undefined;
  return new Date(published).toISOString();
}
