import type { Article } from '#libs/contracts';
import type { Store } from '#libs/store';

/** An article that would not come out as it is stored. */
export interface Difference {
  id: string;
  url?: string;
  /**
   * `new`: it is not in the store. `gone`: it was found on a page that was replayed, and would be no longer; a replay leaves
   * it in the store all the same.
   */
  what: 'new' | 'changed' | 'gone';
  /** By field: as stored, as it would be. */
  fields: Record<string, [stored: unknown, replayed: unknown]>;
}

export interface Comparison {
  same: number;
  differences: Difference[];
  /** Of all, how many were compared by their text alone, since pages that they depend on were not replayed. */
  byTextAlone: number;
}

const textFields = (article: Article): Record<string, unknown> => ({
  representationType: article.representationType,
  headline: article.headline,
  inLanguage: article.inLanguage,
  datePublished: article.datePublished,
  contentHash: article.dedup.contentHash,
});

const verdictFields = ({ version, dedup, storyId }: Article): Record<string, unknown> => ({
  version,
  status: dedup.status,
  of: dedup.of,
  method: dedup.method,
  storyId,
});

/**
 * Compares the articles of a replay with those of a store.
 *
 * @param pages ids of the captures that were replayed
 * @param whole whether all pages from `since` (ms since the epoch) on were replayed. Only then, and only for an article that
 *   was first seen after it, version, verdict and story depend on replayed pages alone.
 */
export async function compare(
  replayed: Store,
  stored: Store,
  { pages, whole, since }: { pages: Iterable<string>; whole: boolean; since: number },
): Promise<Comparison> {
  const comparison: Comparison = { same: 0, differences: [], byTextAlone: 0 };
  let cursor: string | undefined;
  do {
    const page = await replayed.articles.find({
      limit: 200,
      duplicates: true,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const counterparts = await stored.articles.getMany(page.items.map(({ id }) => id));
    for (const article of page.items) {
      const before = counterparts.get(article.id);
      const completely = whole && before !== undefined && Date.parse(before.firstCreated) >= since;
      if (before !== undefined && !completely) comparison.byTextAlone += 1;
      const difference = differenceOf(before, article, completely);
      if (difference === undefined) comparison.same += 1;
      else comparison.differences.push(difference);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  for (const page of new Set(pages)) {
    const gone = await noLongerOn(page, replayed, stored);
    comparison.differences.push(...gone);
  }
  return comparison;
}

/** Articles that a page had, by the store, and that nobody found this time. */
async function noLongerOn(page: string, replayed: Store, stored: Store): Promise<Difference[]> {
  const before = await stored.captures.get(page);
  if (before === undefined) return [];
  const now = new Set((await replayed.captures.get(page))?.articleIds);
  const missing = before.articleIds.filter((id) => !now.has(id));
  if (missing.length === 0) return [];
  const elsewhere = await replayed.articles.getMany(missing);
  const articles = await stored.articles.getMany(missing.filter((id) => !elsewhere.has(id)));
  return [...articles.values()].map(({ id, canonicalUrl: url }) => ({
    id,
    ...(url === undefined ? {} : { url }),
    what: 'gone',
    fields: {},
  }));
}

function differenceOf(before: Article | undefined, after: Article, completely: boolean): Difference | undefined {
  const { id, canonicalUrl: url } = after;
  const fieldsOf = (article: Article): Record<string, unknown> => ({
    ...textFields(article),
    ...(completely ? verdictFields(article) : {}),
  });
  const where = { id, ...(url === undefined ? {} : { url }) };
  if (before === undefined) return { ...where, what: 'new', fields: {} };
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const changed = Object.keys(is).filter((name) => was[name] !== is[name]);
  if (changed.length === 0) return undefined;
  return {
    ...where,
    what: 'changed',
    fields: Object.fromEntries(changed.map((name) => [name, [was[name], is[name]]])),
  };
}
