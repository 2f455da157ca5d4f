import { chain32, mix32, pair32 } from './hash.js';
import { LAYOUT, LEAD_BINS, LEAD_KEYS, LEAD_TOKENS, SKETCH_BINS, WHOLE_KEYS } from './layout.js';
import type { Tokens } from './tokens.js';

const EMPTY = 0x7fffffff;
const pairs = new Int32Array(SKETCH_BINS);
const leadPairs = new Int32Array(LEAD_BINS);
const triples = new Int32Array(WHOLE_KEYS);
const leadTriples = new Int32Array(LEAD_KEYS);

/** Letters in three words; fewer are mostly function words, which all texts of a language share. */
const RARE_LETTERS = 15;
/** Triples of longer words win against those of short ones at 16 to 1, where there are any. */
const RARE_SHIFT = 4;

/** 31 bits to compete with, of bits that have not chosen the bin. */
function rankOf(bits: number, letters: number): number {
  return letters < RARE_LETTERS ? bits >>> 1 : bits >>> (1 + RARE_SHIFT);
}

/**
 * One-permutation hashing: the hash of a word pair says which bin it competes in and with what value; the least one stays.
 * Keys come from word triples in the same way, with a preference for long words. Fills the sketch and key words.
 */
export function sketchTokens(tokens: Tokens, words: Uint32Array, bytes: Uint8Array): void {
  pairs.fill(EMPTY);
  leadPairs.fill(EMPTY);
  triples.fill(EMPTY);
  leadTriples.fill(EMPTY);
  const { hashes, letters, count } = tokens;
  let previous = hashes[0] ?? 0;
  let previousPair = 0;
  let lettersOfTwo = 0;
  let lettersOfLast = letters[0] ?? 0;
  for (let i = 1; i < count; i++) {
    const token = hashes[i] ?? 0;
    const pair = pair32(previous, token);
    const bin = pair >>> 25;
    if (pair < (pairs[bin] ?? 0)) pairs[bin] = pair;
    const lettersHere = letters[i] ?? 0;
    if (i > 1) {
      const triple = chain32(previousPair, token);
      const keyBin = triple >>> 29;
      const rank = rankOf(triple << 3, lettersOfTwo + lettersHere);
      if (rank < (triples[keyBin] ?? 0)) triples[keyBin] = rank;
    }
    if (i < LEAD_TOKENS) {
      // Another permutation, so that the lead's bins tell something of their own.
      const other = mix32(pair);
      const leadBin = other >>> 27;
      if (other < (leadPairs[leadBin] ?? 0)) leadPairs[leadBin] = other;
      if (i > 1) {
        const triple = mix32(chain32(previousPair, token));
        const keyBin = ((triple >>> 16) * LEAD_KEYS) >>> 16;
        const rank = rankOf(Math.imul(triple, 0x9e3779b1), lettersOfTwo + lettersHere);
        if (rank < (leadTriples[keyBin] ?? 0)) leadTriples[keyBin] = rank;
      }
    }
    previous = token;
    previousPair = pair;
    lettersOfTwo = lettersOfLast + lettersHere;
    lettersOfLast = lettersHere;
  }
  writeBins(pairs, bytes, 4 * LAYOUT.sketch);
  writeBins(leadPairs, bytes, 4 * LAYOUT.lead);
  writeKeys(triples, words, LAYOUT.keys, 1);
  writeKeys(leadTriples, words, LAYOUT.keys + WHOLE_KEYS, 1 + WHOLE_KEYS);
}

/** The low byte of a bin's minimum, 1 for 0; 0 means empty. Two different minima look alike once in 255. */
function writeBins(minima: Int32Array, bytes: Uint8Array, at: number): void {
  for (let bin = 0; bin < minima.length; bin++) {
    const minimum = minima[bin] ?? EMPTY;
    bytes[at + bin] = minimum === EMPTY ? 0 : minimum & 0xff || 1;
  }
}

/** Keys of different positions never meet but by chance: the position is mixed in. */
function writeKeys(minima: Int32Array, words: Uint32Array, at: number, position: number): void {
  for (let bin = 0; bin < minima.length; bin++) {
    const minimum = minima[bin] ?? EMPTY;
    words[at + bin] = minimum === EMPTY ? 0 : mix32(minimum ^ Math.imul(position + bin, 0x9e3779b1)) || 1;
  }
}
