export { ARTICLE_FORMATS, ARTICLE_MEDIA_TYPES, articleAs, type ArticleFormat } from './article-formats.js';
export { toAtom } from './atom.js';
export type { ArticleFeed } from './feed.js';
export { toJsonFeed } from './json-feed.js';
export { toJsonLd, type JsonLd } from './json-ld.js';
export { toNinjs, type Ninjs } from './ninjs.js';
export { httpDate, toRss } from './rss.js';
