import type { Article } from '#libs/contracts';
import { bodyHtml, type ArticleFeed, titleOf } from './feed.js';
import { articleUri, instantOf, webAddress } from './moments.js';
import { element, lines, textElement, XML_DECLARATION } from './xml.js';

const NAMESPACES = {
  version: '2.0',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
};

/** RSS 2.0, with the whole text (content), author and language (Dublin Core), and Atom's links to itself and the next page. */
export function toRss(feed: ArticleFeed): string {
  const channel = lines(
    '',
    textElement('title', feed.title),
    textElement('link', feed.homeUrl),
    textElement('description', feed.description),
    textElement('language', feed.language),
    textElement('lastBuildDate', httpDate(feed.updated)),
    element('atom:link', undefined, { rel: 'self', type: 'application/rss+xml', href: feed.selfUrl }),
    element('atom:link', undefined, { rel: feed.nextUrl === undefined ? undefined : 'next', href: feed.nextUrl }),
    ...feed.articles.map(item),
    '',
  );
  return `${lines(XML_DECLARATION, element('rss', `\n${element('channel', channel)}\n`, NAMESPACES))}\n`;
}

function item(article: Article): string {
  const published = instantOf(article.datePublished) ?? article.firstCreated;
  return element(
    'item',
    lines(
      '',
      textElement('title', titleOf(article)),
      textElement('link', webAddress(article.url ?? article.canonicalUrl)),
      textElement('guid', articleUri(article.id), { isPermaLink: 'false' }),
      textElement('pubDate', httpDate(published)),
      ...article.author.map(({ name }) => textElement('dc:creator', name)),
      textElement('dc:publisher', article.publisher?.name ?? article.publisher?.domain),
      textElement('dc:language', article.inLanguage),
      ...article.keywords.map((keyword) => textElement('category', keyword)),
      textElement('description', article.description ?? article.articleBody),
      textElement('content:encoded', bodyHtml(article)),
      '',
    ),
  );
}

/** As RFC 822 writes it, in GMT. */
export const httpDate = (instant: string): string => new Date(instant).toUTCString();
