import { hash as digest } from 'node:crypto';
import { isValueWord, loadValueWords } from './value-words.js';
import { FORMAT, LAYOUT, packTokens, SIGNATURE_BYTES, SIGNATURE_WORDS, SLOTS } from './layout.js';
import { mix32, pair32 } from './hash.js';
import { sketchTokens } from './sketch.js';
import { tokenise, type Tokens } from './tokens.js';

/** What an article is compared by. `data` is opaque and goes with `ALGORITHM_VERSION`. */
export interface FingerprintData {
  /** SHA-256 of the normalised text in UTF-8, hexadecimal. */
  contentHash: string;
  /** Base 64 of the signature, 288 bytes. */
  data: string;
}

const words = new Uint32Array(SIGNATURE_WORDS);
const bytes = Buffer.from(words.buffer, 0, SIGNATURE_BYTES);

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
    if (i < count && (numeric[i] === 1 || isValueWord(token))) {
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
  sortPrefix(slotBuffer, found);
  for (let i = 0; i < SLOTS; i++) words[LAYOUT.slots + i] = i < found ? (slotBuffer[i] ?? 0) : 0;
  return found;
}

/** Insertion sort: a typical text has five numbers, for which a sorting call costs more than the sorting. */
function sortPrefix(values: Uint32Array, length: number): void {
  if (length > 32) {
    values.subarray(0, length).sort();
    return;
  }
  for (let i = 1; i < length; i++) {
    const value = values[i] ?? 0;
    let j = i - 1;
    while (j >= 0 && (values[j] ?? 0) > value) {
      values[j + 1] = values[j] ?? 0;
      j--;
    }
    values[j + 1] = value;
  }
}

/** Fingerprint of a text (headline and body). Depends on nothing but the text. */
export function fingerprint(text: string): FingerprintData {
  loadValueWords();
  const tokens = tokenise(text);
  sketchTokens(tokens, words, bytes);
  const numbers = collectSlots(tokens);
  words[LAYOUT.head] = (FORMAT | (Math.min(numbers, SLOTS) << 8) | (Math.min(numbers, 0xffff) << 16)) >>> 0;
  words[LAYOUT.tokens] = packTokens(tokens.count, tokens.unspaced);
  return {
    contentHash: digest('sha256', tokens.bytes.subarray(0, tokens.byteLength), 'hex'),
    data: bytes.toString('base64'),
  };
}
