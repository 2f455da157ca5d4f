import { generatedPage, type PageLanguage } from '../generated-pages.js';

/** An article as the newspaper has it at the moment. */
export interface PrintedArticle {
  index: number;
  path: string;
  language: PageLanguage;
  headline: string;
  /** ms since the epoch, on a whole second. */
  publishedAt: number;
  updatedAt: number;
  /** How often it was changed after it appeared. */
  edits: number;
  /** Taken down: answered with 410. */
  isGone: boolean;
}

export const SERIES = 'morning';

export function printArticle(index: number, publishedAt: number): PrintedArticle {
  const { language, headline } = generatedPage(SERIES, index);
  const at = Math.floor(publishedAt / 1000) * 1000;
  const path = `/${language}/${index}`;
  return { index, path, language, headline, publishedAt: at, updatedAt: at, edits: 0, isGone: false };
}

/** The article's page, with a paragraph more for each edit. */
export function articleHtml(article: PrintedArticle, origin: string): string {
  const page = generatedPage(SERIES, article.index, 4 + article.edits);
  return page.html
    .replaceAll(`https://${SERIES}.example`, origin)
    .replace(page.published, new Date(article.publishedAt).toISOString());
}
