import { Comparer, type LinkScore } from './comparer.js';
import { hasConcepts } from './concepts.js';
import { Languages } from './languages.js';
import { MOST_KEPT, NEWEST_PER_FEATURE, NewestRows } from './newest.js';
import { endOf, FeatureList, MOST_WORDS, packProfile, Vocabulary } from './profile.js';
import { Shortlist } from './shortlist.js';
import type { StorySignature } from './signature.js';
import { StoryRows } from './story-rows.js';

/** An earlier article in another language that tells the same story, and what they have in common. */
export interface StoryMatch extends LinkScore {
  id: string;
  /** What the score had to reach, for texts so far apart in time. */
  threshold: number;
}

export interface StoryQueryOptions {
  /** May refuse an article: one that is linked to a text in the same language already, or that an editor has set apart. */
  accept?: (id: string) => boolean;
  /** What else speaks for an article, 0 to .3, added to its score: the same site, a shared image or link slug. */
  bonus?: (id: string) => number;
}

/** Earlier articles by the story they tell. For one writer; answers depend on the articles in it and their order alone. */
export interface StoryIndex {
  /**
   * The earlier articles in other languages that tell the same story, the best first, at most 12. Link the article to the
   * first one's story; where others belong to other stories that lack these languages, the article shows that they are one.
   * `at` is the article's instant, ms since 1970.
   */
  query(signature: StorySignature, at: number, options?: StoryQueryOptions): StoryMatch[];
  /** Remembers an article; an id that is there already is replaced. */
  add(id: string, signature: StorySignature, at: number): void;
  remove(id: string): void;
  /** Gives an article's place, with what it was compared by, to another, which had none. */
  rename(id: string, to: string): void;
  /** Forgets everything older than this instant, ms since 1970. */
  evictBefore(at: number): void;
  readonly size: number;
}

const MINUTE_MS = 60_000;
/** Versions of a story come 5 to 35 minutes apart; within an hour the plain threshold holds. */
const NEAR_IN_TIME_MS = 60 * MINUTE_MS;
/** After a day a like text is more often about the next turn of events: then nearly all of it must agree. */
const FAR_IN_TIME_MS = 24 * 60 * MINUTE_MS;
const FAR_THRESHOLD = 0.6;
const DEFAULT_THRESHOLD = 0.43;

const MOST_BONUS = 0.3;

/** Articles that are compared for a query: those that share most features, the rarer the more they count. */
const COMPARED = 12;

/** Creates an empty index. `threshold` is what the score of texts within an hour must reach (default .43). */
export function createStoryIndex(options: { threshold?: number } = {}): StoryIndex {
  return new PackedStoryIndex(options.threshold ?? DEFAULT_THRESHOLD);
}

/** Rows of removed articles that are worth moving the living for. */
const MOST_DEAD = 4096;
/** Rows are 32-bit numbers. */
const MOST_ROWS = 2 ** 31 - 1;

class PackedStoryIndex implements StoryIndex {
  readonly #threshold: number;
  readonly #vocabulary = new Vocabulary();
  readonly #languages = new Languages();
  readonly #byId = new Map<string, number>();
  #rows = new StoryRows();
  #newest = new NewestRows();
  readonly #profile = new Uint32Array(MOST_WORDS);
  readonly #features = new FeatureList(this.#vocabulary);
  readonly #comparer = new Comparer(this.#vocabulary);
  /** A few more than are compared: some will be refused. */
  readonly #shortlist = new Shortlist(2 * COMPARED);

  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  get size(): number {
    return this.#byId.size;
  }

