import { Candidates } from './candidates.js';
import { compare } from './compare.js';
import { compareNumbers, numberGuard } from './guard.js';
import { NEWEST_PER_KEY, Postings, POSTINGS_PER_ROW } from './postings.js';
import { Probe } from './probe.js';
import { Rows } from './rows.js';
import type { FingerprintData } from './signature.js';
import { Tally } from './tally.js';

/** An earlier article that a text repeats. */
export interface Match {
  id: string;
  /** 0..1; 1 for equal content. */
  score: number;
  method: 'content' | 'near';
}

/**
 * Earlier articles by what they say. For one writer: every answer is a function of the articles that are in it and the order
 * they were added in, so an index rebuilt from those gives the same answers.
 */
export interface NearIndex {
  /**
   * The best earlier article that this one repeats (the earliest of equally good ones), or undefined. `accept` may refuse
   * an article: itself, or one that an editor has set apart.
   */
  query(fp: FingerprintData, options?: { accept?: (id: string) => boolean }): Match | undefined;
  /** How one article of the index repeats another; undefined when it does not, or one of them is not there. */
  likeness(id: string, other: string): Omit<Match, 'id'> | undefined;
  /** Remembers an article as of an instant (ms since 1970). An id that is there already is replaced. */
  add(id: string, fp: FingerprintData, at: number): void;
  /** Forgets an article; one that is not there is no error. */
  remove(id: string): void;
  /** Forgets everything older than this instant (ms since 1970). */
  evictBefore(at: number): void;
  /** Articles in the index. */
  readonly size: number;
}

export interface NearIndexOptions {
  /** What the score of articles must reach; shorter texts need more. Default .54. */
  threshold?: number;
}

/** Creates an empty index. Throws `similarity.fingerprint` (poison) at a fingerprint of another version. */
export function createNearIndex(options: NearIndexOptions = {}): NearIndex {
  return new TypedArrayNearIndex(options.threshold);
}

/** Articles that are compared for a query: those that share most. Copies share three keys or more of 14, strangers one. */
const COMPARED = 6;
/** A key that few articles have says more than a formula that ten or more have. */
const RARE = 2;
const RARE_WEIGHT = 4;
const KEY_WEIGHT = 2;
const FORMULA_WEIGHT = 1;
/** One rare key or two others; one that is not rare is what strangers share. Texts of few keys are held to less. */
const MIN_WEIGHT = 4;
const FEW_KEYS = 4;
/** Dead rows that are worth moving the living for. */
const MIN_DEAD = 4_096;

class TypedArrayNearIndex implements NearIndex {
  readonly #threshold: number | undefined;
  readonly #byId = new Map<string, number>();
  readonly #probe = new Probe();
  #rows = new Rows();
  readonly #postings = new Postings();
  readonly #candidates = new Candidates(COMPARED);
  /** At most `NEWEST_PER_KEY` rows for each key. */
  readonly #found = new Int32Array(NEWEST_PER_KEY * POSTINGS_PER_ROW);
  readonly #counts = new Uint8Array(POSTINGS_PER_ROW);
  readonly #tally = new Tally(NEWEST_PER_KEY * POSTINGS_PER_ROW);

  constructor(threshold?: number) {
    this.#threshold = threshold;
  }

  get size(): number {
    return this.#byId.size;
  }

