import { decode, FingerprintedArticle, Topics } from '#libs/contracts';
import type { MessageLog } from '#libs/messaging';
import type { Difference } from '#apps/dedup';

/** What people know an article by. */
export interface InBrief {
  headline: string;
  url?: string;
  inLanguage: string;
}

/** Changes of verdicts by what they are: `duplicate/near → unique/none`. */
export type ByKind = Record<string, { count: number; examples: Difference['verdicts']['changed'] }>;

export interface Shown {
  verdicts: ByKind;
  links: { gained: Difference['links']['gained']; lost: Difference['links']['lost'] };
  places: Difference['places']['changed'];
}

/** The first differences of each kind. */
export function limited({ verdicts, links, places }: Difference, limit: number): Shown {
  const byKind: ByKind = {};
  for (const change of verdicts.changed) {
    const kind = `${kindOf(change.then)} → ${kindOf(change.now)}`;
    const group = (byKind[kind] ??= { count: 0, examples: [] });
    group.count += 1;
    if (group.examples.length < limit) group.examples.push(change);
  }
  return {
    verdicts: Object.fromEntries(Object.entries(byKind).sort(([, a], [, b]) => b.count - a.count)),
    links: { gained: links.gained.slice(0, limit), lost: links.lost.slice(0, limit) },
    places: places.changed.slice(0, limit),
  };
}

const kindOf = (verdict: { status: string; method: string } | undefined): string =>
  verdict === undefined ? 'none' : `${verdict.status}/${verdict.method}`;

/** Characters of a text that stand for a missing headline. */
const BEGINNING = 200;

/** The articles that are shown, from one more walk through the log: keeping all headlines would take more than the verdicts do. */
export async function examplesOf(log: MessageLog, { verdicts, links, places }: Shown): Promise<Map<string, InBrief>> {
  const wanted = new Set<string>();
  const want = (...ids: (string | undefined)[]): void => {
    for (const id of ids) if (id !== undefined) wanted.add(id);
  };
  for (const { examples } of Object.values(verdicts)) {
    for (const { id, then, now } of examples) want(id, then?.of, now?.of);
  }
  for (const { a, b } of [...links.gained, ...links.lost]) want(a, b);
  for (const { id, then, now } of places) want(id, then?.of, now?.of, then?.storyId, now?.storyId);
  const found = new Map<string, InBrief>();
  if (wanted.size === 0) return found;
  for await (const { key, value, headers } of log.read(Topics.articlesFingerprinted)) {
    if (key === null || !wanted.has(key) || found.has(key) || headers.ce_type !== 'article.fingerprinted') continue;
    const article = decode(FingerprintedArticle, value);
    const url = article.canonicalUrl ?? article.url;
    found.set(key, {
      headline: (article.headline ?? article.articleBody.slice(0, BEGINNING)).replace(/\s+/g, ' '),
      inLanguage: article.inLanguage,
      ...(url === undefined ? {} : { url }),
    });
  }
  return found;
}
