import type { FingerprintedArticle, RememberedArticle } from '#libs/contracts';
import { circumstancesOf } from '#libs/similarity';

/** What later verdicts depend on. */
export function remember(
  article: FingerprintedArticle,
  verdict: Pick<RememberedArticle, 'version' | 'of' | 'decidedAt' | 'firstCreated'>,
): RememberedArticle {
  const { url, images, at } = circumstancesOf(article);
  return {
    id: article.id,
    schemaVersion: 1,
    representationType: article.representationType,
    inLanguage: article.inLanguage,
    ...verdict,
    fetchedAt: article.provenance.fetchedAt,
    toldAt: new Date(at).toISOString(),
    ...(url === undefined ? {} : { url }),
    images: [...images],
    fingerprint: article.fingerprint,
  };
}