  query(fp: FingerprintData, options: { accept?: (id: string) => boolean } = {}): Match | undefined {
    this.#probe.read(fp);
    if (this.#probe.tokens === 0) return undefined;
    this.#collect();
    let best: Match | undefined;
    let bestRow = 0;
    for (let c = 0; c < this.#candidates.length; c++) {
      const row = this.#candidates.rows[c] ?? 0;
      const equal = this.#rows.hashEquals(row, this.#probe.hash);
      const score = equal ? 1 : this.#nearScore(row);
      if (score === 0 || (best && (score < best.score || (score === best.score && row > bestRow)))) continue;
      const id = this.#rows.idOf(row) ?? '';
      if (options.accept && !options.accept(id)) continue;
      best = { id, score, method: equal ? 'content' : 'near' };
      bestRow = row;
    }
    return best;
  }

  likeness(id: string, other: string): Omit<Match, 'id'> | undefined {
    const [a, b] = [this.#byId.get(id), this.#byId.get(other)];
    if (a === undefined || b === undefined) return undefined;
    if (this.#rows.hashesEqual(a, b)) return { score: 1, method: 'content' };
    const score = this.#scoreOf(this.#rows.words(a), this.#rows.offset(a), b);
    return score === 0 ? undefined : { score, method: 'near' };
  }

  add(id: string, fp: FingerprintData, at: number): void {
    this.#probe.read(fp);
    this.remove(id);
    if (!Postings.fits(this.#rows.length)) this.#compact();
    const row = this.#rows.push(id, this.#probe.words, 0, this.#probe.hash, 0, at);
    this.#byId.set(id, row);
    this.#postings.add(row, this.#probe.keys, this.#rows);
  }

  remove(id: string): void {
    const row = this.#byId.get(id);
    if (row === undefined) return;
    this.#byId.delete(id);
    this.#rows.kill(row);
    this.#tidy();
  }

  evictBefore(at: number): void {
    this.#rows.killBefore(at, (id) => {
      this.#byId.delete(id);
    });
    this.#tidy();
  }

  /** 0 when the article in that row is another one. */
  #nearScore(row: number): number {
    return this.#scoreOf(this.#probe.words, 0, row);
  }

  #scoreOf(own: Uint32Array, ownAt: number, row: number): number {
    const words = this.#rows.words(row);
    const offset = this.#rows.offset(row);
    const { score, threshold, words: length } = compare(own, ownAt, words, offset, this.#threshold);
    if (score < threshold) return 0;
    return numberGuard(compareNumbers(own, ownAt, words, offset), length) === undefined ? score : 0;
  }

  /** Fills the candidates with the rows that share most keys with the probe, weighed by rarity. */
  #collect(): void {
    this.#tally.clear();
    this.#candidates.clear();
    this.#postings.newest(this.#probe.keys, this.#rows, this.#found, this.#counts);
    for (let k = 0; k < POSTINGS_PER_ROW; k++) {
      const count = this.#counts[k] ?? 0;
      const weight = count <= RARE ? RARE_WEIGHT : count < NEWEST_PER_KEY ? KEY_WEIGHT : FORMULA_WEIGHT;
      for (let i = 0; i < count; i++) this.#tally.add(this.#found[k * NEWEST_PER_KEY + i] ?? 0, weight);
    }
    const minimum = this.#probe.keyCount > FEW_KEYS ? MIN_WEIGHT : 1;
    for (let n = 0; n < this.#tally.length; n++) {
      const weight = this.#tally.weight(n);
      if (weight >= minimum) this.#candidates.offer(this.#tally.row(n), weight);
    }
  }

  /** Gives back the space of forgotten articles: at once at the old end, elsewhere when they are many. */
  #tidy(): void {
    if (this.#rows.dead > MIN_DEAD && this.#rows.dead > this.#byId.size / 2) this.#compact();
    else this.#postings.tidy(this.#rows);
  }

  /** Moves what is alive, in order, into fresh rows: order is what ties are settled by. */
  #compact(): void {
    const rows = new Rows();
    const { first, length } = this.#rows;
    const moved = new Int32Array(length - first).fill(-1);
    for (let row = first; row < length; row++) {
      const id = this.#rows.idOf(row);
      if (id === undefined) continue;
      const now = rows.pushFrom(this.#rows, row);
      moved[row - first] = now;
      this.#byId.set(id, now);
    }
    this.#rows = rows;
    this.#postings.rebuild(rows, moved, first);
  }
}
