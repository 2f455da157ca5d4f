import { BabelwireError } from '#libs/contracts';
import { decodeDocument } from './decode.js';
import { FeedDates } from './feed/dates.js';
import { address, language, listed, unique } from './feed/values.js';
import { plainText } from './plain-text.js';
import type { DocumentContext, FeedWarning } from './types.js';
import { quoted, Warnings } from './warnings.js';
import { childOf, childrenOf, textIn, type XmlElement } from './xml/element.js';
import { readXml } from './xml/read.js';
import { warnOfDocument } from './xml/report.js';

/** What the news extension says of a page. */
export interface SitemapNews {
  title?: string;
  /** RFC 3339, without offset when the zone is not known, or a day. */
  published?: string;
  /** BCP 47. */
  language?: string;
  publication?: string;
  keywords: string[];
}

export interface SitemapEntry {
  /** Absolute. */
  url: string;
  /** When the page or sitemap last changed; same forms as `published`. */
  lastModified?: string;
  news?: SitemapNews;
  /** Absolute addresses. */
  images: string[];
}

export interface Sitemap {
  /** `index`: the entries are sitemaps in their turn. */
  kind: 'urls' | 'index';
  charset: string;
  /** In the document's order, each address once. */
  entries: SitemapEntry[];
  warnings: FeedWarning[];
}

/** The protocol allows 50,000; more are met, and cost little. */
const MOST_ENTRIES = 100_000;

/**
 * Reads a sitemap (sitemaps.org), an index of them, or a list of addresses in plain text, with the extensions for news
 * and images. Gzip is to be undone before: see `gunzip`.
 *
 * Throws BabelwireError (poison): `not-a-sitemap`, `xml-entities`, `xml-too-deep`.
 */
export function readSitemap(bytes: Uint8Array, context: DocumentContext): Sitemap {
  const { text, charset } = decodeDocument(bytes, context.contentType);
  const warnings = new Warnings();
  const dates = new FeedDates(context.capturedAt, context.timeZone, warnings);
  const entries = new Map<string, SitemapEntry>();
  const keep = (entry: SitemapEntry | undefined): void => {
    if (!entry || entries.has(entry.url)) return;
    if (entries.size < MOST_ENTRIES) entries.set(entry.url, entry);
    else warnings.once('too-large', `sitemap: only the first ${MOST_ENTRIES} addresses are read`);
  };
  const document = readXml(text, context.url, (record) => {
    keep(readRecord(record, dates, warnings));
  });
  const root = document?.root.name;
  if (document && (root === 'urlset' || root === 'sitemapindex')) {
    warnOfDocument(document, warnings);
    return {
      kind: root === 'urlset' ? 'urls' : 'index',
      charset,
      entries: [...entries.values()],
      warnings: warnings.list,
    };
  }
  if (!document) for (const url of addressLines(text)) keep({ url, images: [] });
  if (entries.size === 0 || document) {
    const what = document ? `a document of the kind "${document.root.name}"` : 'no list of addresses';
    throw new BabelwireError('not-a-sitemap', 'poison', `sitemap: this is ${what}; check the address`);
  }
  return { kind: 'urls', charset, entries: [...entries.values()], warnings: warnings.list };
}

/** The addresses of a list in plain text; none if anything else stands in it. */
function addressLines(text: string): string[] {
  const lines = text
    .split('\n', MOST_ENTRIES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.every((line) => /^https?:\/\/\S+$/i.test(line)) ? unique(lines.map((line) => address(line, line))) : [];
}

function readRecord(record: XmlElement, dates: FeedDates, warnings: Warnings): SitemapEntry | undefined {
  const loc = textIn(record, 'loc');
  const url = address(loc, record.base);
  if (url === undefined) {
    warnings.add('address-unreadable', `sitemap: ${quoted(loc ?? '')} is no http address`);
    return undefined;
  }
  const lastModified = dates.settle(dates.read(textIn(record, 'lastmod')));
  const news = childOf(record, 'news:news');
  return {
    url,
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(news ? { news: readNews(news, dates) } : {}),
    images: unique(
      childrenOf(record, 'image:image').map((image) => address(textIn(image, 'image:loc', 'loc'), image.base)),
    ),
  };
}

function readNews(news: XmlElement, dates: FeedDates): SitemapNews {
  const publication = childOf(news, 'news:publication') ?? news;
  const title = plainText(textIn(news, 'news:title'));
  const published = dates.settle(dates.read(textIn(news, 'news:publication_date')));
  const tag = language(textIn(publication, 'news:language'), textIn(news, 'news:language'));
  const name = plainText(textIn(publication, 'news:name'));
  return {
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(tag === undefined ? {} : { language: tag }),
    ...(name === undefined ? {} : { publication: name }),
    keywords: unique(listed(textIn(news, 'news:keywords'))),
  };
}
