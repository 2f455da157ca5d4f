import { unmix } from './look-alikes.js';
import { endsMasked, MASKS, startsMasked } from './masked.js';
import { isLetter, ISO_15924, LOWER, MARK, SCRIPT_OF, Script } from './scripts.js';

/** The word says nothing about the language: masked ("F**k"), part of an address, glued to digits ("G8"). */
export const NEUTRAL = 1;
/** Written in one piece with the word before it (the second half of a hyphenated word). */
export const JOINED = 2;
/** A sentence, a line or a quotation ends between the word before and this one. */
export const BOUNDARY = 4;
/** On a line of its own: a line break stands between the word before and this one. */
export const LINE = 32;
/** Has a capital letter. */
export const CAPITAL = 8;
/** Two or more letters, all of them capital. */
export const ALL_CAPITALS = 16;

/** The words of a text, as parallel arrays: a segmenter can't afford an object for each word. */
export interface Words {
  count: number;
  /** Letters in all words that are not neutral. */
  letters: number;
  start: Int32Array;
  end: Int32Array;
  script: Uint8Array;
  flags: Uint8Array;
  /** Lower-case code units of the whole text; look-alikes and apostrophes made uniform. */
  lower: Uint16Array;
}

const ADDRESS = /(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+|[#@][\p{L}\p{N}_]+/gu;

const APOSTROPHE = 0x27;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const FULL_STOP = 0x2e;
const SMALL_W = 0x77;
/** As typed, as set, as Ukrainian has it (U+02BC), and the signs by which romanisations write hard and soft ones. */
const APOSTROPHES = new Set(Array.from("'`´‘’′ʹʺʻʼʽʾʿ", (mark) => mark.charCodeAt(0)));
const isApostrophe = (unit: number): boolean => unit === APOSTROPHE || (unit > 0x5f && APOSTROPHES.has(unit));
const isHyphen = (unit: number): boolean => unit === 0x2d || unit === 0x2010 || unit === 0x2011;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
/** Sentence ends, brackets, quotation marks, line breaks, bullets: where a language may well change. */
const BREAKS = new Set(Array.from('.!?…;:\n\r|«»“”„"()[]•–—/', (mark) => mark.charCodeAt(0)));

/** Room for the words of a text of so many characters. */
export function roomFor(length: number): Words {
  const most = (length >> 1) + 1;
  return {
    count: 0,
    letters: 0,
    start: new Int32Array(most),
    end: new Int32Array(most),
    script: new Uint8Array(most),
    flags: new Uint8Array(most),
    lower: new Uint16Array(length + 1),
  };
}

/** Finds the words of a text, and writes them to `words`, which must have room. */
export function findWords(text: string, words: Words = roomFor(text.length)): Words {
  const length = text.length;
  const { lower } = words;
  words.count = 0;
  words.letters = 0;
  let boundary = BOUNDARY | LINE;
  let mayHoldAddress = false;
  let at = 0;
  let before = 0;
  while (at < length) {
    const unit = text.charCodeAt(at);
    const script = SCRIPT_OF[unit] ?? 0;
    if (script === Script.None || script === MARK) {
      if (unit === NEWLINE) boundary |= BOUNDARY | LINE;
      else if (unit !== SPACE) {
        if (BREAKS.has(unit) && !(unit === FULL_STOP && isInside(text, at))) boundary |= BOUNDARY;
        mayHoldAddress ||= beginsAddress(unit, before, text.charCodeAt(at + 1));
      }
      before = unit;
      at += 1;
      continue;
    }
    const begin = at;
    let flags = boundary;
    const glued = script === Script.Latin || script === Script.Cyrillic;
    if (glued && (isDigit(before) || before === 0x5f)) flags |= NEUTRAL;
    const opened = MASKS.has(before);
    if (opened && startsMasked(text, begin)) flags |= NEUTRAL | JOINED;
    if (isHyphen(before) && begin >= 2 && isLetter(text.charCodeAt(begin - 2))) flags |= JOINED;
    let latin = 0;
    let cyrillic = 0;
    let other: number = Script.None;
    let capitals = 0;
    let apostrophes = 0;
    let code = unit;
    let kind: number = script;
    for (;;) {
      if (kind === Script.None) {
        if (!isApostrophe(code) || at + 1 >= length || !isLetter(text.charCodeAt(at + 1))) break;
        lower[at] = APOSTROPHE;
        apostrophes += 1;
      } else if (kind === script && glued) {
        // Nearly all letters of nearly all texts come this way.
        const first = at;
        do {
          const small = LOWER[code] ?? code;
          lower[at] = small;
          if (small !== code) capitals += 1;
          at += 1;
          code = at < length ? text.charCodeAt(at) : 0;
          kind = SCRIPT_OF[code] ?? 0;
        } while (kind === script);
        if (script === Script.Latin) latin += at - first;
        else cyrillic += at - first;
        if (at >= length) break;
        continue;
      } else {
        if (kind === Script.Latin) latin += 1;
        else if (kind === Script.Cyrillic) cyrillic += 1;
        else if (kind !== MARK) {
          if (other !== Script.None && other !== kind && !joinsScripts(other, kind)) break;
          other = kind === Script.Kana || other === Script.Kana ? Script.Kana : kind;
        }
        const small = LOWER[code] ?? code;
        lower[at] = small;
        if (small !== code) capitals += 1;
      }
      at += 1;
      if (at >= length) break;
      code = text.charCodeAt(at);
      kind = SCRIPT_OF[code] ?? 0;
    }
    const next = at < length ? code : 0;
    if ((glued && isDigit(next)) || (MASKS.has(next) && endsMasked(text, at, opened))) flags |= NEUTRAL;
    if (glued && next === 0x5f) flags |= NEUTRAL;
    if (capitals > 0) {
      // A capital inside a word ("iPhone") is a name's too.
      flags |= CAPITAL;
      if (capitals >= 2 && capitals + apostrophes === at - begin) flags |= ALL_CAPITALS;
    }
    // An initial, as in "U.S." or "J. Smith".
    if (at - begin === 1 && next === FULL_STOP && (flags & CAPITAL) !== 0) flags |= NEUTRAL;
    let of: number = other;
    if (other === Script.None) {
      of = cyrillic >= latin ? Script.Cyrillic : Script.Latin;
      if (cyrillic > 0 && latin > 0) unmix(lower, begin, at, of);
    }
    const index = words.count;
    words.start[index] = begin;
    words.end[index] = at;
    words.script[index] = of;
    words.flags[index] = flags;
    words.count += 1;
    if ((flags & NEUTRAL) === 0) words.letters += at - begin;
    boundary = 0;
    before = text.charCodeAt(at - 1);
  }
  if (mayHoldAddress) neutraliseAddresses(text, words);
  return words;
}

/** Whether what no letter is may belong to an address or a handle: `@`, `#`, the colon of `://`, the full stop of `www.`. */
function beginsAddress(unit: number, before: number, next: number): boolean {
  if (unit === 0x40 || unit === 0x23) return true;
  return (unit === 0x3a && next === 0x2f) || (unit === FULL_STOP && before === SMALL_W);
}

/** Letters of the words that say something, by script. */
export function lettersByScript({ count, start, end, script, flags }: Words): Float64Array {
  const letters = new Float64Array(ISO_15924.length);
  for (let word = 0; word < count; word += 1) {
    if (((flags[word] ?? 0) & NEUTRAL) !== 0) continue;
    const of = script[word] ?? 0;
    letters[of] = (letters[of] ?? 0) + (end[word] ?? 0) - (start[word] ?? 0);
  }
  return letters;
}

/** Whether a full stop stands in a domain name or after an initial rather than at the end of a sentence. */
function isInside(text: string, at: number): boolean {
  if (isLetter(text.charCodeAt(at + 1))) return true;
  const before = text.charCodeAt(at - 1);
  return (LOWER[before] ?? before) !== before && !isLetter(text.charCodeAt(at - 2));
}

/** Japanese writes Han and Kana in one run. */
function joinsScripts(one: number, other: number): boolean {
  return (one === Script.Han && other === Script.Kana) || (one === Script.Kana && other === Script.Han);
}

function neutraliseAddresses(text: string, words: Words): void {
  let index = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const from = match.index;
    const to = from + match[0].length;
    while (index < words.count && (words.end[index] ?? 0) <= from) index += 1;
    while (index < words.count && (words.start[index] ?? 0) < to) {
      if (((words.flags[index] ?? 0) & NEUTRAL) === 0)
        words.letters -= (words.end[index] ?? 0) - (words.start[index] ?? 0);
      words.flags[index] = (words.flags[index] ?? 0) | NEUTRAL;
      index += 1;
    }
  }
}
