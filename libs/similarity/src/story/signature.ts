import { wordsOf, type Word } from './words.js';

/** What a text is compared by across languages. Plain data, to travel as JSON; goes with `STORY_VERSION`. */
export interface StorySignature {
  /** Primary language tag. */
  language: string;
  /** Sounds of capitalised words that don't begin a sentence. */
  names: string[];
  /** Sounds of other words that no concept stands for. */
  words: string[];
  /** Concepts, named in English. */
  concepts: string[];
  /** Numbers as written without grouping, decimal sign a point. */
  numbers: string[];
}

const TOKEN = /\d+(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+(?:[.,:]\d+)?|[\p{L}\p{M}]+(?:[’'ʼ]\p{L}+)*|[.!?…\n]/gu;
const SENTENCE_END = /[.!?…\n]/;
/** Shorter words are mostly grammar, and sound like anything. */
const SHORTEST_WORD = 4;
const SHORTEST_NAME = 3;
const MIN_TITLE_WORDS = 4;
const TITLE_SHARE = 0.8;
/** Numbers that news spell out as often as not. */
const SPELLED = new Map(
  'two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, i) => [word, String(i + 2)]),
);
/** A signature covers the headline and the beginning: that is where a story says who, where and how many. */
const MOST_TOKENS = 120;

/** Signature of a text (headline and lead) in a language (BCP 47; its primary tag counts). Depends on nothing else. */
export function storySignature(text: string, language: string): StorySignature {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const names = new Set<string>();
  const words = new Set<string>();
  const concepts = new Set<string>();
  const numbers = new Set<string>();
  const wordOf = wordsOf(primary);
  let left = MOST_TOKENS;
  TOKEN.lastIndex = 0;
  // A sentence is read to its end: whether it is in title case is told by all of it.
  for (let sentence = readSentence(); left > 0 && sentence !== undefined; sentence = readSentence()) {
    const titled = isTitleCase(sentence);
    for (let i = 0; i < sentence.length && left > 0; i++, left--) {
      const token = sentence[i];
      if (typeof token === 'string') numbers.add(plainNumber(token));
      else if (token) addWord(token, i === 0 || titled);
    }
  }
  return {
    language: primary,
    names: [...names],
    words: [...words].filter((word) => !names.has(word)),
    concepts: [...concepts],
    numbers: [...numbers],
  };

  /** The next sentence's words, and numbers as they are written; undefined at the end. */
  function readSentence(): (Word | string)[] | undefined {
    const sentence: (Word | string)[] = [];
    for (;;) {
      const match = TOKEN.exec(text);
      if (!match) return sentence.length > 0 ? sentence : undefined;
      const token = match[0];
      if (token.length === 1 && SENTENCE_END.test(token)) return sentence;
      sentence.push(isDigit(token.charCodeAt(0)) ? token : wordOf(token));
    }
  }

  function addWord({ concept, sound, isAcronym, isCapitalised }: Word, capitalAnyway: boolean): void {
    if (concept !== undefined) {
      const number = SPELLED.get(concept);
      if (number === undefined) concepts.add(concept);
      else numbers.add(number);
      return;
    }
    const isName = isAcronym || (isCapitalised && !capitalAnyway && sound.length >= SHORTEST_NAME);
    if (isName) names.add(sound);
    else if (sound.length >= SHORTEST_WORD) words.add(sound);
  }
}

/** Whether Nearly All Words Are Capitalised, as in English headlines: capitals say nothing about names there. */
function isTitleCase(sentence: readonly (Word | string)[]): boolean {
  let long = 0;
  let capitals = 0;
  for (const token of sentence) {
    if (typeof token === 'string' || !token.isLong) continue;
    long++;
    if (token.isTitled) capitals++;
  }
  return long >= MIN_TITLE_WORDS && capitals >= TITLE_SHARE * long;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function plainNumber(token: string): string {
  if (/^\d+(?:[ \u00a0\u202f,.]\d{3})+$/.test(token)) return token.replace(/\D/g, '');
  return token.replace(',', '.');
}
