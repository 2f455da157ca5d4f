import { collapse } from '#libs/extraction';
import { plainText, unwrapCdata } from '../plain-text.js';
import { childOf, childrenOf, elementsOf, escapeXml, htmlOf, textIn, textOf, type XmlElement } from '../xml/element.js';
import type { FeedDates } from './dates.js';
import { linkOf, positive, updatePeriod, type FeedHead } from './rss.js';
import { absoluteOnly, address, language, people, picture, unique, type DraftEntry } from './values.js';

/** Atom's text constructs: `text`, `html`, `xhtml`, media types; Atom 0.3 has `mode` beside the type. */
function constructHtml(element: XmlElement | undefined): string | undefined {
  if (!element || element.attributes.get('src') !== undefined) return undefined;
  const type = (element.attributes.get('type') ?? 'text').trim().toLowerCase();
  const mode = element.attributes.get('mode')?.trim().toLowerCase();
  let html: string;
  if (elementsOf(element).length > 0) {
    const [only, ...more] = elementsOf(element);
    // The div that xhtml must be wrapped in belongs to the envelope.
    html =
      type === 'xhtml' && only && more.length === 0 && /(?:^|:)div$/.test(only.name) ? htmlOf(only) : htmlOf(element);
  } else if (mode === 'base64') {
    html = Buffer.from(textOf(element), 'base64').toString('utf8');
  } else {
    const text = unwrapCdata(textOf(element));
    const plain = (type === 'text' || type === 'text/plain') && mode !== 'escaped';
    // Feeds that forget the type send HTML as text.
    html = plain && !/<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?>/i.test(text) ? escapeXml(text) : text;
  }
  return html.trim() === '' ? undefined : html.trim();
}

/** A text construct as plain text. `type="text"` means what it says, tags included. */
function constructText(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  const type = (element.attributes.get('type') ?? '').trim().toLowerCase();
  if (type === 'text' || type === 'text/plain') return collapse(textOf(element)) || undefined;
  return plainText(elementsOf(element).length > 0 ? htmlOf(element) : textOf(element));
}

const firstHtml = (parent: XmlElement, name: string): string | undefined => {
  for (const child of childrenOf(parent, name)) {
    const html = constructHtml(child);
    if (html !== undefined) return html;
  }
  return undefined;
};

export function readAtomHead(feed: XmlElement): FeedHead {
  return {
    title: constructText(childOf(feed, 'title')),
    language: language(feed.lang, textIn(feed, 'dc:language', 'language')),
    link: linkOf(feed, 'alternate', 'link'),
    ttlMinutes: positive(textIn(feed, 'ttl')),
    updatePeriod: updatePeriod(feed),
    hub: linkOf(feed, 'hub', 'link'),
    self: linkOf(feed, 'self', 'link'),
  };
}

/** The alternate link, HTML before other types, in the entry's language before others. */
function urlOf(entry: XmlElement, id: string | undefined): string | undefined {
  const original = address(textIn(entry, 'feedburner:origlink'), entry.base);
  if (original !== undefined) return original;
  const alternates = childrenOf(entry, 'link')
    .filter((link) => (link.attributes.get('rel') ?? 'alternate').toLowerCase() === 'alternate')
    .flatMap((link) => {
      const url = address(link.attributes.get('href') ?? textOf(link), link.base);
      const html = /html|^$/.test((link.attributes.get('type') ?? '').toLowerCase());
      return url === undefined ? [] : [{ url, html }];
    });
  const source = address(childOf(entry, 'content')?.attributes.get('src'), entry.base);
  return (alternates.find((link) => link.html) ?? alternates[0])?.url ?? source ?? absoluteOnly(id);
}

/** `entry` of Atom 0.3 and 1.0. */
export function readAtomEntry(entry: XmlElement, feed: XmlElement, head: FeedHead, dates: FeedDates): DraftEntry {
  const id = textIn(entry, 'id', 'guid');
  const source = childOf(entry, 'source');
  const authors = [entry, ...(source ? [source] : []), feed]
    .map((holder) => people(holder, 'author', 'dc:creator'))
    .find((names) => names.length > 0);
  return {
    id,
    url: urlOf(entry, id),
    title: constructText(childOf(entry, 'title', 'media:title')),
    summaryHtml: firstHtml(entry, 'summary') ?? firstHtml(childOf(entry, 'media:group') ?? entry, 'media:description'),
    contentHtml: firstHtml(entry, 'content'),
    baseUrl: childOf(entry, 'content', 'summary')?.base ?? entry.base,
    published: dates.read(textIn(entry, 'published', 'issued', 'created', 'pubdate', 'dc:date', 'dcterms:issued')),
    updated: dates.read(textIn(entry, 'updated', 'modified', 'dcterms:modified')),
    authors: authors ?? [],
    categories: unique(
      childrenOf(entry, 'category', 'dc:subject').map((category) =>
        plainText(category.attributes.get('label') || category.attributes.get('term') || textOf(category)),
      ),
    ),
    image: picture(entry),
    language: language(childOf(entry, 'content', 'title')?.lang, entry.lang) ?? head.language,
  };
}
