import type {
  Decision,
  Fingerprint,
  FingerprintedArticle,
  LinkedArticle,
  RecalledArticle,
  RememberedArticle,
  ResolvedArticle,
  Story,
  WithdrawnArticle,
} from '#libs/contracts';
import { ALGORITHM_VERSION } from '#libs/similarity';
import { Decisions } from './decisions.js';
import { type Known, mayRepeat, Memory } from './memory.js';
import { NextVersions } from './next-versions.js';
import { remember } from './remember.js';
import { type Change, StoryBook } from './story-book.js';
import { successionsOf } from './succession.js';

/** What follows from an article or from a decision. To be made durable as a whole. */
export interface Outcome {
  /** The verdict on the article. */
  article?: ResolvedArticle;
  /** Articles that move, as their next versions. */
  links: LinkedArticle[];
  /** Stories that change, as their next versions. */
  stories: Story[];
  /** What is to be remembered of the article. */
  remembered?: RememberedArticle;
  /** A story to be remembered for longer, since one of its articles is. */
  story?: Story;
  decision?: Decision;
}

/** What must be reached, 0..1: by the likeness of two texts to be one article, by a link to be one story. */
export interface Thresholds {
  near?: number;
  story?: number;
}

/**
 * Gives the verdicts: new, a repeat of another article, a new version, or nothing to say; and which story it tells. There is
 * one of it, it sees articles and decisions one after the other, and its state is a fold of its own outcomes: `absorb` over
 * what `resolve` and `decide` returned gives the same state again.
 */
export class Resolver {
  private readonly memory: Memory;
  private readonly decisions = new Decisions();
  private readonly book: StoryBook;
  private readonly next: NextVersions;
  private newest = 0;

  /**
   * @param windowMs how long an article is remembered after its last verdict, ms.
   * @param thresholds to try others than similarity's own.
   */
  constructor(
    private readonly windowMs: number,
    thresholds: Thresholds = {},
  ) {
    this.memory = new Memory(thresholds.near);
    this.book = new StoryBook(this.decisions, thresholds.story);
    this.next = new NextVersions(this.memory, this.book);
  }

  get size(): number {
    return this.memory.size;
  }

