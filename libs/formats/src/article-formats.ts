import type { Article } from '#libs/contracts';
import { toJsonLd } from './json-ld.js';
import { toNinjs } from './ninjs.js';

/** Forms that one article can be had in. `json`: the document of the contract. */
export const ARTICLE_FORMATS = ['json', 'ninjs', 'jsonld'] as const;
export type ArticleFormat = (typeof ARTICLE_FORMATS)[number];

/** Media types, as answers have them and requests ask for them. */
export const ARTICLE_MEDIA_TYPES: Readonly<Record<ArticleFormat, string>> = {
  json: 'application/json',
  ninjs: 'application/vnd.iptc.ninjs+json',
  jsonld: 'application/ld+json',
};

const FORMATS: Readonly<Record<ArticleFormat, (article: Article) => object>> = {
  json: (article) => article,
  ninjs: toNinjs,
  jsonld: toJsonLd,
};

/** An article in a form, as an object for JSON. */
export const articleAs = (format: ArticleFormat, article: Article): object => FORMATS[format](article);
