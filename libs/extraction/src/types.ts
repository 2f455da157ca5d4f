/** One captured page, as the service hands it over. */
export interface PageInput {
  /** The bytes as fetched, or text that is already decoded. */
  body: string | Uint8Array;
  /** Media type with its parameters, e.g. `text/html; charset=windows-1251` or `text/plain`. */
  contentType: string;
  /** Final URL of the page: the base of its links. `<base href>` and the canonical link count too. */
  url?: string;
  /** IANA zone of the source's dates that name no zone themselves. */
  timeZone?: string;
  /** RFC 3339 instant of the capture; "now" for relative and year-less dates. */
  fetchedAt: string;
  /**
   * Splits a line of tags without mark-up into runs of one language: word-exact `[start, end)` UTF-16 spans.
   * Absent: such a line stays one keyword.
   */
  splitLanguages?: LanguageSplitter;
  /**
   * A clock in milliseconds (`performance.now`). With it a page takes no more than `PAGE_MS`, then the best answer so far
   * is given, `truncated`. Absent: only the bounds on length, depth and nodes hold, and the result depends on nothing else.
   */
  clock?: () => number;
}

export type LanguageSplitter = (text: string) => { start: number; end: number; tag: string }[];

/** Where the zone of a date came from: the date itself, the page's other dates, the source's setting, or nowhere. */
export type ZoneOrigin = 'date' | 'page' | 'source' | 'unknown';
/** `hour`: told as so many hours ago. */
export type DatePrecision = 'second' | 'minute' | 'hour' | 'day';

export interface FoundDate {
  /** RFC 3339 with offset; without offset when the zone is unknown; `YYYY-MM-DD` for a day. */
  value: string;
  /** The words of the page. */
  asWritten: string;
  precision: DatePrecision;
  /** Where it was read, e.g. `json-ld`, `meta:article:published_time`, `visible`. */
  method: string;
  zone: ZoneOrigin;
}

/** Fields whose source is told. */
export type FieldMethods = Partial<
  Record<'headline' | 'description' | 'articleSection' | 'keywords' | 'author' | 'image', string>
>;

export interface FoundPublisher {
  name?: string;
  url?: string;
  domain?: string;
}

/** An article as it stands on the page: the page's own (`full`) or a teaser of one that stands elsewhere (`partial`). */
export interface FoundArticle {
  representationType: 'full' | 'partial';
  url?: string;
  /** Absolute and normalised: what identity is built from. Absent without a link. */
  canonicalUrl?: string;
  headline?: string;
  description?: string;
  /** Paragraphs separated by an empty line. A teaser without a text of its own repeats its headline here. */
  articleBody: string;
  articleSection?: string;
  keywords: string[];
  author: { name: string }[];
  image: { url: string }[];
  publisher?: FoundPublisher;
  date?: FoundDate;
  /** Same forms as `date.value`. */
  dateModified?: string;
  /** BCP 47, as the page says; not verified. */
  declaredLanguage?: string;
  /** Whether the page says that it can be read without paying. */
  isAccessibleForFree?: boolean;
  /** Where each field was read: `h1`, `json-ld`, `meta:og:title`, `microdata`, `rdfa`, `byline`, `visible`. */
  fieldMethods?: FieldMethods;
  altIds: { role: string; value: string }[];
  /** Further blocks on the page that tell the same article. */
  repeatsOnPage: number;
}

export type PageType = 'article' | 'listing' | 'liveblog' | 'gallery' | 'video' | 'paywalled' | 'other';

/** What a page is and every article on it: the main one first, then the teasers in page order, each once. */
export interface FoundPage {
  articles: FoundArticle[];
  /** Sum of `repeatsOnPage`. */
  repeats: number;
  pageType: PageType;
  /** 0..1. */
  pageTypeConfidence: number;
  /** Encoding the bytes were read in, as WHATWG names it. */
  charset: string;
  canonicalUrl?: string;
  /** When the page was published: its article, or, where it tells none of its own, the page itself. */
  date?: FoundDate;
  /** Time ran out, or the page is beyond the bounds of length, depth or nodes: this is the best answer so far. */
  truncated: boolean;
}

/** Recorded with every article, so that results of different versions can be told apart. */
export const EXTRACTOR = { name: 'babelwire-extraction', version: '1.0.0' } as const;
