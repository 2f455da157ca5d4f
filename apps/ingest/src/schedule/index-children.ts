import type { SourceResource } from '#libs/store';
import type { Item } from './items.js';
import { newResource, type Turn } from './turn.js';

/** Sitemaps of one index that are polled: the latest. Archives have thousands, by month, which nobody changes. */
const MOST_CHILDREN = 200;

/**
 * The sitemaps that an index names become resources of the source. One whose time of change, as the index says it, is
 * later than before is polled at once; what the index names no longer goes. How many are new or changed.
 */
export function nameChildren(items: readonly Item[], index: SourceResource, { source, state, tools }: Turn): number {
  const now = tools.clock.now();
  const recent = items
    .filter(({ updatedAt }) => updatedAt === undefined || now - updatedAt <= source.maxAgeMs)
    .sort((a, b) => (b.updatedAt ?? now) - (a.updatedAt ?? now))
    .slice(0, MOST_CHILDREN);
  const named = new Map(recent.flatMap((item) => (item.url === undefined ? [] : [[item.url, item]])));
  const kept = state.resources.filter(({ namedBy, url }) => namedBy !== index.url || named.has(url));
  let count = 0;
  for (const [url, { updatedAt }] of named) {
    const known = kept.find((resource) => resource.url === url);
    if (known === undefined) {
      const child = { ...newResource(url, 'sitemap', now), namedBy: index.url };
      kept.push(updatedAt === undefined ? child : { ...child, updatedAt });
      count += 1;
    } else if (updatedAt !== undefined && updatedAt > (known.updatedAt ?? 0)) {
      known.updatedAt = updatedAt;
      known.pollAt = Math.min(known.pollAt, now);
      count += 1;
    }
  }
  index.history = [...named.values()]
    .flatMap(({ updatedAt }) => (updatedAt === undefined ? [] : [updatedAt]))
    .sort((a, b) => b - a)
    .slice(0, 20);
  state.resources.splice(0, state.resources.length, ...kept);
  return count;
}
