/**
 * A signature is 72 words of 32 bits, of one size so that an index can keep them in rows:
 *
 *   0  format (8 bits), slots used (8), numbers in the whole text (16, saturating)
 *   1  tokens in the whole text (24 bits, saturating), share of character pairs among them (8)
 *   2  sketch of all word pairs: 128 bins of one byte
 *  34  sketch of the lead's word pairs: 32 bins of one byte
 *  42  slots: 16 places of numbers and dates, with their values
 *  58  keys: the 14 values the index looks candidates up by (0 = none)
 *
 * In base 64 its words are little-endian, as on every platform that Node runs on.
 */
export const LAYOUT = { head: 0, tokens: 1, sketch: 2, lead: 34, slots: 42, keys: 58 } as const;

export const FORMAT = 1;
/** 128 bins: a Jaccard similarity of .5 is estimated within ±.044 (one standard deviation). */
export const SKETCH_BINS = 128;
export const LEAD_BINS = 32;
/** The lead is the first 64 tokens: a headline and two or three sentences, what teasers and lead-only copies keep. */
export const LEAD_TOKENS = 64;
export const SLOTS = 16;
/**
 * Keys are minima over word triples, which are rare enough to look up one at a time. 8 over the whole text find a copy with
 * half of the triples left with probability .996, and with the 6 over the lead .9999; the lead's find copies that keep only
 * the beginning, however small a part it is. More keys would find little more, at a cache miss and some 15 bytes each.
 */
export const WHOLE_KEYS = 8;
export const LEAD_KEYS = 6;
export const KEYS = WHOLE_KEYS + LEAD_KEYS;

export const SIGNATURE_WORDS = LAYOUT.keys + KEYS;
export const SIGNATURE_BYTES = 4 * SIGNATURE_WORDS;

const MOST_TOKENS = 0xffffff;

/** The second word of a signature. */
export function packTokens(count: number, unspaced: number): number {
  const share = count === 0 ? 0 : Math.round((255 * unspaced) / count);
  return (Math.min(count, MOST_TOKENS) | (share << 24)) >>> 0;
}

export function tokensOf(words: Uint32Array, at: number): number {
  return (words[at + LAYOUT.tokens] ?? 0) & MOST_TOKENS;
}

/** How long the text is in words: two character pairs of a script without spaces say about as much as one word. */
export function lengthInWords(words: Uint32Array, at: number): number {
  const share = ((words[at + LAYOUT.tokens] ?? 0) >>> 24) / 255;
  return tokensOf(words, at) * (1 - share / 2);
}
