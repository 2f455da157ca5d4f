import type { FingerprintedArticle, LinkedArticle, RememberedArticle, RepresentationType } from '#libs/contracts';
import { createNearIndex, type Match, type NearIndex } from '#libs/similarity';

/** What is known of an article within the window. */
export interface Known {
  version: number;
  contentHash: string;
  inLanguage: string;
  representationType: RepresentationType;
  /** Of the capture that the current version came from, ms. */
  fetchedAt: number;
  firstCreated: string;
  /** The article that this one repeats: no repeat itself when that was found, though it may be called one later. */
  of: string | undefined;
  /** When the last verdict was given, ms. */
  at: number;
  /** Its page was taken down, and has not come back since. */
  isCanceled?: boolean;
}

/** An article in full is not a repeat of a teaser; the teaser is only the first sight of it. */
export function mayRepeat(
  article: { representationType: RepresentationType },
  other: { representationType: RepresentationType },
): boolean {
  return article.representationType === 'partial' || other.representationType === 'full';
}

/** The articles of the window: what they say, and which of them repeat which. */
export class Memory {
  private readonly known = new Map<string, Known>();
  /** The articles that repeat an article. */
  private readonly copies = new Map<string, Set<string>>();
  private readonly index: NearIndex;

  /** @param threshold of likeness; similarity's own when not given. */
  constructor(threshold?: number) {
    this.index = createNearIndex(threshold === undefined ? {} : { threshold });
  }

  get size(): number {
    return this.known.size;
  }

  get(id: string): Known | undefined {
    return this.known.get(id);
  }

  isOriginal(id: string): boolean {
    const known = this.known.get(id);
    return known !== undefined && known.of === undefined;
  }

  /** The article that an article repeats, or itself; undefined when it is not known. */
  originalOf(id: string): string | undefined {
    const of = this.known.get(id)?.of;
    if (of !== undefined) return this.originalOf(of) ?? of;
    return this.known.has(id) ? id : undefined;
  }

  /** The articles that repeat an article, and those that repeat them. */
  *copiesOf(id: string): Generator<string> {
    for (const copy of this.copies.get(id) ?? []) {
      yield copy;
      yield* this.copiesOf(copy);
    }
  }

  /** The best earlier article with the same text, of those that `accept` takes. */
  like(article: FingerprintedArticle, accept: (id: string, known: Known) => boolean): Match | undefined {
    return this.index.query(article.fingerprint, {
      accept: (id) => {
        const known = this.known.get(id);
        return known !== undefined && accept(id, known);
      },
    });
  }

  /** How one article repeats another; undefined when it does not. */
  likeness(id: string, other: string): Omit<Match, 'id'> | undefined {
    return this.index.likeness(id, other);
  }

  remember(article: RememberedArticle): void {
    const { id, fingerprint, of } = article;
    const at = Date.parse(article.decidedAt);
    if (this.known.has(id)) this.index.remove(id);
    this.uncopy(id);
    // Re-inserted, so that the map's order is the order of last verdicts and forgetting can stop at the first young one.
    this.known.delete(id);
    this.known.set(id, {
      version: article.version,
      contentHash: fingerprint.contentHash,
      inLanguage: article.inLanguage,
      representationType: article.representationType,
      fetchedAt: Date.parse(article.fetchedAt),
      firstCreated: article.firstCreated,
      of,
      at,
    });
    this.copy(id, of);
    this.index.add(id, fingerprint, at);
  }

  /** A version without a text of its own. */
  change({ id, version, verdict, of, pubStatus }: LinkedArticle): void {
    const known = this.known.get(id);
    if (known === undefined) return;
    known.version = version;
    if (pubStatus === 'canceled') {
      // Nothing repeats what is not there to be read.
      known.isCanceled = true;
      this.index.remove(id);
    }
    if (verdict === undefined) return;
    this.uncopy(id);
    known.of = verdict === 'unique' ? undefined : of;
    this.copy(id, known.of);
  }

  /** Forgets what was last judged before an instant, ms; returns the ids. */
  forgetBefore(before: number): string[] {
    const forgotten: string[] = [];
    for (const [id, { at }] of this.known) {
      if (at >= before) break;
      this.uncopy(id);
      this.copies.delete(id);
      this.known.delete(id);
      forgotten.push(id);
    }
    if (forgotten.length > 0) this.index.evictBefore(before);
    return forgotten;
  }

  private copy(id: string, of: string | undefined): void {
    if (of === undefined) return;
    const copies = this.copies.get(of);
    if (copies === undefined) this.copies.set(of, new Set([id]));
    else copies.add(id);
  }

  private uncopy(id: string): void {
    const of = this.known.get(id)?.of;
    const copies = of === undefined ? undefined : this.copies.get(of);
    copies?.delete(id);
    if (of !== undefined && copies?.size === 0) this.copies.delete(of);
  }
}
