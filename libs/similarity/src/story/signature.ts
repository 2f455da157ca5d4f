import { SentenceReader } from './tokens.js';
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

/** Shorter words are mostly grammar, and sound like anything. */
const SHORTEST_WORD = 4;
const SHORTEST_NAME = 3;
/** Numbers that news spell out as often as not. */
const SPELLED = new Map(
  'two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, i) => [word, String(i + 2)]),
);
/** A signature covers the headline and the beginning: that is where a story says who, where and how many. */
const MOST_TOKENS = 120;

let reader: SentenceReader | undefined;

/** Signature of a text (headline and lead) in a language (BCP 47; its primary tag counts). Depends on nothing else. */
export function storySignature(text: string, language: string): StorySignature {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const names = new Set<string>();
  const words = new Set<string>();
  const concepts = new Set<string>();
  const numbers = new Set<string>();
  const wordOf = wordsOf(primary);
  let left = MOST_TOKENS;
  reader ??= new SentenceReader(MOST_TOKENS);
  reader.read(text);
  while (left > 0 && reader.next(left)) {
    for (let i = 0; i < reader.count; i++) {
      const token = reader.token(i);
      if (reader.isNumber(i)) numbers.add(plainNumber(token));
      else addWord(wordOf(token), i === 0 || reader.isTitleCase);
    }
    left -= reader.count;
  }
  // The reader stays; the text need not.
  reader.read('');
  return {
    language: primary,
    names: [...names],
    words: [...words].filter((word) => !names.has(word)),
    concepts: [...concepts],
    numbers: [...numbers],
  };

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

function plainNumber(token: string): string {
  if (/^\d+(?:[ \u00a0\u202f,.]\d{3})+$/.test(token)) return token.replace(/\D/g, '');
  return token.replace(',', '.');
}
