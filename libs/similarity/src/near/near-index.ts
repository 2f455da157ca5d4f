import { BabelwireError } from '#libs/contracts';
import { compare } from './compare.js';
import { compareNumbers, numberGuard } from './guard.js';
import { Postings, POSTINGS_PER_ROW, rowOf } from './postings.js';
import { Rows } from './rows.js';
import { FORMAT, KEYS, LAYOUT, type FingerprintData } from './signature.js';

/** An earlier article that a text repeats. */
export interface Match {
  id: string;
  /** 0..1; 1 for equal content. */
  score: number;
  method: 'content' | 'near';
}

/** Earlier articles by what they say. One writer; every answer is a function of the adds, removes and evictions before it. */
export interface NearIndex {
  /** Best earlier article that this one repeats (the earliest of equally good ones), or undefined. */
  query(fp: FingerprintData, options?: { accept?: (id: string) => boolean }): Match | undefined;
  /** Remembers an article as of an instant (ms). An id that is there already is replaced. */
  add(id: string, fp: FingerprintData, at: number): void;
  /** Forgets an article; one that is not there is no error. */
  remove(id: string): void;
  /** Forgets everything older than this instant (ms). */
  evictBefore(at: number): void;
  readonly size: number;
}

export interface NearIndexOptions {
  /** What the score of texts of 40 tokens and more must reach; shorter ones need more. Default .54. */
  threshold?: number;
}

/** Of articles that share a key, the newest 48 are compared: a key that more share is a formula, not a trace of a copy. */
const NEWEST_PER_KEY = 48;

export function createNearIndex(options: NearIndexOptions = {}): NearIndex {
  return new TypedArrayNearIndex(options.threshold);
}

class TypedArrayNearIndex implements NearIndex {
  readonly #threshold: number | undefined;
  #rows = new Rows();
  #postings = new Postings();
  readonly #byId = new Map<string, number>();
  readonly #probe = Buffer.alloc(LAYOUT.bytes);
  readonly #probe32 = new Uint32Array(this.#probe.buffer, this.#probe.byteOffset, LAYOUT.bytes / 4);
  readonly #keys = new Uint32Array(KEYS + 1);
  readonly #hash = new Uint32Array(4);
  #candidates = new Uint32Array(1024);
  #seen = new Uint32Array(1024);
  #round = 0;
  #oldest = Infinity;

  constructor(threshold?: number) {
    this.#threshold = threshold;
  }

  get size(): number {
    return this.#byId.size;
  }

