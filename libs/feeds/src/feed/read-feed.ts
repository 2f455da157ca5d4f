import { BabelwireError } from '#libs/contracts';
import { decodeDocument } from '../decode.js';
import { kindOf } from '../sniff.js';
import type { DocumentContext, Feed, FeedEntry } from '../types.js';
import { Warnings } from '../warnings.js';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read.js';
import { warnOfDocument } from '../xml/report.js';
import { readAtomEntry, readAtomHead } from './atom.js';
import { FeedDates } from './dates.js';
import { readJsonHead, readJsonItem } from './json-feed.js';
import { isObject, readObject } from './loose-json.js';
import { readChannel, readItem, type FeedHead } from './rss.js';
import type { DraftEntry } from './values.js';

/** Entries kept of one feed; the longest that publish an archive have some thousands. */
const MOST_ENTRIES = 10_000;

interface Draft {
  head: FeedHead;
  entries: DraftEntry[];
}

/**
 * Reads a feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x, whatever its label says. What is wrong with it
 * is put up with and told in `warnings`; of one that was cut off, the entries that are whole.
 *
 * Throws BabelwireError (poison): `not-a-feed`, `xml-entities`, `xml-too-deep`, `unknown-time-zone`.
 */
export function readFeed(bytes: Uint8Array, context: DocumentContext): Feed {
  const { text, charset } = decodeDocument(bytes, context.contentType);
  const format = kindOf(text);
  if (format !== 'rss' && format !== 'atom' && format !== 'rdf' && format !== 'json-feed')
    throw notAFeed(format, bytes);
  const warnings = new Warnings();
  const dates = new FeedDates(context.capturedAt, context.timeZone, warnings);
  const draft =
    format === 'json-feed' ? readJson(text, context, dates, warnings) : readMarkup(text, context, dates, warnings);
  if (!draft) throw notAFeed(format, bytes);
  const entries = draft.entries.slice(0, MOST_ENTRIES).map((entry) => settled(entry, dates));
  if (draft.entries.length > MOST_ENTRIES) {
    warnings.add('too-large', `feed: ${draft.entries.length} entries, of which the first ${MOST_ENTRIES} are read`);
  }
  warnOfIds(entries, warnings);
  return present({ format, charset, ...draft.head, entries, warnings: warnings.list });
}

function readJson(text: string, context: DocumentContext, dates: FeedDates, warnings: Warnings): Draft | undefined {
  const document = readObject(text);
  if (!document) return undefined;
  if (document.repaired) {
    warnings.add('json-repaired', 'feed: the JSON is broken or cut off; the items that are whole were read');
  }
  const feed = document.value;
  const head = readJsonHead(feed, context.url);
  const items = (Array.isArray(feed['items']) ? feed['items'] : []).filter(isObject);
  return { head, entries: items.map((item) => readJsonItem(item, feed, head, context.url, dates)) };
}

function readMarkup(text: string, context: DocumentContext, dates: FeedDates, warnings: Warnings): Draft | undefined {
  const records: XmlElement[] = [];
  const document = readXml(text, context.url, (record) => {
    if (records.length <= MOST_ENTRIES) records.push(record);
  });
  if (!document) return undefined;
  warnOfDocument(document, warnings);
  const { root } = document;
  if (root.name === 'feed') {
    const head = readAtomHead(root);
    return { head, entries: records.map((entry) => readAtomEntry(entry, root, head, dates)) };
  }
  const head = readChannel(root);
  return { head, entries: records.map((item) => readItem(item, head, context.url, dates)) };
}

function settled(draft: DraftEntry, dates: FeedDates): FeedEntry {
  return present({ ...draft, published: dates.settle(draft.published), updated: dates.settle(draft.updated) });
}

/** Without the members that hold nothing. */
function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function warnOfIds(entries: readonly FeedEntry[], warnings: Warnings): void {
  const urls = new Map<string, string | undefined>();
  for (const { id, url } of entries) {
    if (id === undefined) continue;
    if (urls.has(id) && urls.get(id) !== url)
      warnings.once('id-shared', 'feed: entries of different addresses have one id');
    urls.set(id, url);
  }
}

function notAFeed(kind: string, bytes: Uint8Array): BabelwireError {
  const [what, remedy] =
    kind === 'html'
      ? ['this is an HTML page', 'give its address as a page, or let its feeds be discovered']
      : kind === 'sitemap' || kind === 'sitemap-index'
        ? ['this is a sitemap', 'add it as one']
        : kind === 'opml'
          ? ['this is a list of feeds (OPML)', 'import it']
          : [
              bytes.length === 0 ? 'the body is empty' : 'no RSS, Atom or JSON feed was found in it',
              'check the address',
            ];
  return new BabelwireError('not-a-feed', 'poison', `feed: ${what}; ${remedy}`);
}
