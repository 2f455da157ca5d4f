/** What a document is, by what stands in it; the label that a server gives it is not believed. */
export type DocumentKind =
  'rss' | 'atom' | 'rdf' | 'json-feed' | 'sitemap' | 'sitemap-index' | 'opml' | 'html' | 'unknown';

/** Where a document came from and what it is read with. */
export interface DocumentContext {
  /** Address that it was fetched from after redirects: the base of its relative addresses. */
  url: string;
  /** As the server sent it; only its charset parameter is used. */
  contentType?: string;
  /** RFC 3339 instant of the fetch: "now" for dates without a year, and the bound for dates to come. */
  capturedAt: string;
  /** IANA zone of the source, for dates that name none. Without it such dates stay without an offset. */
  timeZone?: string;
}

/** Something about a document that was put up with. */
export interface FeedWarning {
  /**
   * `truncated`, `too-large`, `leading-junk`, `date-unreadable`, `date-ahead`, `id-shared`, `entry-empty`,
   * `json-repaired`, `dtd-ignored`, …
   */
  code: string;
  /** What and where, for people. */
  message: string;
}

export interface FeedEntry {
  /** As the publisher wrote it (guid, atom:id, rdf:about, id), trimmed. Not always stable, nor always there. */
  id?: string;
  /** Where the article stands, absolute http(s). As linked: see `addressForm` of contracts for the form to compare. */
  url?: string;
  /** Plain text in one line; absent when the entry has none. */
  title?: string;
  /** HTML as the feed has it, not cleaned. */
  summaryHtml?: string;
  /** HTML of the whole text where the feed carries it, not cleaned. */
  contentHtml?: string;
  /** Base of relative addresses in the two above. */
  baseUrl: string;
  /** RFC 3339 with offset; without offset when the zone is not known; `YYYY-MM-DD` for a day. */
  published?: string;
  /** Same forms. */
  updated?: string;
  authors: string[];
  categories: string[];
  /** Absolute address of the entry's picture. */
  image?: string;
  /** BCP 47, as the feed says: of the entry itself, else of the feed. */
  language?: string;
}

export interface Feed {
  format: 'rss' | 'atom' | 'rdf' | 'json-feed';
  /** Encoding that the bytes were read in, as WHATWG names it. */
  charset: string;
  title?: string;
  /** BCP 47. */
  language?: string;
  /** The site that it is the feed of, absolute. */
  link?: string;
  /** `<ttl>`: minutes that the publisher asks to wait between polls. */
  ttlMinutes?: number;
  /** Syndication module: minutes between two updates (`updatePeriod` over `updateFrequency`). */
  updatePeriod?: number;
  /** WebSub hub, and the topic to subscribe to (`rel="self"`). */
  hub?: string;
  self?: string;
  /** In the document's order. */
  entries: FeedEntry[];
  warnings: FeedWarning[];
}
