import { conceptOf } from './concepts.js';
import { soundOf } from './sound.js';

/** What a signature needs to know of a word, whatever stands around it. */
export interface Word {
  /** What it stands for, named in English. */
  readonly concept: string | undefined;
  /** How it sounds, without the marks of possession. */
  readonly sound: string;
  readonly isAcronym: boolean;
  readonly isCapitalised: boolean;
  /** Whether it is long enough to tell if a headline is in title case, */
  readonly isLong: boolean;
  /** and whether it is written as words are there: an apostrophe before the first letter counts. */
  readonly isTitled: boolean;
}

const APOSTROPHE = /[’'ʼ]/g;
const CAPITAL = /^\p{Lu}/u;
const ACRONYM = /^\p{Lu}{2,}$/u;
const LETTER = /^\p{L}/u;
const LONG = 4;

/**
 * News repeat their words: nine in ten are looked up, which takes a fiftieth of working them out. 100,000 words, what a few
 * days of news have, are some 20 MB; then it begins anew.
 */
const MOST_KNOWN = 100_000;
const known = new Map<string, Map<string, Word>>();
let count = 0;

/** Words of a language (primary tag). Read it anew for each text. */
export function wordsOf(language: string): (token: string) => Word {
  if (count > MOST_KNOWN) {
    known.clear();
    count = 0;
  }
  let words = known.get(language);
  if (!words) {
    words = new Map();
    known.set(language, words);
    count++;
  }
  const ofLanguage = words;
  return (token) => ofLanguage.get(token) ?? learn(ofLanguage, token, language);
}

function learn(words: Map<string, Word>, token: string, language: string): Word {
  // A part of a text keeps all of it in memory: what stays must be a string of its own.
  const own = Buffer.from(token, 'utf16le').toString('utf16le');
  const bare = own.replace(/[’']s$/, '').replace(APOSTROPHE, '');
  const word = {
    concept: conceptOf(bare.toLowerCase(), language),
    sound: soundOf(bare),
    isAcronym: ACRONYM.test(bare),
    isCapitalised: CAPITAL.test(bare),
    isTitled: CAPITAL.test(own),
    isLong: own.length >= LONG && LETTER.test(own),
  };
  words.set(own, word);
  count++;
  return word;
}
