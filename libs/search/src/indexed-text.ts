import type { Article } from '#libs/contracts';
import { stemsOf } from './stemmers.js';
import { fold, wordsOf } from './words.js';

/** What an index keeps of an article's text: folded words in order, and the stems that are no words of it. */
export interface IndexedText {
  words: string;
  stems: string;
}

/** Words of one article that are indexed: an hour and a half of reading aloud, five times the longest reports. */
const MOST_WORDS = 50_000;
/** A longer run of letters is no word that anyone asks for. */
const LONGEST_WORD = 64;

/** Languages that an article's text is in, each once. */
function languagesOf({ inLanguage, language }: Pick<Article, 'inLanguage' | 'language'>): string[] {
  return [...new Set([inLanguage, ...language.segments.map(({ tag }) => tag)])];
}

/** The parts of an article that are searched, in the order in which they are indexed and shown. */
export const SEARCHED = ['headline', 'description', 'articleBody'] as const;
export type SearchedField = (typeof SEARCHED)[number];

/** A break between parts, so that no phrase reaches from one to the next; no query can ask for it. */
const BREAK = '¶';

/** An article's text as an index takes it: words parted by single spaces, one before the first and after the last. */
export function indexedText(article: Pick<Article, SearchedField | 'inLanguage' | 'language'>): IndexedText {
  const languages = languagesOf(article);
  const words: string[] = [];
  const forms = new Map<string, string>();
  for (const field of SEARCHED) {
    for (const { lower } of wordsOf(article[field] ?? '')) {
      if (words.length >= MOST_WORDS) break;
      if (lower.length > LONGEST_WORD) continue;
      let word = forms.get(lower);
      if (word === undefined) forms.set(lower, (word = fold(lower)));
      words.push(word);
    }
    words.push(BREAK);
  }
  const stems = new Set<string>();
  for (const lower of forms.keys()) for (const stem of stemsOf(lower, languages)) stems.add(stem);
  for (const word of forms.values()) stems.delete(word);
  return { words: ` ${words.join(' ')} `, stems: ` ${[...stems].join(' ')} ` };
}
