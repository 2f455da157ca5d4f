import { addressForm, stableId } from '#libs/contracts';
import { extractPage } from '#libs/extraction';
import { entryKeys, type FeedEntry, gunzip, isGzip, readFeed, readSitemap } from '#libs/feeds';
import type { FetchResult } from '#libs/fetch';
import type { SourceKind } from '#libs/store';
import { MAX_LIST_BYTES } from '../web/web.js';

/** Something that a feed, sitemap or list names. */
export interface Item {
  /** What it is known by; see `entryKeys` of libs/feeds. */
  keys: string[];
  url?: string;
  /** When it was published, ms since the epoch. */
  publishedAt?: number;
  /** When it last changed, as far as its list says so. */
  updatedAt?: number;
  /** The entry, of a feed. */
  entry?: FeedEntry;
}

export interface ItemList {
  kind: 'feed' | 'sitemap' | 'sitemap-index' | 'list';
  title?: string;
  ttlMinutes?: number;
  items: Item[];
}

/** What a fetched document is read with. */
export interface ListContext {
  timeZone?: string;
  capturedAt: string;
}

/** Reads what was fetched as what its resource is. Throws what the readers of libs/feeds throw (poison). */
export function readList(kind: SourceKind, result: FetchResult, context: ListContext): ItemList {
  const contentType = result.headers['content-type'];
  const reading = {
    url: result.finalUrl,
    capturedAt: context.capturedAt,
    ...(contentType === undefined ? {} : { contentType }),
    ...(context.timeZone === undefined ? {} : { timeZone: context.timeZone }),
  };
  const bytes = isGzip(result.body) ? gunzip(result.body, MAX_LIST_BYTES) : result.body;
  if (kind === 'feed') {
    const feed = readFeed(bytes, reading);
    const keys = entryKeys(feed);
    return {
      kind,
      ...given('title', feed.title),
      ...given('ttlMinutes', feed.ttlMinutes),
      items: feed.entries.map((entry, at) => ({
        keys: keys[at] ?? [],
        ...given('url', entry.url),
        ...given('publishedAt', instantOf(entry.published ?? entry.updated)),
        ...given('updatedAt', instantOf(entry.updated ?? entry.published)),
        entry,
      })),
    };
  }
  if (kind === 'sitemap') {
    const sitemap = readSitemap(bytes, reading);
    const isIndex = sitemap.kind === 'index';
    return {
      kind: isIndex ? 'sitemap-index' : 'sitemap',
      items: sitemap.entries.flatMap(({ url, lastModified, news }) => {
        const keys = isIndex ? [stableId('sitemap', url)] : keysOf(url);
        if (keys === undefined) return [];
        const dates = {
          ...given('publishedAt', instantOf(news?.published ?? lastModified)),
          ...given('updatedAt', instantOf(lastModified ?? news?.published)),
        };
        return [{ keys, url, ...dates }];
      }),
    };
  }
  return { kind: 'list', items: linkedItems(result, reading) };
}

/** The news of a list page: what its teasers link to, on its own site. Takes PAGE_MS of libs/extraction at most. */
function linkedItems(result: FetchResult, context: ListContext & { contentType?: string }): Item[] {
  const page = extractPage({
    body: result.body,
    url: result.finalUrl,
    contentType: context.contentType ?? 'text/html',
    fetchedAt: context.capturedAt,
    ...given('timeZone', context.timeZone),
    clock: () => performance.now(),
  });
  const own = siteOf(result.finalUrl);
  const self = addressForm(result.finalUrl);
  const items = page.articles.flatMap((article): Item[] => {
    const { url, date } = article;
    if (url === undefined || siteOf(url) !== own || addressForm(url) === self) return [];
    const keys = keysOf(url);
    return keys === undefined ? [] : [{ keys, url, ...given('publishedAt', instantOf(date?.value)) }];
  });
  return [...new Map(items.map((item) => [item.keys[0], item])).values()];
}

/** As a feed's entry of this address would be known; undefined for a front page, which is no article. */
function keysOf(url: string): string[] | undefined {
  const canonical = addressForm(url);
  if (canonical === undefined || /^https:\/\/[^/]+\/$/.test(canonical)) return undefined;
  return entryKeys({ entries: [{ url, baseUrl: url, authors: [], categories: [] }] })[0];
}

const siteOf = (url: string): string | undefined => {
  const canonical = addressForm(url);
  return canonical === undefined ? undefined : new URL(canonical).host;
};

/** ms since the epoch. A time without a zone is read as UTC: for deciding what is old, half a day does not matter. */
export function instantOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(written) || !written.includes('T');
  const instant = Date.parse(hasZone ? written : `${written}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** The field when there is a value, nothing at all when not. */
export function given<K extends string, V>(field: K, value: V | undefined): { [F in K]?: V } {
  return value === undefined ? {} : ({ [field]: value } as { [F in K]?: V });
}
