import { LAYOUT, LEAD_BINS, LEAD_TOKENS, SKETCH_BINS } from './signature.js';

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
  /** Tokens in the shorter text. */
  tokens: number;
}

/** A copy that keeps only a part is worth less than one that keeps all: full containment scores .8. */
const CONTAINMENT_WEIGHT = 0.8;
/** Two different minima give the same byte once in 255. */
const CHANCE = 1 / 255;

let agreeing = 0;
let occupied = 0;

function countBins(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number, bins: number): void {
  agreeing = 0;
  occupied = 0;
  for (let i = 0; i < bins; i++) {
    const x = a[aAt + i] ?? 0;
    const y = b[bAt + i] ?? 0;
    if ((x | y) !== 0) {
      occupied++;
      if (x === y) agreeing++;
    }
  }
}

/** Jaccard similarity from the bins: agreements among the bins that either text fills, less those due to chance. */
function jaccardFromBins(): number {
  if (occupied === 0) return 0;
  if (agreeing === occupied) return 1;
  const observed = agreeing / occupied;
  return Math.max(0, (observed - CHANCE) / (1 - CHANCE));
}

/** |A∩B| / min(|A|,|B|) from the Jaccard similarity and the sizes. */
function containmentFrom(jaccard: number, a: number, b: number): number {
  const smaller = Math.min(a, b);
  if (smaller === 0) return 0;
  return Math.min(1, (jaccard * (a + b)) / ((1 + jaccard) * smaller));
}

function tokensAt(bytes: Uint8Array, at: number): number {
  const start = at + LAYOUT.tokens;
  return (
    (bytes[start] ?? 0) |
    ((bytes[start + 1] ?? 0) << 8) |
    ((bytes[start + 2] ?? 0) << 16) |
    ((bytes[start + 3] ?? 0) << 24)
  );
}

const BASE_THRESHOLD = 0.54;

/** Short texts share their few words easily: the fewer there are, the more of them must be equal. */
export function thresholdFor(tokens: number, base: number): number {
  if (tokens >= 40) return base;
  if (tokens <= 8) return Math.max(base, 0.9);
  return base + ((40 - tokens) / 32) * Math.max(0, 0.9 - base);
}

/** Compares the signatures that stand at the given offsets. */
export function compare(
  a: Uint8Array,
  aAt: number,
  b: Uint8Array,
  bAt: number,
  base: number = BASE_THRESHOLD,
): Comparison {
  const aTokens = tokensAt(a, aAt);
  const bTokens = tokensAt(b, bAt);
  const aPairs = Math.max(0, aTokens - 1);
  const bPairs = Math.max(0, bTokens - 1);
  const tokens = Math.min(aTokens, bTokens);
  countBins(a, aAt + LAYOUT.sketch, b, bAt + LAYOUT.sketch, SKETCH_BINS);
  const jaccard = jaccardFromBins();
  let containment = containmentFrom(jaccard, aPairs, bPairs);
  // Of a long text the whole sketch holds little of a short part of it; the lead's sketch holds more.
  countBins(a, aAt + LAYOUT.lead, b, bAt + LAYOUT.lead, LEAD_BINS);
  const leadPairs = LEAD_TOKENS - 1;
  const lead = containmentFrom(jaccardFromBins(), Math.min(aPairs, leadPairs), Math.min(bPairs, leadPairs));
  const inLead = Math.min(1, leadPairs / Math.max(1, Math.min(aPairs, bPairs)));
  containment = Math.max(containment, inLead * lead + (1 - inLead) * containment);
  return {
    score: Math.max(jaccard, CONTAINMENT_WEIGHT * containment),
    threshold: thresholdFor(tokens, base),
    jaccard,
    containment,
    tokens,
  };
}
