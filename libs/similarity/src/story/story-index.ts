import { compareProfiles, profileOf, type LinkScore, type Profile } from './score.js';
import type { StorySignature } from './signature.js';
import { soundKey } from './sound.js';

/** An earlier article in another language that tells the same story. */
export interface StoryMatch extends LinkScore {
  id: string;
  /** What the score had to reach, for texts so far apart in time. */
  threshold: number;
}

/** Earlier articles by the story they tell. For one writer; answers depend on the articles in it and their order alone. */
export interface StoryIndex {
  /**
   * The best earlier article in another language, or undefined. `at` is the article's instant, ms since 1970. `accept` may
   * refuse an article: one that is linked to another text in the same language, or that an editor has set apart.
   */
  query(signature: StorySignature, at: number, options?: { accept?: (id: string) => boolean }): StoryMatch | undefined;
  /** Remembers an article; an id that is there already is replaced. */
  add(id: string, signature: StorySignature, at: number): void;
  remove(id: string): void;
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

/** Of the articles that share a feature the newest 64 count. */
const NEWEST_PER_FEATURE = 64;
/** Articles that are compared for a query: those that share most features, the rarer the more they count. */
const COMPARED = 12;

interface Entry {
  id: string;
  order: number;
  at: number;
  language: string;
  profile: Profile;
  features: readonly string[];
}

/** Creates an empty index. `threshold` is what the score of texts within an hour must reach (default .43). */
export function createStoryIndex(options: { threshold?: number } = {}): StoryIndex {
  return new FeatureIndex(options.threshold ?? DEFAULT_THRESHOLD);
}

class FeatureIndex implements StoryIndex {
  readonly #entries = new Map<string, Entry>();
  /** The articles that have a feature, oldest first. */
  readonly #postings = new Map<string, Entry[]>();
  #order = 0;

  constructor(private readonly threshold: number) {}

  get size(): number {
    return this.#entries.size;
  }

  query(
    signature: StorySignature,
    at: number,
    options: { accept?: (id: string) => boolean } = {},
  ): StoryMatch | undefined {
    const profile = profileOf(signature);
    let best: StoryMatch | undefined;
    for (const entry of this.#candidates(signature, options.accept)) {
      const link = compareProfiles(profile, entry.profile);
      const threshold = this.#thresholdAt(Math.abs(at - entry.at));
      if (link.score < threshold || (best && link.score <= best.score)) continue;
      best = { id: entry.id, threshold, ...link };
    }
    return best;
  }

  add(id: string, signature: StorySignature, at: number): void {
    this.remove(id);
    const features = featuresOf(signature);
    const entry = {
      id,
      order: this.#order++,
      at,
      language: signature.language,
      profile: profileOf(signature),
      features,
    };
    this.#entries.set(id, entry);
    for (const feature of features) {
      const posting = this.#postings.get(feature);
      if (posting) posting.push(entry);
      else this.#postings.set(feature, [entry]);
    }
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const feature of entry.features) {
      const posting = this.#postings.get(feature);
      if (!posting) continue;
      posting.splice(posting.indexOf(entry), 1);
      if (posting.length === 0) this.#postings.delete(feature);
    }
  }

  evictBefore(at: number): void {
    for (const [id, entry] of this.#entries) if (entry.at < at) this.remove(id);
  }

  #candidates(signature: StorySignature, accept?: (id: string) => boolean): Entry[] {
    const weights = new Map<Entry, number>();
    for (const feature of featuresOf(signature)) {
      const posting = this.#postings.get(feature) ?? [];
      const newest = posting.slice(-NEWEST_PER_FEATURE);
      for (const entry of newest) {
        if (entry.language === signature.language) continue;
        weights.set(entry, (weights.get(entry) ?? 0) + 1 / Math.log2(newest.length + 1));
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
    return this.threshold + far * Math.max(0, FAR_THRESHOLD - this.threshold);
  }
}

/** What an article is looked up by. */
function featuresOf(signature: StorySignature): string[] {
  const features = new Set<string>();
  for (const name of signature.names) features.add(`s:${soundKey(name)}`);
  for (const word of signature.words) features.add(`s:${soundKey(word)}`);
  for (const concept of signature.concepts) features.add(`c:${concept}`);
  for (const number of signature.numbers) features.add(`n:${number}`);
  return [...features];
}
