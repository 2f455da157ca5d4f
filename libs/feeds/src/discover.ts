import { absoluteUrl, collapse } from '#libs/extraction';
import { Parser } from 'htmlparser2';
import { decodeDocument } from './decode.js';

/** An address where a feed or sitemap may be: fetch and `sniff` it before believing. */
export interface Candidate {
  url: string;
  /**
   * `link`: the page declares it (`<link rel="alternate">`). `anchor`: a link of the page looks like one. `guess`:
   * sites often have it there.
   */
  how: 'link' | 'anchor' | 'guess';
  title?: string;
  /** Media type, as declared. */
  type?: string;
}

export interface Discovery {
  /** The likeliest first: declared ones in page order, then anchors, then guesses. Feeds of comments come last of each. */
  feeds: Candidate[];
  sitemaps: Candidate[];
}

/** Characters looked at; heads and navigation stand before. */
const MOST_CHARACTERS = 2_000_000;
const CHUNK = 32_768;
/** Pages with more links than that list something else. */
const MOST_CANDIDATES = 100;
const MOST_FOUND = 1000;
/** Past this many open elements the parser gets slow, and the page is none. */
const MOST_OPEN = 2000;

const FEED_TYPE = /^(?:application|text)\/(?:(?:rss|atom|rdf)(?:\+xml)?|feed\+json|x-rss\+xml)\b/i;
const XML_OR_JSON = /^(?:application|text)\/(?:xml|json)\b/i;
/** A path or query that a feed has: `rss`, `feed`, `atom` or `rdf` as a word of its own. */
const FEED_ADDRESS = /(?:^|[/._?&=-])(?:rss\d?|feeds?|atom|rdf)(?:[/._?&=-]|$)/i;
const SITEMAP_ADDRESS = /sitemap[^/]*\.(?:xml|txt)(?:\.gz)?$|\/sitemap_?index\b/i;
/** Pictures, styles and pages about RSS readers are linked with such words too. */
const NO_FEED = /\.(?:png|jpe?g|gif|svg|webp|ico|css|js|pdf|zip|mp[34])$/i;
const COMMENTS = /(?:^|[/._?&=-])comments?(?:[/._?&=-]|$)/i;

/** Where the common systems have their feeds. */
const FEED_PATHS = [
  '/feed/',
  '/rss',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/index.xml',
  '/feed.json',
  '/rss/index.xml',
];
const SITEMAP_PATHS = [
  '/sitemap.xml',
  '/sitemap_index.xml',
  '/sitemap-news.xml',
  '/news-sitemap.xml',
  '/sitemap.xml.gz',
];

/**
 * Where the feeds and sitemaps of a site may be, by its home page or another of its pages. Sitemaps that robots.txt
 * names are better than any found here. Nothing is fetched.
 */
export function discover(page: string | Uint8Array, url: string, contentType?: string): Discovery {
  const html = typeof page === 'string' ? page : decodeDocument(page, contentType).text;
  const links = new LinkReader(url);
  const parser = new Parser(links, { lowerCaseAttributeNames: true });
  for (let at = 0; at < Math.min(html.length, MOST_CHARACTERS) && links.open < MOST_OPEN; at += CHUNK) {
    parser.write(html.slice(at, at + CHUNK));
  }
  parser.end();
  const guessed = (paths: readonly string[]): Candidate[] =>
    paths.flatMap((path) => {
      const guess = absoluteUrl(path, links.base)?.href;
      return guess === undefined ? [] : [{ url: guess, how: 'guess' as const }];
    });
  return {
    feeds: ranked([...links.feeds, ...guessed(FEED_PATHS)]),
    sitemaps: ranked([...links.sitemaps, ...guessed(SITEMAP_PATHS)]),
  };
}

/** Each address once, by the best way it was found. */
function ranked(candidates: readonly Candidate[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const how of ['link', 'anchor', 'guess']) {
    const those = candidates.filter((candidate) => candidate.how === how);
    const [comments, others] = [those.filter((c) => COMMENTS.test(c.url)), those.filter((c) => !COMMENTS.test(c.url))];
    for (const candidate of [...others, ...comments]) {
      if (!found.has(candidate.url)) found.set(candidate.url, candidate);
    }
  }
  return [...found.values()].slice(0, MOST_CANDIDATES);
}

class LinkReader {
  readonly feeds: Candidate[] = [];
  readonly sitemaps: Candidate[] = [];
  base: string;
  /** Elements open in the parser. */
  open = 0;
  private anchor: { url: URL; text: string } | undefined;

  constructor(private readonly pageUrl: string) {
    this.base = pageUrl;
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    this.open++;
    if (name === 'base') this.base = absoluteUrl(attributes['href'], this.pageUrl)?.href ?? this.base;
    else if (name === 'link') this.declared(attributes);
    else if (name === 'a') {
      const url = absoluteUrl(attributes['href'], this.base);
      this.anchor = url && { url, text: attributes['title'] ?? '' };
    }
  }

  ontext(text: string): void {
    if (this.anchor && this.anchor.text.length < 200) this.anchor.text += text;
  }

  onclosetag(name: string): void {
    this.open--;
    if (name !== 'a' || !this.anchor || this.feeds.length + this.sitemaps.length > MOST_FOUND) return;
    const { url, text } = this.anchor;
    this.anchor = undefined;
    const address = url.pathname + url.search;
    if (NO_FEED.test(url.pathname)) return;
    const title = collapse(text).slice(0, 200);
    const candidate: Candidate = { url: withoutHash(url), how: 'anchor', ...(title === '' ? {} : { title }) };
    if (SITEMAP_ADDRESS.test(url.pathname)) this.sitemaps.push(candidate);
    else if (FEED_ADDRESS.test(address)) this.feeds.push(candidate);
  }

  private declared(attributes: Record<string, string>): void {
    const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
    const url = absoluteUrl(attributes['href'], this.base);
    if (!url) return;
    const title = collapse(attributes['title'] ?? '').slice(0, 200);
    const type = attributes['type']?.trim().toLowerCase();
    const candidate: Candidate = {
      url: withoutHash(url),
      how: 'link',
      ...(title === '' ? {} : { title }),
      ...(type === undefined ? {} : { type }),
    };
    if (relations.includes('sitemap')) this.sitemaps.push(candidate);
    else if (relations.includes('feed')) this.feeds.push(candidate);
    else if (relations.includes('alternate') && attributes['hreflang'] === undefined && isFeedLink(type, url)) {
      this.feeds.push(candidate);
    }
  }
}

/** Plain XML and JSON are alternates of many kinds (oEmbed, APIs): there, the address must say that it is a feed. */
function isFeedLink(type: string | undefined, url: URL): boolean {
  if (type !== undefined && FEED_TYPE.test(type)) return true;
  return type !== undefined && XML_OR_JSON.test(type) && FEED_ADDRESS.test(url.pathname + url.search);
}

function withoutHash(url: URL): string {
  const copy = new URL(url.href);
  copy.hash = '';
  return copy.href;
}
