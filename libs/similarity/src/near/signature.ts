import { hash as digest } from 'node:crypto';
import { isCalendarWord, loadCalendar } from './calendar.js';
import { mix32, pair32 } from './hash.js';
import { tokenise, type Tokens } from './tokens.js';

/**
 * A fingerprint's bytes, of one size so that an index can keep them in rows:
 *
 *   0  u8      format
 *   1  u8      slots used
 *   2  u16     numbers in the whole text (saturating)
 *   4  u32     tokens in the whole text
 *   8  u8×128  sketch of all word pairs
 * 136  u8×32   sketch of the lead's word pairs
 * 168  u32×16  slots: the places where numbers and dates stand (see `collectSlots`)
 * 232  u32×28  keys: what the index looks candidates up by (0 = none)
 *
 * Numbers are little-endian, as every platform that Node runs on is.
 */
export const LAYOUT = {
  slotsUsed: 1,
  numbers: 2,
  tokens: 4,
  sketch: 8,
  lead: 136,
  slots: 168,
  keys: 232,
  bytes: 344,
} as const;

export const FORMAT = 1;
/** 128 bins: a Jaccard similarity of .5 is estimated within ±.044 (one standard deviation). */
export const SKETCH_BINS = 128;
export const LEAD_BINS = 32;
/** The lead is the first 64 tokens: a headline and two or three sentences, what teasers and lead-only copies keep. */
export const LEAD_TOKENS = 64;
export const SLOTS = 16;
/**
 * Keys are minima over word triples, which are rare enough to look up one at a time; 16 over the whole text find a copy
 * with a third of the triples left with probability .998, 12 over the lead find one of a third of it with .992.
 */
export const WHOLE_KEYS = 16;
export const LEAD_KEYS = 12;
export const KEYS = WHOLE_KEYS + LEAD_KEYS;

/** What an article is compared by. `data` is opaque and goes with `ALGORITHM_VERSION`. */
export interface FingerprintData {
  /** SHA-256 of the normalised text, hexadecimal. */
  contentHash: string;
  /** Base 64 of the signature, 344 bytes. */
  data: string;
}

const EMPTY = 0xffffffff;
const row = Buffer.alloc(LAYOUT.bytes);
const row32 = new Uint32Array(row.buffer, row.byteOffset, LAYOUT.bytes / 4);
const wholeMinima = new Uint32Array(SKETCH_BINS);
const leadMinima = new Uint32Array(LEAD_BINS);
const wholeKeyMinima = new Uint32Array(WHOLE_KEYS);
const leadKeyMinima = new Uint32Array(LEAD_KEYS);

/** One-permutation hashing: a word pair's hash says which bin it competes in and with what value; the least one stays. */
function sketchTokens(tokens: Tokens): void {
  wholeMinima.fill(EMPTY);
  leadMinima.fill(EMPTY);
  wholeKeyMinima.fill(EMPTY);
  leadKeyMinima.fill(EMPTY);
  const { hashes, count } = tokens;
  let previous = hashes[0] ?? 0;
  let previousPair = 0;
  for (let i = 1; i < count; i++) {
    const token = hashes[i] ?? 0;
    const pair = pair32(previous, token);
    const bin = pair >>> 25;
    if (pair < (wholeMinima[bin] ?? 0)) wholeMinima[bin] = pair;
    if (i < LEAD_TOKENS) {
      const other = mix32(pair ^ 0x5bd1e995);
      const leadBin = other >>> 27;
      if (other < (leadMinima[leadBin] ?? 0)) leadMinima[leadBin] = other;
    }
    if (i > 1) {
      const triple = pair32(previousPair, token);
      const keyBin = triple >>> 28;
      if (triple < (wholeKeyMinima[keyBin] ?? 0)) wholeKeyMinima[keyBin] = triple;
      if (i < LEAD_TOKENS) {
        const other = mix32(triple ^ 0x2545f491);
        const leadBin = other % LEAD_KEYS;
        if (other < (leadKeyMinima[leadBin] ?? 0)) leadKeyMinima[leadBin] = other;
      }
    }
    previous = token;
    previousPair = pair;
  }
}

/** 1..255 from a bin's minimum; 0 means an empty bin. Two different minima look alike once in 255. */
function toByte(minimum: number): number {
  return minimum === EMPTY ? 0 : 1 + ((minimum & 0xffff) % 255);
}

function writeSketches(): void {
  for (let bin = 0; bin < SKETCH_BINS; bin++) row[LAYOUT.sketch + bin] = toByte(wholeMinima[bin] ?? EMPTY);
  for (let bin = 0; bin < LEAD_BINS; bin++) row[LAYOUT.lead + bin] = toByte(leadMinima[bin] ?? EMPTY);
  let at = LAYOUT.keys / 4;
  for (let bin = 0; bin < WHOLE_KEYS; bin++) row32[at++] = toKey(wholeKeyMinima[bin] ?? EMPTY, bin);
  for (let bin = 0; bin < LEAD_KEYS; bin++) row32[at++] = toKey(leadKeyMinima[bin] ?? EMPTY, WHOLE_KEYS + bin);
}

function toKey(minimum: number, position: number): number {
  return minimum === EMPTY ? 0 : mix32(minimum ^ Math.imul(position + 1, 0x9e3779b1)) || 1;
}

let slotBuffer = new Uint32Array(256);

/**
 * The places of numbers, dates and weekdays: a run of such tokens is one value; where it stands is told by the word before
 * and the word after. A slot is 16 bits of place and 16 of value. Of more than 16 slots those with the least place stay,
 * so that two versions of a text keep the same ones. Returns how many runs the text has.
 */
function collectSlots(tokens: Tokens): number {
  const { hashes, numeric, count } = tokens;
  let found = 0;
  let before = 0;
  let value = 0;
  let inRun = false;
  for (let i = 0; i <= count; i++) {
    const token = i < count ? (hashes[i] ?? 0) : 0;
    if (i < count && (numeric[i] === 1 || isCalendarWord(token))) {
      value = inRun ? pair32(value, token) : mix32(token);
      inRun = true;
      continue;
    }
    if (inRun) {
      if (found === slotBuffer.length) {
        const larger = new Uint32Array(2 * found);
        larger.set(slotBuffer);
        slotBuffer = larger;
      }
      slotBuffer[found++] = (((pair32(before, token) & 0xffff) << 16) | (value & 0xffff)) >>> 0;
      inRun = false;
    }
    before = token;
  }
  const slots = slotBuffer.subarray(0, found).sort();
  const kept = Math.min(found, SLOTS);
  for (let i = 0; i < SLOTS; i++) row32[LAYOUT.slots / 4 + i] = i < kept ? (slots[i] ?? 0) : 0;
  row[LAYOUT.slotsUsed] = kept;
  return found;
}

/** Fingerprint of a text (headline and body). Depends on nothing but the text. */
export function fingerprint(text: string): FingerprintData {
  loadCalendar();
  const tokens = tokenise(text);
  row[0] = FORMAT;
  sketchTokens(tokens);
  writeSketches();
  const numbers = collectSlots(tokens);
  row.writeUInt16LE(Math.min(numbers, 0xffff), LAYOUT.numbers);
  row.writeUInt32LE(tokens.count, LAYOUT.tokens);
  return {
    contentHash: digest('sha256', tokens.bytes.subarray(0, tokens.byteLength), 'hex'),
    data: row.toString('base64'),
  };
}