  query(signature: StorySignature, at: number, options: StoryQueryOptions = {}): StoryMatch[] {
    this.#vocabulary.tidy();
    packProfile(signature, this.#vocabulary, this.#profile);
    this.#features.read(this.#profile, 0);
    this.#collect(this.#languages.number(signature.language));
    this.#comparer.open(this.#profile, hasConcepts(signature.language));
    const matches: StoryMatch[] = [];
    let compared = 0;
    for (const row of this.#shortlist.heaviest()) {
      const id = this.#rows.idOf(row) ?? '';
      if (options.accept && !options.accept(id)) continue;
      const known = this.#languages.hasConcepts(this.#rows.language(row));
      const link = this.#comparer.compare(this.#rows.profile(row), this.#rows.offset(row), known);
      const bonus = Math.min(MOST_BONUS, Math.max(0, options.bonus?.(id) ?? 0));
      const score = Math.min(1, link.score + bonus);
      const threshold = this.#thresholdAt(Math.abs(at - this.#rows.instant(row)));
      if (score >= threshold) matches.push({ ...link, id, score, threshold });
      if (++compared === COMPARED) break;
    }
    // Candidates come in an order of their own, which stays among equals.
    return matches.sort((a, b) => b.score - a.score);
  }

  add(id: string, signature: StorySignature, at: number): void {
    this.remove(id);
    if (this.#rows.length === MOST_ROWS) this.#compact();
    this.#vocabulary.tidy();
    const length = packProfile(signature, this.#vocabulary, this.#profile);
    this.#features.read(this.#profile, 0);
    const language = this.#languages.number(signature.language);
    const row = this.#rows.push(id, language, at, this.#profile, 0, length);
    this.#byId.set(id, row);
    this.#vocabulary.use(this.#profile, 0);
    for (let i = 0; i < this.#features.length; i++) {
      const feature = this.#features.ids[i] ?? 0;
      this.#vocabulary.features.use(feature);
      this.#newest.add(feature, row);
    }
  }

  remove(id: string): void {
    const row = this.#byId.get(id);
    if (row === undefined) return;
    this.#forget(id, row);
    this.#tidy();
  }

  rename(id: string, to: string): void {
    if (!this.#byId.has(id)) return;
    // First, since it may move the rows.
    this.remove(to);
    const row = this.#byId.get(id) ?? 0;
    this.#byId.delete(id);
    this.#byId.set(to, row);
    this.#rows.rename(row, to);
  }

  evictBefore(at: number): void {
    for (const row of this.#rows.olderThan(at)) this.#forget(this.#rows.idOf(row) ?? '', row);
    this.#tidy();
  }

  #forget(id: string, row: number): void {
    this.#byId.delete(id);
    const profile = this.#rows.profile(row);
    const offset = this.#rows.offset(row);
    this.#features.read(profile, offset);
    for (let i = 0; i < this.#features.length; i++) {
      const feature = this.#features.ids[i] ?? 0;
      this.#newest.remove(feature, row);
      this.#vocabulary.features.release(feature);
    }
    this.#vocabulary.release(profile, offset);
    this.#rows.kill(row);
  }

  /** Gives back the space of forgotten articles: at once at the old end, elsewhere when they are many. */
  #tidy(): void {
    this.#rows.freeFront();
    if (this.#rows.dead > MOST_DEAD && this.#rows.dead > this.#byId.size) this.#compact();
  }

  /** Moves what is alive, in order, into fresh rows: order is what ties are settled by. */
  #compact(): void {
    const old = this.#rows;
    this.#rows = new StoryRows();
    this.#newest = new NewestRows();
    for (let row = old.first; row < old.length; row++) {
      const id = old.idOf(row);
      if (id === undefined) continue;
      const profile = old.profile(row);
      const offset = old.offset(row);
      const moved = this.#rows.push(id, old.language(row), old.instant(row), profile, offset, endOf(profile, offset));
      this.#byId.set(id, moved);
      this.#features.read(profile, offset);
      for (let i = 0; i < this.#features.length; i++) this.#newest.add(this.#features.ids[i] ?? 0, moved);
    }
  }

  /** Weighs the newest articles of each of the probe's features: the fewer have it, the more it says. */
  #collect(language: number): void {
    const { ids, length } = this.#features;
    for (let i = 0; i < length; i++) this.#refill(ids[i] ?? 0);
    this.#shortlist.clear(this.#rows.mask);
    for (let i = 0; i < length; i++) {
      const feature = ids[i] ?? 0;
      const start = this.#newest.start(feature);
      const count = this.#newest.count(feature);
      const from = Math.max(0, count - NEWEST_PER_FEATURE);
      // All that have it count here, though only the newest are looked up: else an everyday word would weigh no less than
      // a name that 64 articles have, and what came last would crowd out what tells the same story.
      const weight = 1 / Math.log2(1 + this.#vocabulary.features.uses(feature));
      this.#shortlist.add(this.#newest.rows, start + from, start + count, weight, this.#rows.languages, language);
    }
  }

  /** Where so many of a feature's newest were forgotten that older ones count again, these are looked for among all. */
  #refill(feature: number): void {
    const kept = this.#newest.count(feature);
    if (kept >= NEWEST_PER_FEATURE || kept === this.#vocabulary.features.uses(feature)) return;
    const newestFirst: number[] = [];
    const search = new FeatureList(this.#vocabulary);
    for (let row = this.#rows.length - 1; row >= this.#rows.first && newestFirst.length < MOST_KEPT; row--) {
      if (this.#rows.idOf(row) === undefined) continue;
      search.read(this.#rows.profile(row), this.#rows.offset(row));
      if (search.has(feature)) newestFirst.push(row);
    }
    this.#newest.replace(feature, newestFirst);
  }

  #thresholdAt(apart: number): number {
    const far = Math.min(1, Math.max(0, (apart - NEAR_IN_TIME_MS) / (FAR_IN_TIME_MS - NEAR_IN_TIME_MS)));
    return this.#threshold + far * Math.max(0, FAR_THRESHOLD - this.#threshold);
  }
}
