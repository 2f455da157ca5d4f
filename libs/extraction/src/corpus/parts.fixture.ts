import type { Words } from './words.fixture.js';

/** Where the pages of the corpus stand. */
export const SITE = 'https://nova.example';
export const ARTICLE_PATH = '/news/4711-mill-canal-tower-and-bread.html';

/** An address for one of the other articles. */
export const path = (i: number): string => `/news/${4800 + i}-another-story-of-the-week.html`;
export const link = (w: Words, i: number): string => `<a href="${path(i)}">${w.others[i] ?? ''}</a>`;
export const paragraphs = (w: Words, from = 0, to = w.paragraphs.length): string =>
  w.paragraphs
    .slice(from, to)
    .map((p) => `<p>${p}</p>`)
    .join('\n');
/** A text of lines that only line breaks part, as editors without paragraphs leave it. */
export const broken = (w: Words): string => w.paragraphs.join('<br />\n<br />\n');
export const follow = (w: Words): string => `${w.follow[0]} <a href="https://chat.example/nova">${w.follow[1]}</a>`;
export const list = (w: Words): string => w.others.map((_, i) => `<li>${link(w, i)}</li>`).join('');
export const menu = (w: Words): string =>
  `<ul><li><a href="/">Nova</a></li><li><a href="/s/1/">${w.section}</a></li><li><a href="/s/2/">2</a></li></ul>`;

export const page = (w: Words, body: string, head = '', bodyClass = ''): string =>
  `<!DOCTYPE html>\n<html lang="${w.language}" dir="${w.direction}"><head><meta charset="utf-8"><title>${w.headline} | Nova</title>` +
  `<link rel="canonical" href="${SITE}${ARTICLE_PATH}">${head}</head><body class="${bodyClass}">${body}</body></html>`;

export const shared = (w: Words): string =>
  `<meta property="og:type" content="article"><meta property="og:title" content="${w.headline}"><meta property="og:site_name" content="Nova">`;

/** How a publishing system sets an article. */
export interface Layout {
  html: (w: Words) => string;
  /** What it does not tell at all, or only in words that no rule can know. */
  hides?: readonly ('author' | 'date' | 'teasers')[];
  /** A heading of its own within the text, and the paragraph that it stands before. */
  heading?: (w: Words) => [number, string];
  /** How many of the paragraphs it shows; all, if not told. */
  paragraphs?: number;
  pageType?: 'article' | 'paywalled';
}
