import { BabelwireError } from '#libs/contracts';
import { type Candidate, discover, type DocumentKind, gunzip, isGzip, sniff } from '#libs/feeds';
import type { FetchResult } from '#libs/fetch';
import type { SourceKind } from '#libs/store';
import { MAX_LIST_BYTES, type Web } from '../web/web.js';
import { readList } from './items.js';

/** Something to poll that was found at an address. */
export interface FoundResource {
  url: string;
  kind: SourceKind;
}

export interface Exploration {
  kind: SourceKind;
  /** What to poll: the address itself, or the feeds and sitemaps of a site. */
  resources: FoundResource[];
}

export interface ExploreTools {
  web: Web;
  now: () => number;
  signal?: AbortSignal;
}

/** Feeds and sitemaps of a site that are taken; sites with hundreds of feeds have one for all among the first. */
const MOST_FEEDS = 12;
const MOST_SITEMAPS = 6;
/** A page with fewer links to articles is no list of them. */
const LEAST_TEASERS = 5;
/** What readers write below articles is no news. */
const COMMENTS = /(?:^|[/._?&=-])comments?(?:[/._?&=-]|$)/i;

/**
 * What an address gives, by its content. Of a home page the feeds and sitemaps are found: those it declares, those that
 * robots.txt names, and where there are none, those at the usual places. Every one is fetched and looked at before it is
 * believed. Throws poison `nothing-to-acquire`, or what fetching throws.
 */
export async function explore(url: string, kind: SourceKind | undefined, tools: ExploreTools): Promise<Exploration> {
  const result = await tools.web.fetchList({ url, ...signalOf(tools) });
  if (result.status < 200 || result.status > 299) {
    throw nothing(`${url} answers with status ${result.status}; check the address`);
  }
  const found = kindOf(result);
  const own = ownKind(found, result, tools.now());
  if (kind !== undefined && kind !== 'site') {
    if (kind !== own && (kind === 'feed' || kind === 'sitemap')) throw nothing(`${url} is no ${kind}: ${named(found)}`);
    return { kind, resources: [{ url, kind }] };
  }
  if (own === undefined) throw nothing(`${url} is neither a page nor a feed nor a sitemap: ${named(found)}`);
  if (kind === undefined && (own !== 'site' || !isFrontPage(result.finalUrl))) {
    const single = own === 'site' ? listOrPage(result, tools.now()) : own;
    return { kind: single, resources: [{ url, kind: single }] };
  }
  return { kind: 'site', resources: await resourcesOf(result, tools) };
}

/** The feeds and sitemaps of a site by its home page; where it has none, the page itself as a list. */
export async function resourcesOf(home: FetchResult, tools: ExploreTools): Promise<FoundResource[]> {
  const contentType = home.headers['content-type'];
  const { feeds, sitemaps } = discover(home.body, home.finalUrl, contentType);
  const named = await tools.web.sitemapsOf(new URL(home.finalUrl), tools.signal);
  const ofRobots = named.flatMap((url) =>
    URL.canParse(url, home.finalUrl) ? [{ url: new URL(url, home.finalUrl).href, how: 'link' as const }] : [],
  );
  const wanted = feeds.filter(({ url }) => !COMMENTS.test(url));
  const found = [
    ...(await confirmed(wanted, 'feed', MOST_FEEDS, tools)),
    ...(await confirmed([...ofRobots, ...sitemaps], 'sitemap', MOST_SITEMAPS, tools)),
  ];
  return found.length > 0 ? found : [{ url: home.finalUrl, kind: 'list' }];
}

/** Those of the candidates that are what they look like. Guesses are tried only while nothing better was found. */
async function confirmed(
  candidates: readonly Candidate[],
  kind: 'feed' | 'sitemap',
  most: number,
  tools: ExploreTools,
): Promise<FoundResource[]> {
  const found = new Map<string, FoundResource>();
  const tried = new Set<string>();
  for (const { url, how } of candidates) {
    if (found.size >= most || (how === 'guess' && found.size > 0)) break;
    if (tried.has(url)) continue;
    tried.add(url);
    try {
      const result = await tools.web.fetchList({ url, ...signalOf(tools) });
      const isOk = result.status >= 200 && result.status <= 299;
      if (isOk && ownKind(kindOf(result), result, tools.now()) === kind) {
        found.set(result.finalUrl, { url: result.movedTo ?? url, kind });
      }
    } catch (error) {
      // One that can't be had is not there; a person who wants no more, or a host at rest, ends the search.
      const { code } = BabelwireError.from(error);
      if (code === 'fetch.aborted' || code === 'fetch.host-resting' || code === 'contact-missing') throw error;
    }
  }
  return [...found.values()];
}

function kindOf({ body, headers }: FetchResult): DocumentKind {
  const bytes = isGzip(body) ? gunzip(body, MAX_LIST_BYTES) : body;
  return sniff(bytes, headers['content-type']);
}

function ownKind(found: DocumentKind, result: FetchResult, now: number): SourceKind | undefined {
  switch (found) {
    case 'rss':
    case 'atom':
    case 'rdf':
    case 'json-feed':
      return 'feed';
    case 'sitemap':
    case 'sitemap-index':
      return 'sitemap';
    case 'html':
      return 'site';
    case 'opml':
      return undefined;
    case 'unknown':
      // A list of addresses in plain text is a sitemap, too, but nothing in it says so.
      return isReadable('sitemap', result, now) ? 'sitemap' : undefined;
  }
}

function isReadable(kind: SourceKind, result: FetchResult, now: number): boolean {
  try {
    return readList(kind, result, { capturedAt: new Date(now).toISOString() }).items.length > 0;
  } catch (error) {
    if (error instanceof BabelwireError && error.kind === 'poison') return false;
    throw error;
  }
}

function listOrPage(result: FetchResult, now: number): SourceKind {
  const { items } = readList('list', result, { capturedAt: new Date(now).toISOString() });
  return items.length >= LEAST_TEASERS ? 'list' : 'page';
}

const isFrontPage = (url: string): boolean => /^\/(?:index\.\w+)?$/.test(new URL(url).pathname);

function named(kind: DocumentKind): string {
  if (kind === 'html') return 'it is an HTML page';
  return kind === 'unknown' ? 'nothing in it was recognised' : `it is ${kind}`;
}

function nothing(text: string): BabelwireError {
  return new BabelwireError('nothing-to-acquire', 'poison', text);
}

const signalOf = ({ signal }: ExploreTools): { signal?: AbortSignal } => (signal === undefined ? {} : { signal });
