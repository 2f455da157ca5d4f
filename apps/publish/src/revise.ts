import { isDeepStrictEqual } from 'node:util';
import { type Article, BabelwireError, type LinkedArticle, type Story } from '#libs/contracts';

/** A verdict, or a change of what an article belongs to, with the id of its event. */
export type Revision = { eventId: string } & ({ verdict: Article } | { link: LinkedArticle });

/** A version of an article to be stored and told. */
export interface Revised {
  article: Article;
  eventId: string;
}

const instant = (text: string): number => Date.parse(text);

/**
 * The versions that follow from a batch, in order. `stored`: the articles of the batch as they are in the store.
 *
 * Dedup remembers an article for its window only. One that comes back later is new to it, and counts from 1 again; here it
 * becomes the next version of what is stored, or nothing, if its text is the same. Throws poison `unknown-article` for a
 * link of an article that was never stored.
 */
export function revise(batch: Revision[], stored: Map<string, Article>): Revised[] {
  const latest = new Map(stored);
  const revised: Revised[] = [];
  for (const revision of batch) {
    const article =
      'verdict' in revision
        ? nextOfVerdict(revision.verdict, latest.get(revision.verdict.id))
        : nextOfLink(revision.link, latest.get(revision.link.id));
    if (article === undefined) continue;
    const next = withFormerLanguages(article, latest.get(article.id));
    latest.set(next.id, next);
    revised.push({ article: next, eventId: revision.eventId });
  }
  return revised;
}

function nextOfVerdict(verdict: Article, current: Article | undefined): Article | undefined {
  if (current === undefined || instant(verdict.firstCreated) <= instant(current.firstCreated)) return verdict;
  // It had been forgotten. Handled before, in a batch that was not committed: told again as it was stored.
  if (instant(verdict.versionCreated) === instant(current.versionCreated)) return current;
  if (instant(verdict.versionCreated) < instant(current.versionCreated)) return undefined;
  // A page from before what is stored: it comes again, when pages are replayed.
  if (instant(verdict.provenance.fetchedAt) < instant(current.provenance.fetchedAt)) return undefined;
  const sameText = verdict.dedup.contentHash === current.dedup.contentHash;
  if (sameText && verdict.representationType === current.representationType) return undefined;
  // A teaser does not change an article, see dedup.
  if (verdict.representationType === 'partial') return undefined;
  const { dedup, ...rest } = verdict;
  // It may be told alone for want of memory: its story is still told by others.
  const alone = dedup.status === 'unique' && verdict.translations.length === 0 && current.dedup.status !== 'duplicate';
  const place = alone ? { storyId: current.storyId, translations: current.translations } : {};
  const update = dedup.status === 'unique' ? { ...dedup, status: 'update' as const, method: 'url' as const } : dedup;
  return { ...rest, ...place, dedup: update, version: current.version + 1, firstCreated: current.firstCreated };
}

function nextOfLink(link: LinkedArticle, current: Article | undefined): Article {
  const { id, version, versionCreated, storyId, translations, pubStatus } = link;
  if (current === undefined) {
    const message = `article ${id} is to become version ${version}, but no version of it is stored`;
    throw new BabelwireError('unknown-article', 'poison', message);
  }
  const same = instant(versionCreated) === instant(current.versionCreated);
  const repeated = version <= current.version && instant(versionCreated) <= instant(current.versionCreated);
  const next: Article = {
    ...current,
    version: repeated ? version : Math.max(version, current.version + 1),
    versionCreated,
    storyId,
    translations,
    ...(pubStatus === undefined ? {} : { pubStatus }),
    dedup: rejudged(current.dedup, link),
  };
  // Handled before, in a batch that was not committed, and stored under a number that dedup does not know.
  return same && isDeepStrictEqual({ ...next, version: current.version }, current) ? current : next;
}

/**
 * The languages that the article has left, so that its topics can be told. Kept in the document: after a crash between
 * store and log, what is stored is the new version already.
 */
function withFormerLanguages(article: Article, current: Article | undefined): Article {
  if (current === undefined) return article;
  // What is stored may be a later version, when a batch comes again: then it remembers the languages of all before it.
  const own = current.version > article.version ? [] : [current.inLanguage];
  const former = [...(current.formerLanguages ?? []), ...own];
  const formerLanguages = [...new Set(former)].filter((tag) => tag !== article.inLanguage);
  const { formerLanguages: _, ...rest } = article;
  return formerLanguages.length === 0 ? rest : { ...rest, formerLanguages };
}

/** The verdict after a link: of an article that an editor set free, or whose original was taken down. */
function rejudged(dedup: Article['dedup'], link: LinkedArticle): Article['dedup'] {
  const { verdict, of, method, score, succeeds, versionCreated: decidedAt } = link;
  if (verdict === undefined) return dedup;
  const { of: _, score: __, succeeds: ___, ...rest } = dedup;
  const judged = { ...rest, status: verdict, decidedAt };
  if (verdict === 'duplicate') {
    return {
      ...judged,
      method: method ?? dedup.method,
      ...(of === undefined ? {} : { of }),
      ...(score === undefined ? {} : { score }),
    };
  }
  return succeeds === undefined ? { ...judged, method: 'editor' } : { ...judged, method: 'none', succeeds };
}

/** The same for stories, which are whole at every version. */
export function reviseStories(batch: Story[], stored: Map<string, Story>): Story[] {
  const latest = new Map(stored);
  return batch.map((story) => {
    const current = latest.get(story.id);
    const behind =
      current !== undefined &&
      story.version <= current.version &&
      instant(story.versionCreated) > instant(current.versionCreated);
    const next = behind ? { ...story, version: current.version + 1 } : story;
    latest.set(next.id, next);
    return next;
  });
}
