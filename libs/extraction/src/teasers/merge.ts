import { fold } from '../text/lines.js';
import type { FoundArticle, FoundDate } from '../types.js';

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
    if (article.date && saysMore(article.date, first.date)) first.date = article.date;
    if (first.articleSection === undefined && article.articleSection !== undefined)
      first.articleSection = article.articleSection;
    if (first.image.length === 0) first.image = article.image;
    if (first.keywords.length === 0) first.keywords = article.keywords;
  }
  return [...kept.values()];
}

/** A date says more than none, and one with the hour more than a day. */
function saysMore(date: FoundDate, than: FoundDate | undefined): boolean {
  return than === undefined || (than.precision === 'day' && date.precision !== 'day');
}
