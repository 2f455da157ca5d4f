import { plainText, unwrapCdata } from '../plain-text.js';
import type { Feed } from '../types.js';
import { childOf, childrenOf, elementsOf, htmlOf, textIn, textOf, type XmlElement } from '../xml/element.js';
import type { FeedDates } from './dates.js';
import { absoluteOnly, address, language, listed, people, picture, unique, type DraftEntry } from './values.js';

/** What a feed says of itself, as far as its vocabulary has it. */
export type FeedHead = Pick<Feed, 'title' | 'language' | 'link' | 'ttlMinutes' | 'updatePeriod' | 'hub' | 'self'>;

/** Address of the first Atom link with this relation. */
export function linkOf(parent: XmlElement, relation: string, ...names: string[]): string | undefined {
  for (const link of childrenOf(parent, ...names)) {
    if ((link.attributes.get('rel') ?? 'alternate').toLowerCase() !== relation) continue;
    const found = address(link.attributes.get('href'), link.base);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** HTML of the first of these children that holds any: text that is escaped HTML, or elements. */
export function markup(parent: XmlElement, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const child of childrenOf(parent, name)) {
      const html = elementsOf(child).length > 0 ? htmlOf(child) : unwrapCdata(textOf(child));
      if (html.trim() !== '') return html.trim();
    }
  }
  return undefined;
}

const PERIOD_MINUTES: Record<string, number> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

/** A whole number of at least one; publishers write "60 min" and "PT1H" too, and nothing is made of the latter. */
export function positive(text: string | undefined): number | undefined {
  const number = Number(/^\s*(\d{1,6})\b/.exec(text ?? '')?.[1]);
  return number >= 1 ? number : undefined;
}

export function updatePeriod(head: XmlElement): number | undefined {
  const period = PERIOD_MINUTES[textIn(head, 'sy:updateperiod')?.toLowerCase() ?? ''];
  if (period === undefined) return undefined;
  return Math.max(1, Math.round(period / (positive(textIn(head, 'sy:updatefrequency')) ?? 1)));
}

/** `channel` of RSS 0.9x, 1.0 and 2.0; the root itself where the channel was forgotten. */
export function readChannel(root: XmlElement): FeedHead {
  const head = root.name === 'channel' ? root : (childOf(root, 'channel') ?? root);
  const link = childrenOf(head, 'link')
    .map((child) => address(textOf(child).trim() || child.attributes.get('href'), child.base))
    .find((url) => url !== undefined);
  return {
    title: plainText(textIn(head, 'title', 'dc:title')),
    language: language(textIn(head, 'language', 'dc:language'), head.lang, root.lang),
    link: link ?? linkOf(head, 'alternate', 'atom:link'),
    ttlMinutes: positive(textIn(head, 'ttl')),
    updatePeriod: updatePeriod(head),
    hub: linkOf(head, 'hub', 'atom:link', 'link'),
    self: linkOf(head, 'self', 'atom:link', 'link'),
  };
}

/** Where an item stands: the address before a feed service's redirect, its link, its guid when that is one. */
function urlOf(item: XmlElement, id: string | undefined, base: string): string | undefined {
  const original = address(textIn(item, 'feedburner:origlink'), base);
  if (original !== undefined) return original;
  for (const link of childrenOf(item, 'link')) {
    const found = address(textOf(link).trim() || link.attributes.get('href'), base);
    if (found !== undefined) return found;
  }
  const linked = linkOf(item, 'alternate', 'atom:link');
  if (linked !== undefined) return linked;
  const permalink = childOf(item, 'guid')?.attributes.get('ispermalink')?.trim().toLowerCase() !== 'false';
  return (permalink ? absoluteOnly(id) : undefined) ?? absoluteOnly(item.attributes.get('rdf:about'));
}

/** `item` of RSS. `base`: what its relative addresses are relative to, unless `xml:base` says otherwise. */
export function readItem(item: XmlElement, head: FeedHead, documentUrl: string, dates: FeedDates): DraftEntry {
  const base = item.base === documentUrl ? (head.link ?? documentUrl) : item.base;
  const id = textIn(item, 'guid', 'atom:id', 'dc:identifier') ?? item.attributes.get('rdf:about')?.trim();
  const authors = people(item, 'author', 'dc:creator', 'atom:author');
  return {
    id,
    url: urlOf(item, id, base),
    title: plainText(markup(item, 'title', 'dc:title', 'media:title', 'itunes:title')),
    summaryHtml: markup(item, 'description', 'atom:summary', 'dc:description', 'media:description', 'itunes:summary'),
    contentHtml: markup(item, 'content:encoded', 'encoded', 'xhtml:body', 'atom:content', 'content', 'fulltext'),
    baseUrl: base,
    published: dates.read(
      textIn(item, 'pubdate', 'dc:date', 'dcterms:issued', 'atom:published', 'published', 'dcterms:created', 'date'),
    ),
    updated: dates.read(textIn(item, 'atom:updated', 'dcterms:modified', 'updated', 'lastbuilddate')),
    authors: authors.length > 0 ? authors : people(item, 'itunes:author', 'media:credit'),
    categories: unique([
      ...childrenOf(item, 'category', 'atom:category').map((category) =>
        plainText(textOf(category) || category.attributes.get('label') || category.attributes.get('term')),
      ),
      ...childrenOf(item, 'dc:subject').map((subject) => plainText(textOf(subject))),
      ...listed(textIn(item, 'media:keywords')),
      ...listed(textIn(item, 'itunes:keywords')),
    ]),
    image: picture(item),
    language: language(textIn(item, 'dc:language', 'language'), item.lang) ?? head.language,
  };
}
