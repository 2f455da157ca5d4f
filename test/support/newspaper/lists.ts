import { gzipSync } from 'node:zlib';
import type { PrintedArticle } from './articles.js';
import { koi8u, windows1251 } from './charsets.js';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const iso = (at: number): string => new Date(at).toISOString();
const latestFirst = (a: PrintedArticle, b: PrintedArticle): number =>
  b.publishedAt - a.publishedAt || b.index - a.index;

export interface ListedDocument {
  contentType: string;
  body: Buffer;
}

/** Entries in a feed. */
const FEED_LENGTH = 30;
export const latest = (articles: readonly PrintedArticle[], ...languages: string[]): PrintedArticle[] =>
  articles
    .filter(({ language, isGone }) => languages.includes(language) && !isGone)
    .sort(latestFirst)
    .slice(0, FEED_LENGTH);

/** RSS 2.0 in windows-1251, with links that say by which way the reader came. */
export function rssOf(articles: readonly PrintedArticle[], origin: string): ListedDocument {
  const items = articles.map(
    ({ path, headline, publishedAt, index }) => `<item><title>${escaped(headline)}</title>
<link>${origin}${path}?utm_source=rss&amp;utm_medium=feed</link><guid isPermaLink="false">${index}</guid>
<pubDate>${new Date(publishedAt).toUTCString()}</pubDate></item>`,
  );
  const text = `<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0"><channel><title>Утро</title><link>${origin}/</link><description>Все новости</description>
${items.join('\n')}</channel></rss>`;
  return { contentType: 'application/rss+xml', body: windows1251(text) };
}

/** RSS 1.0 in koi8-u; every third link goes by way of a redirect. */
export function rdfOf(articles: readonly PrintedArticle[], origin: string): ListedDocument {
  const link = ({ path, index }: PrintedArticle): string =>
    index % 3 === 0 ? `${origin}/go?to=${path}` : `${origin}${path}`;
  const items = articles.map(
    (article) => `<item rdf:about="${link(article)}"><title>${escaped(article.headline)}</title>
<link>${link(article)}</link><dc:date>${iso(article.publishedAt)}</dc:date></item>`,
  );
  const text = `<?xml version="1.0" encoding="koi8-u"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${origin}/"><title>Ранок</title>
<link>${origin}/</link><description>Усі новини</description></channel>
${items.join('\n')}</rdf:RDF>`;
  return { contentType: 'text/xml', body: koi8u(text) };
}

/** Atom in UTF-8, served as HTML as misconfigured servers do. */
export function atomOf(articles: readonly PrintedArticle[], origin: string): ListedDocument {
  const entries = articles.map(
    ({
      path,
      headline,
      publishedAt,
      updatedAt,
      language,
    }) => `<entry xml:lang="${language}"><title>${escaped(headline)}</title>
<link href="${path}"/><id>${origin}${path}</id><published>${iso(publishedAt)}</published>
<updated>${iso(updatedAt)}</updated></entry>`,
  );
  const text = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="${origin}/"><title>Morning</title>
<id>${origin}/</id><updated>${iso(Math.max(0, ...articles.map(({ updatedAt }) => updatedAt)))}</updated>
${entries.join('\n')}</feed>`;
  return { contentType: 'text/html', body: Buffer.from(text) };
}

/** Articles of one sitemap. */
export const SITEMAP_LENGTH = 100;

export function sitemapIndexOf(articles: readonly PrintedArticle[], origin: string): ListedDocument {
  const count = Math.ceil(articles.length / SITEMAP_LENGTH);
  const sitemaps = Array.from({ length: count }, (_, index) => {
    const own = articles.slice(index * SITEMAP_LENGTH, (index + 1) * SITEMAP_LENGTH);
    const changed = Math.max(...own.map(({ updatedAt }) => updatedAt));
    return `<sitemap><loc>${origin}/sitemaps/${index}.xml.gz</loc><lastmod>${iso(changed)}</lastmod></sitemap>`;
  });
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${sitemaps.join('\n')}</sitemapindex>`;
  return { contentType: 'application/xml', body: Buffer.from(text) };
}

/** One sitemap of the index, gzipped as a file; the first also names a page that robots.txt forbids. */
export function sitemapOf(articles: readonly PrintedArticle[], number: number, origin: string): ListedDocument {
  const own = articles.slice(number * SITEMAP_LENGTH, (number + 1) * SITEMAP_LENGTH);
  const urls = own
    .filter(({ isGone }) => !isGone)
    .map(({ path, updatedAt }) => `<url><loc>${origin}${path}</loc><lastmod>${iso(updatedAt)}</lastmod></url>`);
  const hidden = number === 0 ? `<url><loc>${origin}/private/1</loc></url>` : '';
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('\n')}${hidden}</urlset>`;
  return { contentType: 'application/gzip', body: gzipSync(text) };
}
