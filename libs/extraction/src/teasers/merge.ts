import { fold } from '../text/lines.js';
import type { FoundArticle } from '../types.js';

/** One article for each set of blocks that tell the same one: same address, or without one the same words. */
export function mergeRepeats(articles: readonly FoundArticle[]): FoundArticle[] {
  const kept = new Map<string, FoundArticle>();
  for (const article of articles) {
    const key = article.canonicalUrl ?? `text ${fold(article.articleBody)}`;
    const first = kept.get(key);
    if (!first) {
      kept.set(key, article);
      continue;
    }
    first.repeatsOnPage++;
    if (article.articleBody.length > first.articleBody.length) {
      first.articleBody = article.articleBody;
      if (article.description !== undefined) first.description = article.description;
    }
    if (!first.date && article.date) first.date = article.date;
    if (first.articleSection === undefined && article.articleSection !== undefined)
      first.articleSection = article.articleSection;
    if (first.image.length === 0) first.image = article.image;
    if (first.keywords.length === 0) first.keywords = article.keywords;
  }
  return [...kept.values()];
}
