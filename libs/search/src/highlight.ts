import type { Article } from '#libs/contracts';
import { SEARCHED, type SearchedField } from './indexed-text.js';
import type { SearchTerms } from './query.js';
import { stemsOf } from './stemmers.js';
import { fold, type Word, wordsOf } from './words.js';

/** A piece of an article's text around what was found. */
export interface Fragment {
  field: SearchedField;
  /** Place of the piece in the field: UTF-16 code units, `end` exclusive. */
  start: number;
  end: number;
  /** The piece with `<mark>` around what was found; everything else is escaped for HTML. */
  html: string;
}

interface Place {
  start: number;
  end: number;
}

export interface HighlightOptions {
  /** Pieces at most. */
  fragments: number;
  /** Characters of a piece of the body, roughly. */
  length: number;
}

/** Pieces of an article that show why it was found, in the order of the text; headline and description whole. */
export function highlight(
  article: Pick<Article, SearchedField | 'inLanguage' | 'language'>,
  { all }: SearchTerms,
  { fragments, length }: HighlightOptions,
): Fragment[] {
  const languages = [...new Set([article.inLanguage, ...article.language.segments.map(({ tag }) => tag)])];
  const found: Fragment[] = [];
  for (const field of SEARCHED) {
    const text = article[field] ?? '';
    // A teaser without a text of its own repeats its headline.
    if (field !== 'headline' && text === article.headline) continue;
    const places = placesOf(text, all, languages);
    const windows = field === 'articleBody' ? windowsOf(text, places, length) : wholeOf(text, places);
    for (const window of windows) {
      if (found.length === fragments) return found;
      found.push({ field, ...window, html: marked(text, window, places) });
    }
  }
  return found;
}

/** Where the terms stand in a text, in order, without overlap. */
function placesOf(text: string, terms: SearchTerms['all'], languages: string[]): Place[] {
  const single = new Set(terms.flatMap((term) => ('any' in term ? term.any : [])));
  const phrases = terms.flatMap((term) => ('phrase' in term ? [term.phrase] : []));
  const words = [...wordsOf(text)];
  const folded = words.map(({ lower }) => fold(lower));
  const places: Place[] = [];
  for (const [at, word] of words.entries()) {
    if (isOne(word, folded[at] ?? '', single, languages)) places.push({ start: word.start, end: word.end });
    for (const phrase of phrases) {
      if (!phrase.every((part, index) => folded[at + index] === part)) continue;
      places.push({ start: word.start, end: words[at + phrase.length - 1]?.end ?? word.end });
    }
  }
  return merged(places);
}

function isOne({ lower }: Word, folded: string, single: ReadonlySet<string>, languages: string[]): boolean {
  return single.has(folded) || (single.size > 0 && stemsOf(lower, languages).some((stem) => single.has(stem)));
}

function merged(places: Place[]): Place[] {
  const sorted = places.toSorted((a, b) => a.start - b.start);
  const joined: Place[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

const wholeOf = (text: string, places: Place[]): Place[] =>
  places.length === 0 ? [] : [{ start: 0, end: text.length }];

/** Pieces around the places, in order; places that are near each other share one. They begin and end between words. */
function windowsOf(text: string, places: Place[], length: number): Place[] {
  const windows: Place[] = [];
  for (const { start, end } of places) {
    const last = windows.at(-1);
    if (last !== undefined && end <= last.end) continue;
    const margin = Math.max(0, Math.floor((length - (end - start)) / 2));
    const from = Math.max(beginning(text, start - margin), last?.end ?? 0);
    windows.push({ start: Math.min(from, start), end: Math.max(ending(text, end + margin), end) });
  }
  return windows;
}

function beginning(text: string, near: number): number {
  if (near <= 0) return 0;
  const at = text.slice(near, near + WORD_MARGIN).search(/\s/);
  return at === -1 ? wholeCharacter(text, near) : near + at + 1;
}

function ending(text: string, near: number): number {
  if (near >= text.length) return text.length;
  const before = text.slice(near - WORD_MARGIN, near);
  const at = before.search(/\s\S*$/);
  return at === -1 ? wholeCharacter(text, near) : near - WORD_MARGIN + at;
}

/** How far a blank is looked for, characters. */
const WORD_MARGIN = 30;

/** Not between the halves of a surrogate pair. */
const wholeCharacter = (text: string, at: number): number =>
  /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at;

function marked(text: string, window: Place, places: Place[]): string {
  let html = '';
  let at = window.start;
  for (const { start, end } of places) {
    if (start < at || end > window.end) continue;
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escaped(text.slice(at, window.end));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
