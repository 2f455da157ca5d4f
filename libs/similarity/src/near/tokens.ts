import { astralLetterAt, CharClass, foldTable, WORD_END } from './fold.js';

/** Words (or, in scripts without spaces, character pairs) of a text. Valid until the next call of `tokenise`. */
export interface Tokens {
  count: number;
  /** How many of them are character pairs. */
  unspaced: number;
  /** 32-bit hash of each token. */
  hashes: Int32Array;
  /** 1 where the token contains a digit. */
  numeric: Uint8Array;
  /** Letters in the token, at most 255. */
  letters: Uint8Array;
  /** The normalised text in UTF-8: folded tokens, each followed by a space. */
  bytes: Uint8Array;
  byteLength: number;
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const SPACE = 0x20;
const HYPHEN = 0x2d;
/** A pair of ideographs says as much as a word of this many letters. */
const PAIR_LETTERS = 6;
/** Bytes a code unit can leave behind: three and a space (an astral character: four and a space, for two units). */
const BYTES_PER_UNIT = 4;

// Scratch space shared by all calls: one runs at a time, and fresh buffers for each text would cost more than the hashing.
const tokens: Tokens = {
  count: 0,
  unspaced: 0,
  hashes: new Int32Array(4096),
  numeric: new Uint8Array(4096),
  letters: new Uint8Array(4096),
  bytes: new Uint8Array(BYTES_PER_UNIT * 4096),
  byteLength: 0,
};
/** The text's code units: reading an array is twice as fast as `charCodeAt`, which looks at the string's form each time. */
let units = new Uint16Array(4096);
let unitBytes = Buffer.from(units.buffer);

function reserve(length: number): void {
  if (units.length >= length) return;
  tokens.hashes = new Int32Array(length);
  tokens.numeric = new Uint8Array(length);
  tokens.letters = new Uint8Array(length);
  tokens.bytes = new Uint8Array(BYTES_PER_UNIT * length);
  units = new Uint16Array(length);
  unitBytes = Buffer.from(units.buffer);
}

/** Cuts a text into folded tokens. Punctuation, case, spacing, invisible characters and typography leave no trace. */
export function tokenise(text: string): Tokens {
  return cut(text) ? tokens : (cut(text.normalize('NFC'), true), tokens);
}

/** Returns false, half way, when the text has combining marks and is not known to be composed. */
function cut(source: string, composed = false): boolean {
  const table = foldTable();
  const length = source.length;
  // One unit more: a space that ends the last word.
  reserve(length + 1);
  unitBytes.write(source, 'utf16le');
  units[length] = SPACE;
  const { hashes, numeric, letters, bytes } = tokens;
  const read = units;
  let count = 0;
  let pairs = 0;
  let at = 0;
  let hash = FNV_OFFSET;
  let size = 0; // units in the word being read; 0 between words
  let digits = 0; // above bit 15 when a digit is among them
  let neighbour = 0; // the unspaced character just before, if any
  let afterSpace = true;
  for (let i = 0; i <= length;) {
    let entry = table[read[i++] ?? SPACE] ?? 0;
    // Letters and digits, the whole word at a stretch; the space at the end stops it.
    while (entry > 0 && entry < WORD_END) {
      const code = entry & 0xffff;
      digits |= entry;
      hash = Math.imul(hash ^ code, FNV_PRIME);
      size++;
      if (code < 0x80) bytes[at++] = code;
      else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >>> 6);
        bytes[at++] = 0x80 | (code & 63);
      } else at = writeCodePoint(bytes, at, code);
      entry = table[read[i++] ?? SPACE] ?? 0;
    }
    let unspaced = 0;
    if (entry > WORD_END) {
      if (entry === CharClass.ignored) continue;
      if (entry === CharClass.combining) {
        if (composed) continue;
        return false;
      }
      if (entry === CharClass.surrogate) {
        const letter = astralLetterAt(source, i - 1);
        if (letter) i++;
        if (letter && !letter.unspaced) {
          hash = Math.imul(hash ^ letter.folded, FNV_PRIME);
          size++;
          at = writeCodePoint(bytes, at, letter.folded);
          continue;
        }
        unspaced = letter ? letter.folded : 0;
      } else if (entry !== CharClass.minus) unspaced = entry & 0xffff;
    }
    if (size > 0) {
      hashes[count] = hash;
      letters[count] = size < 255 ? size : 255;
      numeric[count++] = digits >>> 16;
      bytes[at++] = SPACE;
      hash = FNV_OFFSET;
      size = 0;
      digits = 0;
      neighbour = 0;
      afterSpace = false;
    }
    if (unspaced > 0) {
      hashes[count] = Math.imul(Math.imul(FNV_OFFSET ^ neighbour, FNV_PRIME) ^ unspaced, FNV_PRIME);
      pairs++;
      letters[count] = PAIR_LETTERS;
      numeric[count++] = 0;
      at = writeCodePoint(bytes, at, unspaced);
      bytes[at++] = SPACE;
      afterSpace = false;
    } else if (entry !== CharClass.minus) afterSpace = true;
    // "-3" is another number than "3"; "1-3" and "19 - 3" are not negative.
    else if (afterSpace && (table[read[i] ?? SPACE] ?? 0) >>> 16 === 1) {
      hash = Math.imul(hash ^ HYPHEN, FNV_PRIME);
      size = 1;
      bytes[at++] = HYPHEN;
    } else afterSpace = false;
    neighbour = unspaced;
  }
  tokens.count = count;
  tokens.unspaced = pairs;
  tokens.byteLength = at;
  return true;
}

function writeCodePoint(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    bytes[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    bytes[at] = 0xc0 | (code >>> 6);
    bytes[at + 1] = 0x80 | (code & 63);
    return at + 2;
  }
  if (code < 0x10000) {
    bytes[at] = 0xe0 | (code >>> 12);
    bytes[at + 1] = 0x80 | ((code >>> 6) & 63);
    bytes[at + 2] = 0x80 | (code & 63);
    return at + 3;
  }
  bytes[at] = 0xf0 | (code >>> 18);
  bytes[at + 1] = 0x80 | ((code >>> 12) & 63);
  bytes[at + 2] = 0x80 | ((code >>> 6) & 63);
  bytes[at + 3] = 0x80 | (code & 63);
  return at + 4;
}
