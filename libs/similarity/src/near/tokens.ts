import { CharClass, foldAstral, foldTables } from './fold.js';

/** Words (or, in scripts without spaces, character pairs) of a text. Valid until the next call of `tokenise`. */
export interface Tokens {
  count: number;
  /** 32-bit hash of each token. */
  hashes: Uint32Array;
  /** 1 where the token contains a digit. */
  numeric: Uint8Array;
  /** The normalised text in UTF-8: folded tokens, each followed by a space. */
  bytes: Uint8Array;
  byteLength: number;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SPACE = 0x20;
const HYPHEN = 0x2d;

// Scratch space shared by all calls: JavaScript runs one at a time, and a fresh buffer per text costs more than the hashing.
const scratch: Tokens = {
  count: 0,
  hashes: new Uint32Array(4096),
  numeric: new Uint8Array(4096),
  bytes: new Uint8Array(32_768),
  byteLength: 0,
};

function reserve(length: number): void {
  // A token takes at least one code unit; unspaced scripts give one token of two characters per code unit, 7 bytes.
  if (scratch.hashes.length < length + 1) {
    scratch.hashes = new Uint32Array(length + 1);
    scratch.numeric = new Uint8Array(length + 1);
  }
  const bytes = 9 * length + 16;
  if (scratch.bytes.length < bytes) scratch.bytes = new Uint8Array(bytes);
}

function writeCodePoint(bytes: Uint8Array, at: number, code: number): number {
  let end = at;
  if (code < 0x80) bytes[end++] = code;
  else if (code < 0x800) {
    bytes[end++] = 0xc0 | (code >>> 6);
    bytes[end++] = 0x80 | (code & 63);
  } else if (code < 0x10000) {
    bytes[end++] = 0xe0 | (code >>> 12);
    bytes[end++] = 0x80 | ((code >>> 6) & 63);
    bytes[end++] = 0x80 | (code & 63);
  } else {
    bytes[end++] = 0xf0 | (code >>> 18);
    bytes[end++] = 0x80 | ((code >>> 12) & 63);
    bytes[end++] = 0x80 | ((code >>> 6) & 63);
    bytes[end++] = 0x80 | (code & 63);
  }
  return end;
}

/** Combining marks that compose with a letter; text that has them is composed first. */
const DECOMPOSED = /[\u0300-\u036f]/;

/** Cuts a text into folded tokens. Punctuation, case, spacing, invisible characters and typography leave no trace. */
export function tokenise(text: string): Tokens {
  const source = DECOMPOSED.test(text) ? text.normalize('NFC') : text;
  const { classes, folds } = foldTables();
  const length = source.length;
  reserve(length);
  const { hashes, numeric, bytes } = scratch;
  let count = 0;
  let at = 0;
  let hash = FNV_OFFSET;
  let inWord = false;
  let hasDigit = 0;
  let previousUnspaced = 0;
  let lastWasSpace = true;
  let i = 0;
  while (i < length) {
    const unit = source.charCodeAt(i++);
    let charClass = classes[unit] ?? 0;
    let code = folds[unit] ?? 0;
    if (charClass === CharClass.surrogate) {
      const point = source.codePointAt(i - 1) ?? 0;
      if (point > 0xffff) {
        i++;
        ({ charClass, folded: code } = foldAstral(point));
      } else charClass = CharClass.separator;
    }
    if (charClass === CharClass.letter || charClass === CharClass.digit) {
      if (!inWord) {
        inWord = true;
        hash = FNV_OFFSET;
        previousUnspaced = 0;
      }
      if (charClass === CharClass.digit) hasDigit = 1;
      hash = Math.imul(hash ^ code, FNV_PRIME);
      if (code < 0x80) bytes[at++] = code;
      else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >>> 6);
        bytes[at++] = 0x80 | (code & 63);
      } else at = writeCodePoint(bytes, at, code);
      lastWasSpace = false;
      continue;
    }
    if (charClass === CharClass.ignored) continue;
    if (inWord) {
      hashes[count] = hash;
      numeric[count++] = hasDigit;
      bytes[at++] = SPACE;
      inWord = false;
      hasDigit = 0;
    }
    if (charClass === CharClass.unspaced) {
      // The pair with the neighbour before; the first of a run stands alone so that a run of one still counts.
      hash = Math.imul(Math.imul(FNV_OFFSET ^ previousUnspaced, FNV_PRIME) ^ code, FNV_PRIME);
      hashes[count] = hash;
      numeric[count++] = 0;
      at = writeCodePoint(bytes, at, code);
      bytes[at++] = SPACE;
      previousUnspaced = code;
    } else {
      previousUnspaced = 0;
      // "-3" is another number than "3"; "1-3" and "19 - 3" are not negative.
      if (charClass === CharClass.minus && lastWasSpace && classes[source.charCodeAt(i)] === CharClass.digit) {
        inWord = true;
        hash = Math.imul(FNV_OFFSET ^ HYPHEN, FNV_PRIME);
        bytes[at++] = HYPHEN;
      }
    }
    lastWasSpace = charClass !== CharClass.unspaced;
  }
  if (inWord) {
    hashes[count] = hash;
    numeric[count++] = hasDigit;
    bytes[at++] = SPACE;
  }
  scratch.count = count;
  scratch.byteLength = at;
  return scratch;
}
