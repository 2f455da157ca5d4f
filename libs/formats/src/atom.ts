import type { Article } from '#libs/contracts';
import { bodyHtml, type ArticleFeed, titleOf } from './feed.js';
import { articleUri, instantOf, webAddress } from './moments.js';
import { element, lines, textElement, XML_DECLARATION } from './xml.js';

/** Atom (RFC 4287), with RFC 5005's link to the next page. */
export function toAtom(feed: ArticleFeed): string {
  const open = `<feed xmlns="http://www.w3.org/2005/Atom"${feed.language === undefined ? '' : ` xml:lang="${feed.language}"`}>`;
  return lines(
    XML_DECLARATION,
    open,
    textElement('id', feed.selfUrl),
    textElement('title', feed.title),
    textElement('subtitle', feed.description),
    textElement('updated', feed.updated),
    element('author', textElement('name', 'Babelwire')),
    element('link', undefined, { rel: 'self', type: 'application/atom+xml', href: feed.selfUrl }),
    element('link', undefined, { rel: 'alternate', href: feed.homeUrl }),
    element('link', undefined, { rel: feed.nextUrl === undefined ? undefined : 'next', href: feed.nextUrl }),
    ...feed.articles.map(entry),
    '</feed>',
    '',
  );
}

function entry(article: Article): string {
  const language = article.inLanguage === 'und' || article.inLanguage === 'mul' ? undefined : article.inLanguage;
  const url = webAddress(article.url ?? article.canonicalUrl);
  return element(
    'entry',
    lines(
      '',
      textElement('id', articleUri(article.id)),
      textElement('title', titleOf(article)),
      textElement('updated', instantOf(article.versionCreated) ?? article.versionCreated),
      textElement('published', instantOf(article.datePublished)),
      element('link', undefined, {
        rel: url === undefined ? undefined : 'alternate',
        href: url,
        hreflang: url && language,
      }),
      ...authors(article),
      ...article.keywords.map((term) => element('category', undefined, { term })),
      textElement('summary', article.description),
      textElement('content', bodyHtml(article), { type: 'html' }),
      '',
    ),
    { 'xml:lang': language },
  );
}

function authors({ author, publisher }: Article): string[] {
  const names = author.length > 0 ? author.map(({ name }) => name) : [publisher?.name ?? publisher?.domain];
  return names.flatMap((name) => (name === undefined ? [] : [element('author', textElement('name', name))]));
}