  query(fp: FingerprintData, options: { accept?: (id: string) => boolean } = {}): Match | undefined {
    this.#read(fp);
    const tokens = this.#probe32[LAYOUT.tokens / 4] ?? 0;
    if (tokens === 0) return undefined;
    const count = this.#collect();
    const accept = options.accept;
    let best: Match | undefined;
    let bestRow = 0;
    for (let c = 0; c < count; c++) {
      const row = this.#candidates[c] ?? 0;
      const score = this.#scoreOf(row);
      if (score === 0) continue;
      if (best && (score < best.score || (score === best.score && row > bestRow))) continue;
      const id = this.#rows.idOf(row);
      if (accept && !accept(id)) continue;
      best = { id, score, method: this.#rows.hashEquals(row, this.#hash) ? 'content' : 'near' };
      bestRow = row;
    }
    return best;
  }

  add(id: string, fp: FingerprintData, at: number): void {
    this.#read(fp);
    this.remove(id);
    const row = this.#rows.push(id, this.#probe, this.#hash, at);
    this.#byId.set(id, row);
    this.#postings.add(row, this.#keys);
    if (at < this.#oldest) this.#oldest = at;
  }

  remove(id: string): void {
    const row = this.#byId.get(id);
    if (row === undefined) return;
    this.#byId.delete(id);
    this.#rows.kill(row);
    if (this.#rows.dead > 1024 && this.#rows.dead > this.#byId.size / 4) this.#compact();
  }

  evictBefore(at: number): void {
    if (at <= this.#oldest) return;
    let oldest = Infinity;
    for (const [id, row] of this.#byId) {
      const seenAt = this.#rows.atOf(row);
      if (seenAt < at) {
        this.#byId.delete(id);
        this.#rows.kill(row);
      } else if (seenAt < oldest) oldest = seenAt;
    }
    this.#oldest = oldest;
    if (this.#rows.dead > 1024 && this.#rows.dead > this.#byId.size / 4) this.#compact();
  }

  /** 0 when the article in that row is not repeated, else the score. */
  #scoreOf(row: number): number {
    if (this.#rows.hashEquals(row, this.#hash)) return 1;
    const page = this.#rows.page(row);
    const offset = this.#rows.offset(row);
    const { score, threshold, tokens } = compare(this.#probe, 0, page, offset, this.#threshold);
    if (tokens < 2 || score < threshold) return 0;
    return numberGuard(compareNumbers(this.#probe, 0, page, offset)) === undefined ? score : 0;
  }

  #read(fp: FingerprintData): void {
    const written = this.#probe.write(fp.data, 'base64');
    if (written !== LAYOUT.bytes || this.#probe[0] !== FORMAT) {
      throw new BabelwireError(
        'similarity.fingerprint',
        'poison',
        `The fingerprint's data is not of this version (format ${this.#probe[0] ?? 0}, ${written} bytes, want ${FORMAT}, ${LAYOUT.bytes}); compute it again with fingerprint()`,
      );
    }
    for (let k = 0; k < 4; k++) this.#hash[k] = Number.parseInt(fp.contentHash.slice(8 * k, 8 * k + 8), 16);
    this.#keys[0] = ((this.#hash[0] ?? 0) || 1) >>> 0;
    const tokens = this.#probe32[LAYOUT.tokens / 4] ?? 0;
    if (tokens === 0) this.#keys.fill(0);
    else for (let k = 0; k < KEYS; k++) this.#keys[k + 1] = this.#probe32[LAYOUT.keys / 4 + k] ?? 0;
  }

  /** Rows that share a key with the probe, each once. */
  #collect(): number {
    if (this.#seen.length < this.#rows.length) {
      const seen = new Uint32Array(2 * this.#rows.length);
      seen.set(this.#seen);
      this.#seen = seen;
    }
    this.#round = (this.#round + 1) >>> 0;
    if (this.#round === 0) {
      this.#seen.fill(0);
      this.#round = 1;
    }
    let count = 0;
    for (let k = 0; k <= KEYS; k++) {
      const key = this.#keys[k] ?? 0;
      if (key === 0) continue;
      let taken = 0;
      let posting = this.#postings.first(key);
      while (posting >= 0 && taken < NEWEST_PER_KEY) {
        if (this.#postings.hasKey(posting, key)) {
          const row = rowOf(posting);
          if (this.#rows.isAlive(row)) {
            taken++;
            if (this.#seen[row] !== this.#round) {
              this.#seen[row] = this.#round;
              if (count === this.#candidates.length) this.#growCandidates();
              this.#candidates[count++] = row;
            }
          }
        }
        posting = this.#postings.next(posting);
      }
    }
    return count;
  }

  #growCandidates(): void {
    const larger = new Uint32Array(2 * this.#candidates.length);
    larger.set(this.#candidates);
    this.#candidates = larger;
  }

  /** Moves what is alive, in order, into fresh rows: order is what ties are settled by. */
  #compact(): void {
    const rows = new Rows();
    const postings = new Postings();
    this.#byId.clear();
    const keys = this.#postings.allKeys();
    for (let row = 0; row < this.#rows.length; row++) {
      if (!this.#rows.isAlive(row)) continue;
      const id = this.#rows.idOf(row);
      const moved = rows.copy(this.#rows, row);
      postings.add(moved, keys.subarray(row * POSTINGS_PER_ROW, (row + 1) * POSTINGS_PER_ROW));
      this.#byId.set(id, moved);
    }
    this.#rows = rows;
    this.#postings = postings;
    this.#seen = new Uint32Array(Math.max(1024, rows.length));
    this.#round = 0;
  }
}
