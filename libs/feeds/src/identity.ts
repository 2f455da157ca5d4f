import { normaliseForIdentity, stableId } from '#libs/contracts';
import { absoluteUrl, canonicalForm } from '#libs/extraction';
import type { Feed, FeedEntry } from './types.js';

/** Names of hosts under which sites repeat themselves: for telephones, for AMP, by custom. */
const VARIANT_HOST = /^(?:www\d?|m|mobile|mobil|wap|pda|touch|amp)\./;
/** Parameters that choose a form of the same article. */
const VARIANT_PARAMETER = /^(?:amp|outputtype|mobile|desktop|print|printable)$/i;
/** A parameter that says by which way the reader came, when its value is one of the ways. */
const WAY_PARAMETER = /^(?:from|src|source|ref|referrer|via|partner|feed|medium|campaign|cmp)$/i;
const WAY =
  /^(?:rss\w{0,8}|atom|feeds?|feedburner|newsletter|email|facebook|twitter|telegram|vk|whatsapp|x|push|home(?:page)?)$/i;
/** The page that stands for its folder. */
const FOLDER_PAGE = /\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i;
/** Caches of AMP pages have the address they repeat in their own path. */
const AMP_CACHE = /(?:\.cdn\.ampproject\.org|^(?:www\.)?google\.[a-z.]{2,6})$/;
const AMP_CACHED = /^\/(?:amp|[acvir]+)\/(s\/)?([\w.-]+\.[a-z]{2,}\/.*)$/i;

/**
 * The form of an address in which two spellings of one article's address are equal: without scheme differences, `www.`
 * and mobile or AMP hosts, default ports, fragments, tracking and session parameters, folder pages, doubled and final
 * slashes; parameters in order. To compare by, not to fetch from. Undefined unless it is http(s).
 */
export function canonicalEntryUrl(url: string): string | undefined {
  let parsed = absoluteUrl(url, undefined);
  if (parsed && AMP_CACHE.test(parsed.hostname)) {
    const cached = AMP_CACHED.exec(parsed.pathname);
    if (cached) parsed = absoluteUrl(`https://${cached[2] ?? ''}${parsed.search}`, undefined) ?? parsed;
  }
  if (!parsed) return undefined;
  const plain = new URL(canonicalForm(parsed));
  const path = plainPath(plain.pathname, plain.search === '');
  for (const [name, value] of [...plain.searchParams]) {
    const way = WAY_PARAMETER.test(name) && WAY.test(value);
    const session = /^s(?:id)?$/i.test(name) && /^[\da-f]{32}$/i.test(value);
    if (VARIANT_PARAMETER.test(name) || way || session) plain.searchParams.delete(name);
  }
  plain.searchParams.sort();
  const query = plain.searchParams.toString();
  const port = plain.port === '' || plain.port === '80' || plain.port === '443' ? '' : `:${plain.port}`;
  return `https://${plainHost(plain.hostname)}${port}${path}${query === '' ? '' : `?${query}`}`;
}

function plainHost(hostname: string): string {
  let host = hostname.replace(/\.$/, '');
  while (VARIANT_HOST.test(host) && host.split('.').length > 2) host = host.replace(VARIANT_HOST, '');
  return host;
}

function plainPath(pathname: string, withoutQuery: boolean): string {
  let path = pathname
    .replace(/;(?:jsessionid|phpsessid|sid)=[^/;]*/gi, '')
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const sign = String.fromCharCode(parseInt(code.slice(1), 16));
      return /[\w.~-]/.test(sign) ? sign : code.toUpperCase();
    })
    .replace(/\/{2,}/g, '/')
    .replace(/^\/amp(?=\/.)/i, '')
    .replace(/\.amp(?=(?:\.html?)?$)/i, '')
    .replace(/\/amp(?:\/|\.html?)?$/i, '/');
  if (withoutQuery) path = path.replace(FOLDER_PAGE, '/');
  // Doubled ones are single by now.
  return path.endsWith('/') && path !== '/' ? path.slice(0, -1) : path;
}

/** Whether an address leads to a front page: then it says nothing about an entry. */
function isFrontPage(canonical: string, feedLink: string | undefined): boolean {
  return /^https:\/\/[^/]+\/$/.test(canonical) || canonical === (feedLink && canonicalEntryUrl(feedLink));
}

/**
 * Ids that name one thing in the world: addresses, tags, UUIDs, long numbers. Short ones ("3", "item-2") are often the
 * place in the list, which is another article's tomorrow.
 */
const isTelling = (id: string): boolean => /^(?:urn:|tag:|https?:)|\d{5}/i.test(id) || id.length >= 16;

/** Ids are addresses often enough, with all that makes addresses of one thing differ. */
function idForm(id: string): string {
  const url = /^https?:/i.test(id) ? canonicalEntryUrl(id) : undefined;
  // A permalink such as /?p=12 or a fragment is what makes such an id.
  const hash = id.indexOf('#');
  return url === undefined ? id.trim() : url + (hash < 0 ? '' : id.slice(hash).trim());
}

/**
 * What an entry is known by within its source: 26 characters. By its address, whatever its id says this time; where it
 * has none of its own, by its id; else by headline and text. `feedLink` is the feed's `link`.
 */
export function entryKey(entry: FeedEntry, feedLink?: string): string {
  const url = entry.url === undefined ? undefined : canonicalEntryUrl(entry.url);
  if (url !== undefined && !isFrontPage(url, feedLink)) return stableId('entry', 'url', url);
  if (entry.id !== undefined && isTelling(entry.id)) return stableId('entry', 'id', idForm(entry.id));
  const text = entry.title ?? entry.contentHtml ?? entry.summaryHtml ?? '';
  return stableId(
    'entry',
    'text',
    normaliseForIdentity(text),
    entry.title === undefined ? '' : (entry.published ?? ''),
  );
}

/**
 * The keys of a feed's entries, in their order: `entryKey` first, then its id's where that is the entry's alone. An
 * entry is known when any of its keys is: an id that changes is outlived by the address, a changed address by the id.
 */
export function entryKeys(feed: Pick<Feed, 'entries' | 'link'>): string[][] {
  const holders = new Map<string, Set<string>>();
  const keys = feed.entries.map((entry) => entryKey(entry, feed.link));
  const ids = feed.entries.map(({ id }) => (id !== undefined && isTelling(id) ? idForm(id) : undefined));
  ids.forEach((id, i) => {
    if (id !== undefined) holders.set(id, (holders.get(id) ?? new Set()).add(keys[i] ?? ''));
  });
  return keys.map((key, i) => {
    const id = ids[i];
    const own = id !== undefined && holders.get(id)?.size === 1 ? stableId('entry', 'id', id) : key;
    return own === key ? [key] : [key, own];
  });
}
