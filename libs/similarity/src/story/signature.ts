import { conceptOf } from './concepts.js';
import { soundOf } from './sound.js';

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
const APOSTROPHE = /[’'ʼ]/g;
const CAPITAL = /^\p{Lu}/u;
const ACRONYM = /^\p{Lu}{2,}$/u;
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
  let seen = 0;
  for (const sentence of sentencesOf(text)) {
    const titled = isTitleCase(sentence);
    sentence.forEach((token, i) => {
      if (++seen > MOST_TOKENS) return;
      if (/^\d/.test(token)) numbers.add(plainNumber(token));
      else addWord(token, i === 0 || titled);
    });
  }
  return {
    language: primary,
    names: [...names],
    words: [...words].filter((word) => !names.has(word)),
    concepts: [...concepts],
    numbers: [...numbers],
  };

  function addWord(token: string, capitalAnyway: boolean): void {
    const bare = token.replace(/[’']s$/, '').replace(APOSTROPHE, '');
    const lower = bare.toLowerCase();
    const concept = conceptOf(lower, primary);
    const capital = ACRONYM.test(bare) || (CAPITAL.test(bare) && !capitalAnyway);
    if (concept !== undefined) {
      const number = SPELLED.get(concept);
      if (number === undefined) concepts.add(concept);
      else numbers.add(number);
      if (!capital) return;
    }
    const sound = soundOf(bare);
    if (capital && (sound.length >= SHORTEST_NAME || ACRONYM.test(bare)) && concept === undefined) names.add(sound);
    else if (sound.length >= SHORTEST_WORD && concept === undefined) words.add(sound);
  }
}

function sentencesOf(text: string): string[][] {
  const sentences: string[][] = [[]];
  for (const [token] of text.matchAll(TOKEN)) {
    if (SENTENCE_END.test(token) && token.length === 1) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences;
}

/** Whether Nearly All Words Are Capitalised, as in English headlines: capitals say nothing about names there. */
function isTitleCase(sentence: readonly string[]): boolean {
  const long = sentence.filter((token) => token.length >= SHORTEST_WORD && /^\p{L}/u.test(token));
  const capitals = long.filter((token) => CAPITAL.test(token));
  return long.length >= MIN_TITLE_WORDS && capitals.length >= TITLE_SHARE * long.length;
}

function plainNumber(token: string): string {
  if (/^\d+(?:[ \u00a0\u202f,.]\d{3})+$/.test(token)) return token.replace(/\D/g, '');
  return token.replace(',', '.');
}