  /** The verdict and what follows, or undefined when the article says nothing new. `at`: when it is given, ms. */
  resolve(article: FingerprintedArticle, at: number): Outcome | undefined {
    this.forget(at);
    const known = this.memory.get(article.id);
    if (known !== undefined && !isNews(article, known)) return undefined;
    // Whoever is seen in full for the first time is compared, a teaser before it or not; and whoever comes back, since its
    // place may have been taken meanwhile. Else an article that was found to be one of its own stays that, however it changes.
    const compared = known === undefined || known.representationType === 'partial' || known.isCanceled === true;
    const match = compared ? this.repeated(article) : undefined;
    const of = match === undefined ? known?.of : this.memory.originalOf(match.id);
    const decidedAt = new Date(at).toISOString();
    const version = (known?.version ?? 0) + 1;
    const firstCreated = known?.firstCreated ?? decidedAt;
    const remembered = remember(article, { version, firstCreated, decidedAt, ...(of === undefined ? {} : { of }) });
    const change =
      of === undefined
        ? this.book.tell(remembered, (id) => this.memory.isOriginal(id))
        : this.book.leave(article.id, decidedAt);
    const resolved: ResolvedArticle = {
      ...article,
      version,
      pubStatus: 'usable',
      firstCreated,
      versionCreated: decidedAt,
      ...this.next.place(change, article.id, of),
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
    const story = this.book.storyWith(article.id);
    const again = story !== undefined && !change.stories.some(({ id }) => id === story.id) ? { story } : {};
    const links = this.next.of(change, decidedAt, resolved);
    return this.keep({ article: resolved, links, stories: change.stories, remembered, ...again });
  }

  /** An editor's word. Where it changes nothing now it still holds for what comes. */
  decide(decision: Decision, at: number): Outcome {
    this.forget(at);
    this.decisions.absorb(decision);
    const { a, b, kind } = decision;
    const decidedAt = new Date(at).toISOString();
    const [x, y] = [this.memory.originalOf(a), this.memory.originalOf(b)];
    if (x === undefined || y === undefined) return this.keep({ links: [], stories: [], decision });
    if (x === y) {
      // One of them was called a repeat.
      const freed = b === x ? a : b;
      const links = kind === 'unmerge' && freed !== x ? [this.next.freed(freed, decidedAt)] : [];
      return this.keep({ links, stories: [], decision });
    }
    const change = kind === 'merge' ? this.book.merge(x, y, decidedAt) : this.book.split(x, y, decidedAt);
    return this.keep({ links: this.next.of(change, decidedAt), stories: change.stories, decision });
  }

  /**
   * The page of an article was taken down: its next version is canceled, and it leaves its story. Of those that repeated it
   * the earliest takes its place, there and as the original of the others. Nothing, where that was told already. An article
   * that is not remembered any more is canceled all the same.
   */
  withdraw({ id, version, storyId }: WithdrawnArticle, at: number): Outcome | undefined {
    this.forget(at);
    const known = this.memory.get(id);
    if (known?.isCanceled === true) return undefined;
    const versionCreated = new Date(at).toISOString();
    const successions = successionsOf(id, this.memory, this.decisions);
    const heir = known?.of === undefined ? successions.find(({ verdict }) => verdict === 'unique') : undefined;
    const change = this.withdrawal(id, heir?.id, versionCreated);
    const canceled: LinkedArticle = {
      id,
      schemaVersion: 1,
      version: Math.max(known?.version ?? 0, version) + 1,
      versionCreated,
      // Out of its story; of an article that told none, that of its original stays.
      storyId: change === undefined ? storyId : id,
      translations: [],
      pubStatus: 'canceled',
    };
    const moved = new Map(change?.moved);
    const heirs = successions.map((succession) => this.next.succeeding(succession, moved, versionCreated));
    for (const told of [canceled, ...heirs]) moved.delete(told.id);
    const others = this.next.of({ moved, stories: [] }, versionCreated);
    // The heir first: it takes over from the article what that is then forgotten by.
    return this.keep({ links: [...heirs, canceled, ...others], stories: change?.stories ?? [] });
  }

  /**
   * Remembers an article that is stored as if its verdict were given now, with its story; nothing, where it is remembered.
   * `compute`: gives what it is compared by.
   */
  recall(recalled: RecalledArticle, at: number, compute: () => Fingerprint): Outcome | undefined {
    this.forget(at);
    if (this.memory.get(recalled.id) !== undefined) return undefined;
    const { version, firstCreated, of } = recalled;
    const decidedAt = new Date(at).toISOString();
    const verdict = { version, firstCreated, decidedAt, ...(of === undefined ? {} : { of }) };
    const remembered = remember({ ...recalled, fingerprint: compute() }, verdict);
    const story = this.book.asNow(recalled.id, recalled.story);
    return this.keep({ links: [], stories: [], remembered, ...(story === undefined ? {} : { story }) });
  }

  absorb(outcome: Outcome): void {
    const { decision, remembered, links, stories, story } = outcome;
    if (decision !== undefined) this.absorbDecision(decision);
    if (remembered !== undefined) this.absorbArticle(remembered);
    for (const link of links) this.absorbLink(link);
    for (const told of stories) this.absorbStory(told, Date.parse(told.versionCreated));
    if (story !== undefined && remembered !== undefined) this.absorbStory(story, Date.parse(remembered.decidedAt));
  }

  absorbDecision(decision: Decision): void {
    this.decisions.absorb(decision);
  }

  /** Takes what was remembered into the state. It must come in the order in which it was given, here and below. */
  absorbArticle(article: RememberedArticle): void {
    this.forget(Date.parse(article.decidedAt));
    this.memory.remember(article);
    this.book.absorbArticle(article);
  }

  absorbLink(link: LinkedArticle): void {
    this.memory.change(link);
    const { id, succeeds, verdict } = link;
    const inLanguage = this.memory.get(id)?.inLanguage;
    if (inLanguage !== undefined && succeeds !== undefined) this.book.absorbHeir(succeeds, { id, inLanguage });
    else if (inLanguage !== undefined && verdict === 'unique') this.book.absorbFreed({ id, inLanguage });
    // What is not there to be read tells no story in another language.
    if (link.pubStatus === 'canceled') this.book.withdraw(link.id);
  }

  absorbStory(story: Story, at: number): void {
    this.book.absorbStory(story, at);
  }

  private keep(outcome: Outcome): Outcome {
    this.absorb(outcome);
    return outcome;
  }

  /** Undefined for an article that told no story. */
  private withdrawal(id: string, heir: string | undefined, decidedAt: string): Change | undefined {
    const known = this.memory.get(id);
    if (known === undefined || known.of !== undefined) return undefined;
    const inLanguage = heir === undefined ? undefined : this.memory.get(heir)?.inLanguage;
    if (heir === undefined || inLanguage === undefined) return this.book.leave(id, decidedAt);
    return this.book.replace(id, { id: heir, inLanguage }, decidedAt);
  }

  private repeated(article: FingerprintedArticle): ReturnType<Memory['like']> {
    return this.memory.like(article, (id, other) => {
      if (id === article.id || !mayRepeat(article, other)) return false;
      return !this.decisions.apart(article.id, id) && !this.decisions.apart(article.id, other.of ?? id);
    });
  }

  private forget(now: number): void {
    this.newest = Math.max(this.newest, now);
    const before = this.newest - this.windowMs;
    const forgotten = this.memory.forgetBefore(before);
    if (forgotten.length === 0) return;
    for (const id of forgotten) this.book.forget(id);
    this.book.forgetBefore(before);
  }
}

/** Whether an article whose id is known says anything new. */
function isNews(article: FingerprintedArticle, known: Known): boolean {
  // A teaser never changes an article: lists cut it here and there, and would turn it back and forth for ever.
  if (article.representationType === 'partial') return false;
  if (known.representationType === 'partial') return true;
  // Back after it was taken down: a page fetched later than the one that is known.
  if (known.isCanceled === true) return Date.parse(article.provenance.fetchedAt) > known.fetchedAt;
  if (article.fingerprint.contentHash === known.contentHash) return false;
  return Date.parse(article.provenance.fetchedAt) >= known.fetchedAt;
}
