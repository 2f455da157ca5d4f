import type { RankedLanguage } from './types.js';
import { Script, VOWEL } from './scripts.js';
import { ALL_CAPITALS, CAPITAL, NEUTRAL, type Words } from './words.js';

/** Under this many letters only a word's whole shape speaks, and it may be a word anywhere. */
const LEAST_LETTERS = 4;
/** Two words need more than this to be told at all. */
const LEAST_CONFIDENCE = 0.2;
/** A lone word needs more: of those under this, two in three answers are wrong. */
const LEAST_CONFIDENCE_OF_A_WORD = 0.4;
/** Latin names are written the same everywhere; Cyrillic ones are spelled, and declined, in each language's own way. */
const LEAST_CONFIDENCE_OF_NAMES = 0.5;
/** Longest acronym: longer words in capitals are words. */
const LONGEST_ACRONYM = 5;
/** From this many letters on a text is always given its likeliest language. */
const PLENTY = 30;
/** Letters from which on a word of two that come by turns ("papa", but "hahaha") is a sound. */
const LEAST_BY_TURNS = 5;
/** Consonants in a row that only a keyboard makes. */
const LONGEST_CONSONANTS = 5;

/** Why the words of a text tell no language, or undefined when they do. */
export function wordsProblem(words: Words, script: number, top: RankedLanguage): string | undefined {
  if (script !== Script.Latin && script !== Script.Cyrillic) return undefined;
  let letters = 0;
  let plain = 0;
  let acronyms = 0;
  let names = 0;
  let odd = 0;
  let oddable = 0;
  for (let word = 0; word < words.count; word += 1) {
    const flags = words.flags[word] ?? 0;
    if ((flags & NEUTRAL) !== 0 || words.script[word] !== script) continue;
    const length = (words.end[word] ?? 0) - (words.start[word] ?? 0);
    letters += length;
    plain += 1;
    const capital = (flags & CAPITAL) !== 0;
    if (capital) names += 1;
    if (length <= LONGEST_ACRONYM && ((flags & ALL_CAPITALS) !== 0 || (capital && length === 1))) acronyms += 1;
    else if (length >= LEAST_LETTERS && letters <= PLENTY * 2) {
      oddable += 1;
      if (isOdd(words, word)) odd += 1;
    }
  }
  if (letters < LEAST_LETTERS) return 'too few letters';
  if (acronyms === plain) return 'acronyms only';
  if (odd >= 2 ? odd * 2 >= oddable : odd > 0 && oddable === 1 && plain === 1) return 'no words of any language';
  if (letters >= PLENTY) return undefined;
  if (script === Script.Latin && plain >= 3 && names === plain && top.confidence < LEAST_CONFIDENCE_OF_NAMES)
    return 'names only';
  if (plain <= 2 && top.confidence < (plain === 1 ? LEAST_CONFIDENCE_OF_A_WORD : LEAST_CONFIDENCE))
    return 'a word that many languages share';
  return undefined;
}

/** Whether a word can't be said, or says nothing: no vowel, a long row of consonants, one or two letters over and over. */
function isOdd(words: Words, word: number): boolean {
  let row = 0;
  let longest = 0;
  let vowels = 0;
  const start = words.start[word] ?? 0;
  const end = words.end[word] ?? 0;
  for (let at = start; at < end; at += 1) {
    if (VOWEL[words.lower[at] ?? 0] === 1) {
      vowels += 1;
      row = 0;
    } else {
      row += 1;
      longest = Math.max(longest, row);
    }
  }
  return vowels === 0 || longest >= LONGEST_CONSONANTS || repeats(words, start, end);
}

/** "aaaa", "hahaha": one letter over and over, or two by turns. */
function repeats({ lower }: Words, start: number, end: number): boolean {
  const period = end - start < LEAST_BY_TURNS ? 1 : 2;
  for (let at = start + period; at < end; at += 1) if (lower[at] !== lower[at - period]) return false;
  return true;
}
