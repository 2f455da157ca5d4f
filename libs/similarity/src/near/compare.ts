import { LAYOUT, LEAD_BINS, LEAD_TOKENS, lengthInWords, SKETCH_BINS, tokensOf } from './layout.js';

/** How alike two texts are by their signatures. Symmetric. */
export interface Comparison {
  /** max(jaccard, 0.8 · containment), 0..1. */
  score: number;
  /** What the score must reach for texts of this length. */
  threshold: number;
  /** Shared part of all word pairs of both, estimated. */
  jaccard: number;
  /** Shared part of the shorter text's word pairs, estimated. */
  containment: number;
  /** Words in the shorter text. */
  words: number;
}

/** A copy that keeps only a part is worth less than one that keeps all: full containment scores .8. */
const CONTAINMENT_WEIGHT = 0.8;
/** Two different minima give the same byte once in 255. */
const CHANCE = 1 / 255;
export const BASE_THRESHOLD = 0.54;

/** With a shorter text of 40 words and more the base threshold holds; with one of 8 and fewer .9 is needed. */
const FULL_WORDS = 40;
const FEW_WORDS = 8;
const FEW_THRESHOLD = 0.9;
/** Two teasers (neither has more than 50 words) must be almost equal; from 100 words on the longer one is an article. */
const TEASER_WORDS = 50;
const ARTICLE_WORDS = 100;
const TEASER_THRESHOLD = 0.68;

/** How many of a word's four bytes are zero. */
function zeroBytes(word: number): number {
  const marks = ~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word | 0x7f7f7f7f);
  return Math.imul(marks >>> 7, 0x01010101) >>> 24;
}

/**
 * Jaccard similarity from the bins of two sketches: agreements among the bins that either text fills, less those due to
 * chance.
 */
function jaccardOfBins(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number, bins: number): number {
  let equal = 0;
  let empty = 0;
  for (let i = 0; i < bins >>> 2; i++) {
    const x = a[aAt + i] ?? 0;
    const y = b[bAt + i] ?? 0;
    equal += zeroBytes(x ^ y);
    empty += zeroBytes(x | y);
  }
  const occupied = bins - empty;
  const agreeing = equal - empty;
  if (occupied === 0) return 0;
  if (agreeing === occupied) return 1;
  return Math.max(0, (agreeing / occupied - CHANCE) / (1 - CHANCE));
}

/** |A∩B| / min(|A|,|B|) from the Jaccard similarity and the sizes. */
function containmentFrom(jaccard: number, a: number, b: number): number {
  const smaller = Math.min(a, b);
  if (smaller === 0) return 0;
  return Math.min(1, (jaccard * (a + b)) / ((1 + jaccard) * smaller));
}

/** What the score of two texts must reach that have this many words. */
export function thresholdFor(shorter: number, longer: number, base: number = BASE_THRESHOLD): number {
  const few = fraction(FULL_WORDS - shorter, FULL_WORDS - FEW_WORDS);
  const teaser = fraction(ARTICLE_WORDS - longer, ARTICLE_WORDS - TEASER_WORDS);
  return Math.max(base + few * Math.max(0, FEW_THRESHOLD - base), base + teaser * Math.max(0, TEASER_THRESHOLD - base));
}

function fraction(part: number, whole: number): number {
  return Math.min(1, Math.max(0, part / whole));
}

/** Compares the signatures that begin at the given words. */
export function compare(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number, base?: number): Comparison {
  const aTokens = tokensOf(a, aAt);
  const bTokens = tokensOf(b, bAt);
  const aPairs = Math.max(0, aTokens - 1);
  const bPairs = Math.max(0, bTokens - 1);
  const aWords = lengthInWords(a, aAt);
  const bWords = lengthInWords(b, bAt);
  const jaccard = jaccardOfBins(a, aAt + LAYOUT.sketch, b, bAt + LAYOUT.sketch, SKETCH_BINS);
  const whole = containmentFrom(jaccard, aPairs, bPairs);
  // Of a long text the whole sketch holds little of a short part of it; the lead's sketch holds more.
  const leadPairs = LEAD_TOKENS - 1;
  const leadJaccard = jaccardOfBins(a, aAt + LAYOUT.lead, b, bAt + LAYOUT.lead, LEAD_BINS);
  const lead = containmentFrom(leadJaccard, Math.min(aPairs, leadPairs), Math.min(bPairs, leadPairs));
  const inLead = Math.min(1, leadPairs / Math.max(1, Math.min(aPairs, bPairs)));
  const containment = Math.max(whole, inLead * lead + (1 - inLead) * whole);
  return {
    score: Math.max(jaccard, CONTAINMENT_WEIGHT * containment),
    threshold: thresholdFor(Math.min(aWords, bWords), Math.max(aWords, bWords), base),
    jaccard,
    containment,
    words: Math.min(aWords, bWords),
  };
}
