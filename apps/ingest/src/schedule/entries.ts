import type { Entry, EntryStore, Source } from '#libs/store';
import { given, type Item } from './items.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a source named and names no longer is forgotten after this long: longer than any list that is met reaches back. */
export const REMEMBERED_MS = 90 * DAY;
/** What is still named is remembered anew when half of that is over: not with every poll. */
const REFRESH_MS = REMEMBERED_MS / 2;
/** Clocks of sites differ from ours by so much. */
const CLOCK_MS = 5 * MINUTE;
/** A list that calls everything changed each time it is made does not lead to more than this. */
const LEAST_REVISIT_MS = 10 * MINUTE;
/** Keys asked for in one go. */
const BATCH = 1000;

export interface NewsOf {
  /** Items that were never seen, and items that changed since their page was fetched. */
  fresh: { item: Item; entry: Entry }[];
  changed: { item: Item; entry: Entry }[];
}

/**
 * Compares what a list names with what is known of it. New and changed entries are due at once; entries that say they are
 * too old are remembered and not fetched. Everything is in the store when this returns, but for `fresh` and `changed` where
 * `hold` is set: those are the caller's to put there when their captures are durable.
 */
export async function compare(
  items: readonly Item[],
  source: Source,
  tools: { entries: EntryStore; now: number; hold: boolean },
): Promise<NewsOf> {
  const { entries, now, hold } = tools;
  const news: NewsOf = { fresh: [], changed: [] };
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH).filter(({ keys }) => keys.length > 0);
    const known = await lookUp(
      entries,
      source.id,
      batch.flatMap(({ keys }) => keys),
    );
    const writes = new Map<string, Entry>();
    const held = new Set<string>();
    for (const item of batch) {
      const entry = item.keys.map((key) => writes.get(key) ?? known.get(key)).find((one) => one !== undefined);
      if (entry === undefined) begin(item);
      else goOn(item, entry);
    }
    await entries.put([...writes.values()].filter(({ key }) => !held.has(key)));

    function begin(item: Item): void {
      const [key = '', ...others] = item.keys;
      const expireAt = now + REMEMBERED_MS;
      const date = item.updatedAt ?? item.publishedAt;
      const isOld = date !== undefined && now - date > source.maxAgeMs;
      const base = { sourceId: source.id, key, url: item.url ?? '', attempts: 0, checks: 0, expireAt };
      const entry: Entry = {
        ...base,
        ...given('updatedAt', item.updatedAt),
        ...(isOld ? { outcome: 'old' } : hold ? {} : { dueAt: now }),
      };
      if (!isOld) news.fresh.push({ item, entry });
      writes.set(key, entry);
      if (!isOld && hold) held.add(key);
      for (const other of others) writes.set(other, { ...base, key: other, of: key });
    }

    function goOn(item: Item, found: Entry): void {
      // Another key of one that is known: what is known of it stands there.
      const entry = found.of === undefined ? found : (writes.get(found.of) ?? known.get(found.of));
      if (entry === undefined) {
        // Its own memory has run out before that of the other key.
        begin(item);
        return;
      }
      const { updatedAt = 0 } = item;
      const hasNews = updatedAt > (entry.updatedAt ?? 0);
      const isStale = entry.expireAt - now < REFRESH_MS;
      if (!hasNews && !isStale) return;
      const seen: Entry = { ...entry, expireAt: now + REMEMBERED_MS };
      if (hasNews) {
        seen.updatedAt = updatedAt;
        if (item.url !== undefined) seen.url = item.url;
        const { fetchedAt } = entry;
        const isAnswered = fetchedAt !== undefined && updatedAt <= fetchedAt - CLOCK_MS;
        if (entry.outcome !== 'refused' && !isAnswered) {
          seen.dueAt = Math.min(entry.dueAt ?? Infinity, Math.max(now, (fetchedAt ?? 0) + LEAST_REVISIT_MS));
          news.changed.push({ item, entry: seen });
          if (hold) held.add(seen.key);
        }
      }
      writes.set(seen.key, seen);
    }
  }
  return news;
}

/** Entries by every key that they are known by, and by those that these stand for. */
async function lookUp(entries: EntryStore, sourceId: string, keys: string[]): Promise<Map<string, Entry>> {
  const known = await entries.known(sourceId, keys);
  const others = [...known.values()].flatMap(({ of }) => (of === undefined || known.has(of) ? [] : [of]));
  for (const [key, entry] of await entries.known(sourceId, others)) known.set(key, entry);
  return known;
}
