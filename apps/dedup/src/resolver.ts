import type { FingerprintedArticle, RepresentationType, ResolvedArticle } from '#libs/contracts';
import { ALGORITHM_VERSION, createNearIndex, type NearIndex } from '#libs/similarity';

/** What is remembered of an article within the window. */
interface Known {
  version: number;
  contentHash: string;
  representationType: RepresentationType;
  /** Of the capture that the current version came from, ms. */
  fetchedAt: number;
  firstCreated: string;
  /** The article that this one repeats, never itself a repeat. */
  of: string | undefined;
  /** When the last verdict was given, ms. */
  at: number;
}

/**
 * Gives the verdicts: new, a repeat of another article, a new version, or nothing to say. There is one of it, it sees
 * the articles one after the other, and its state is a fold of its own verdicts: `absorb` over what `resolve` returned
 * gives the same state again.
 */
export class Resolver {
  private readonly known = new Map<string, Known>();
  private readonly index: NearIndex = createNearIndex();
  private newest = 0;

  /** @param windowMs how long an article is remembered after its last verdict, ms. */
  constructor(private readonly windowMs: number) {}

  get size(): number {
    return this.known.size;
  }

  /** The verdict, or undefined when the article says nothing new. `at`: when it is given, ms. */
  resolve(article: FingerprintedArticle, at: number): ResolvedArticle | undefined {
    this.forget(at);
    const known = this.known.get(article.id);
    if (known !== undefined && !isNews(article, known)) return undefined;
    const version = (known?.version ?? 0) + 1;
    // Whoever is seen in full for the first time is compared, a teaser before it or not; an article that was found to be one
    // of its own stays that, however it changes.
    const compared = known === undefined || known.representationType === 'partial';
    const match = compared
      ? this.index.query(article.fingerprint, {
          accept: (id) => id !== article.id && mayRepeat(article, this.known.get(id)),
        })
      : undefined;
    const of = match === undefined ? known?.of : (this.known.get(match.id)?.of ?? match.id);
    const decidedAt = new Date(at).toISOString();
    const resolved: ResolvedArticle = {
      ...article,
      version,
      pubStatus: 'usable',
      firstCreated: known?.firstCreated ?? decidedAt,
      versionCreated: decidedAt,
      storyId: of ?? article.id,
      translations: [],
      dedup: {
        status: of !== undefined ? 'duplicate' : known !== undefined ? 'update' : 'unique',
        ...(of === undefined ? {} : { of }),
        method: match?.method ?? (known !== undefined ? 'url' : 'none'),
        ...(match?.method === 'near' ? { score: match.score } : {}),
        repeats: article.repeatsOnPage,
        contentHash: article.fingerprint.contentHash,
        decidedAt,
        algorithmVersion: ALGORITHM_VERSION,
      },
    };
    this.absorb(resolved);
    return resolved;
  }

  /** Takes a verdict given before into the state. Verdicts must come in the order in which they were given. */
  absorb(resolved: ResolvedArticle): void {
    const at = Date.parse(resolved.dedup.decidedAt);
    this.forget(at);
    const { id, fingerprint } = resolved;
    if (this.known.has(id)) this.index.remove(id);
    // Re-inserted, so that the map's order is the order of last verdicts and forgetting can stop at the first young one.
    this.known.delete(id);
    this.known.set(id, {
      version: resolved.version,
      contentHash: fingerprint.contentHash,
      representationType: resolved.representationType,
      fetchedAt: Date.parse(resolved.provenance.fetchedAt),
      firstCreated: resolved.firstCreated,
      of: resolved.dedup.of,
      at,
    });
    this.index.add(id, fingerprint, at);
  }

  private forget(now: number): void {
    this.newest = Math.max(this.newest, now);
    const before = this.newest - this.windowMs;
    let evicted = false;
    for (const [id, { at }] of this.known) {
      if (at >= before) break;
      this.known.delete(id);
      evicted = true;
    }
    if (evicted) this.index.evictBefore(before);
  }
}

/** Whether an article whose id is known says anything new. */
function isNews(article: FingerprintedArticle, known: Known): boolean {
  // A teaser never changes an article: lists cut it here and there, and would turn it back and forth for ever.
  if (article.representationType === 'partial') return false;
  if (known.representationType === 'partial') return true;
  if (article.fingerprint.contentHash === known.contentHash) return false;
  return Date.parse(article.provenance.fetchedAt) >= known.fetchedAt;
}

/** An article in full is not a repeat of a teaser; the teaser is only the first sight of it. */
function mayRepeat(article: FingerprintedArticle, other: Known | undefined): boolean {
  if (other === undefined) return false;
  return article.representationType === 'partial' || other.representationType === 'full';
}
