import type { Article } from '#libs/contracts';
import type { Store } from '#libs/store';

/** The articles first found on a capture, in the order in which they stand on the page. */
export async function articlesOf(store: Store, captureId: string): Promise<Article[]> {
  const capture = await store.captures.get(captureId);
  if (capture === undefined) return [];
  const articles = await Promise.all(capture.articleIds.map((id) => store.articles.get(id)));
  return articles.filter(
    (article): article is Article => article !== undefined && article.provenance.captureId === captureId,
  );
}
