import type { Candidate } from './evidence.js';
import { STEP } from './vocabulary.js';
import type { Words } from './words.js';

/** A stretch of one language; offsets are UTF-16 code units, `end` exclusive. */
export interface Segment {
  start: number;
  end: number;
  /** BCP 47; `und` where no word says anything. */
  tag: string;
  /** 0 to 1. */
  confidence: number;
}

/** As in the detector: words of one stretch are not independent witnesses. */
const INDEPENDENCE = 0.75;

/** Gathers words, one after the other, into segments of one language, and what was said against each language on the way. */
export class Runs {
  private readonly segments: Segment[] = [];
  private readonly totals: Float64Array;
  private first = 0;
  private language = -1;

  constructor(
    private readonly words: Words,
    private readonly candidates: readonly Candidate[],
  ) {
    this.totals = new Float64Array(candidates.length);
  }

  /** From this word on the text is in a language, given by its place. */
  enter(word: number, language: number): void {
    if (language === this.language) return;
    if (word > this.first) this.close(word);
    this.language = language;
    this.first = word;
  }

  /** Adds what a word says against each candidate, in steps, which stands in `against` from `offset`. */
  hear(against: Int32Array, offset: number): void {
    const { totals } = this;
    for (let language = 0; language < totals.length; language += 1) {
      totals[language] = (totals[language] ?? 0) + (against[offset + language] ?? 0);
    }
  }

  /** All segments, the last one ending with the last word. */
  end(): Segment[] {
    this.close(this.words.count);
    return this.segments;
  }

  private close(word: number): void {
    const { words, totals, candidates, language } = this;
    let others = 0;
    for (const total of totals) {
      others += Math.exp(Math.min(0, ((totals[language] ?? 0) - total) * STEP * INDEPENDENCE));
    }
    this.segments.push({
      start: words.start[this.first] ?? 0,
      end: words.end[word - 1] ?? 0,
      tag: candidates[language]?.tag ?? 'und',
      confidence: Math.round(1000 / Math.max(1, others)) / 1000,
    });
    totals.fill(0);
  }
}
