import { plainText } from '../plain-text.js';
import { escapeXml } from '../xml/element.js';
import type { FeedDates } from './dates.js';
import { isObject } from './loose-json.js';
import type { FeedHead } from './rss.js';
import { absoluteOnly, address, language, personName, unique, type DraftEntry } from './values.js';

type Json = Record<string, unknown>;

const text = (value: unknown): string | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** `authors` of version 1.1, `author` of 1.0; names alone are met as well. */
function authorsOf(holder: Json): string[] {
  return unique(
    [...array(holder['authors']), ...array(holder['author'])].map((author) =>
      personName(text(isObject(author) ? author['name'] : author)),
    ),
  );
}

export function readJsonHead(feed: Json, documentUrl: string): FeedHead {
  const hub = array(feed['hubs'])
    .filter(isObject)
    .map((one) => address(text(one['url']), documentUrl))
    .find((url) => url !== undefined);
  return {
    title: plainText(text(feed['title'])),
    language: language(text(feed['language'])),
    link: address(text(feed['home_page_url']), documentUrl),
    hub,
    self: address(text(feed['feed_url']), documentUrl),
  };
}

/** Plain text as HTML: paragraphs at empty lines. */
const paragraphs = (plain: string): string =>
  plain
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeXml(part.trim()).replace(/\n/g, '<br>')}</p>`)
    .join('');

/** An item of JSON Feed 1.0 and 1.1. */
export function readJsonItem(
  item: Json,
  feed: Json,
  head: FeedHead,
  documentUrl: string,
  dates: FeedDates,
): DraftEntry {
  const base = head.link ?? documentUrl;
  const id = text(item['id']);
  const plain = text(item['content_text']);
  const summary = text(item['summary']);
  const authors = authorsOf(item);
  return {
    id,
    url: address(text(item['url']), base) ?? absoluteOnly(id) ?? address(text(item['external_url']), base),
    title: plainText(text(item['title'])),
    summaryHtml: summary === undefined ? undefined : escapeXml(summary),
    contentHtml: text(item['content_html']) ?? (plain === undefined ? undefined : paragraphs(plain)),
    baseUrl: base,
    published: dates.read(text(item['date_published'])),
    updated: dates.read(text(item['date_modified'])),
    authors: authors.length > 0 ? authors : authorsOf(feed),
    categories: unique(array(item['tags']).map((tag) => plainText(text(tag)))),
    image: address(text(item['image']) ?? text(item['banner_image']), base),
    language: language(text(item['language'])) ?? head.language,
  };
}
