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
}

const APOSTROPHE = /[’'ʼ]/;
const APOSTROPHES = /[’'ʼ]/g;
const CAPITAL = /^\p{Lu}/u;
const ACRONYM = /^\p{Lu}{2,}$/u;
/** Shorter parts of a string are copied by the engine, longer ones keep all of it in memory. */
const SHORTEST_PART = 13;

/**
 * News repeat their words: of the first thousand short texts two words in three are known already, of a long wire four in five,
 * and looking a word up takes a tenth of working it out. 100,000 words are some 16 MB; then it begins anew.
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
  // What stays must be a string of its own.
  const own = token.length < SHORTEST_PART ? token : Buffer.from(token, 'utf16le').toString('utf16le');
  const bare = APOSTROPHE.test(own) ? own.replace(/[’']s$/, '').replace(APOSTROPHES, '') : own;
  const isCapitalised = CAPITAL.test(bare);
  const word = {
    concept: conceptOf(bare.toLowerCase(), language),
    sound: soundOf(bare),
    isAcronym: isCapitalised && ACRONYM.test(bare),
    isCapitalised,
  };
  words.set(own, word);
  count++;
  return word;
}
