import { addressForm, normaliseForIdentity, stableId } from '#libs/contracts';
import type { Feed, FeedEntry } from './types.js';

/** Whether an address leads to a front page: then it says nothing about an entry. */
function isFrontPage(canonical: string, feedLink: string | undefined): boolean {
  return /^https:\/\/[^/]+\/$/.test(canonical) || canonical === (feedLink && addressForm(feedLink));
}

/**
 * Ids that name one thing in the world: addresses, tags, UUIDs, long numbers. Short ones ("3", "item-2") are often the
 * place in the list, which is another article's tomorrow.
 */
const isTelling = (id: string): boolean => /^(?:urn:|tag:|https?:)|\d{5}/i.test(id) || id.length >= 16;

/** Ids are addresses often enough, with all that makes addresses of one thing differ. */
function idForm(id: string): string {
  const url = /^https?:/i.test(id) ? addressForm(id) : undefined;
  // A permalink such as /?p=12 or a fragment is what makes such an id.
  const hash = id.indexOf('#');
  return url === undefined ? id.trim() : url.replace(/#.*/, '') + (hash < 0 ? '' : id.slice(hash).trim());
}

/**
 * What an entry is known by within its source: 26 characters. By its address, whatever its id says this time; where it
 * has none of its own, by its id; else by headline and text. `feedLink` is the feed's `link`.
 */
export function entryKey(entry: FeedEntry, feedLink?: string): string {
  const url = entry.url === undefined ? undefined : addressForm(entry.url);
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
