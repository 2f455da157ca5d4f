import { compareProfiles, profileOf, type LinkScore, type Profile } from './score.js';
import type { StorySignature } from './signature.js';

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
  /** Forgets everything older than this instant, ms since 1970. Looks at every article: for now and then. */
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

/** Of the articles that share a feature the newest 64 count. */
const NEWEST_PER_FEATURE = 64;
/** Articles that are compared for a query: those that share most features, the rarer the more they count. */
const COMPARED = 12;

interface Entry {
  readonly id: string;
  readonly order: number;
  readonly at: number;
  readonly language: string;
  readonly profile: Profile;
  alive: boolean;
}

/** Creates an empty index. `threshold` is what the score of texts within an hour must reach (default .43). */
export function createStoryIndex(options: { threshold?: number } = {}): StoryIndex {
  return new FeatureIndex(options.threshold ?? DEFAULT_THRESHOLD);
}

/** Forgotten articles that may stay in the postings before these are cleaned. */
const MOST_DEAD = 1024;

class FeatureIndex implements StoryIndex {
  readonly #threshold: number;
  readonly #entries = new Map<string, Entry>();
  /** The articles that have a feature, oldest first. */
  #postings = new Map<string, Entry[]>();
  #order = 0;
  #dead = 0;

  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  get size(): number {
    return this.#entries.size;
  }

  query(signature: StorySignature, at: number, options: StoryQueryOptions = {}): StoryMatch[] {
    const profile = profileOf(signature);
    const matches: StoryMatch[] = [];
    for (const entry of this.#candidates(profile, signature.language, options.accept)) {
      const link = compareProfiles(profile, entry.profile);
      const bonus = Math.min(MOST_BONUS, Math.max(0, options.bonus?.(entry.id) ?? 0));
      const score = Math.min(1, link.score + bonus);
      const threshold = this.#thresholdAt(Math.abs(at - entry.at));
      if (score >= threshold) matches.push({ ...link, id: entry.id, score, threshold });
    }
    // Candidates come in an order of their own, which stays among equals.
    return matches.sort((a, b) => b.score - a.score);
  }

  add(id: string, signature: StorySignature, at: number): void {
    this.remove(id);
    const entry: Entry = {
      id,
      order: this.#order++,
      at,
      language: signature.language,
      profile: profileOf(signature),
      alive: true,
    };
    this.#entries.set(id, entry);
    this.#post(entry);
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#forget(entry);
    this.#tidy();
  }

  evictBefore(at: number): void {
    for (const entry of this.#entries.values()) if (entry.at < at) this.#forget(entry);
    this.#tidy();
  }

  #forget(entry: Entry): void {
    this.#entries.delete(entry.id);
    entry.alive = false;
    this.#dead++;
  }

  #post(entry: Entry): void {
    for (const feature of featuresOf(entry.profile)) {
      const posting = this.#postings.get(feature);
      if (posting) posting.push(entry);
      else this.#postings.set(feature, [entry]);
    }
  }

  /** Builds the postings anew when many of the articles in them are forgotten. */
  #tidy(): void {
    if (this.#dead <= MOST_DEAD || this.#dead <= this.#entries.size / 4) return;
    this.#postings = new Map();
    this.#dead = 0;
    for (const entry of this.#entries.values()) this.#post(entry);
  }

  #candidates(profile: Profile, language: string, accept?: (id: string) => boolean): Entry[] {
    const weights = new Map<Entry, number>();
    for (const feature of featuresOf(profile)) {
      const newest = newestAlive(this.#postings.get(feature) ?? []);
      const weight = 1 / Math.log2(newest.length + 1);
      for (const entry of newest) {
        if (entry.language !== language) weights.set(entry, (weights.get(entry) ?? 0) + weight);
      }
    }
    return [...weights]
      .sort(([a, x], [b, y]) => y - x || a.order - b.order)
      .map(([entry]) => entry)
      .filter((entry) => accept === undefined || accept(entry.id))
      .slice(0, COMPARED);
  }

  #thresholdAt(apart: number): number {
    const far = Math.min(1, Math.max(0, (apart - NEAR_IN_TIME_MS) / (FAR_IN_TIME_MS - NEAR_IN_TIME_MS)));
    return this.#threshold + far * Math.max(0, FAR_THRESHOLD - this.#threshold);
  }
}

function newestAlive(posting: readonly Entry[]): Entry[] {
  const newest: Entry[] = [];
  for (let i = posting.length - 1; i >= 0 && newest.length < NEWEST_PER_FEATURE; i--) {
    const entry = posting[i];
    if (entry?.alive) newest.push(entry);
  }
  return newest;
}

/** What an article is looked up by: keys of its sounds (capitals among them), concepts and numbers. */
function featuresOf(profile: Profile): Set<string> {
  const features = new Set<string>();
  for (const name of profile.names) features.add(name.key);
  for (const word of profile.words) features.add(word.key);
  for (const concept of profile.concepts) features.add(`=${concept}`);
  for (const number of profile.numbers) features.add(`#${number}`);
  return features;
}
