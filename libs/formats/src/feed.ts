import type { Article } from '#libs/contracts';

/** A list of articles as it becomes a feed, whichever the format. */
export interface ArticleFeed {
  title: string;
  description: string;
  /** BCP 47, when all of it is in one. */
  language?: string;
  /** Where people read the same. */
  homeUrl: string;
  /** Where this page of the feed is, and the one after it. */
  selfUrl: string;
  nextUrl?: string;
  /** RFC 3339: when the newest version of an article in it was made. */
  updated: string;
  articles: Article[];
}

/** What a reader shows above an article that has no headline. */
export function titleOf({ headline, articleBody }: Article): string {
  if (headline !== undefined) return headline;
  const [first = ''] = articleBody.split('\n', 1);
  return first.length > TITLE_LENGTH ? `${first.slice(0, TITLE_LENGTH).replace(/\s\S*$/u, '')} …` : first;
}

/** Characters. */
const TITLE_LENGTH = 120;

/** Paragraphs of a body, as HTML. */
export function bodyHtml({ articleBody }: Pick<Article, 'articleBody'>): string {
  return articleBody
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeMarkup(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML and XML: what no document may hold (control characters, half characters) is gone. */
export function escapeMarkup(text: string): string {
  return text.replace(NOT_IN_XML, '').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Everything but the characters of XML 1.0, section 2.2. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
