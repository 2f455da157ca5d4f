import type { Article } from '#libs/contracts';
import { SEARCHED, type SearchedField } from './indexed-text.js';
import { type Place, TermFinder } from './places.js';
import type { SearchTerms } from './query.js';

/** A piece of an article's text around what was found. */
export interface Fragment {
  field: SearchedField;
  /** Place of the piece in the field: UTF-16 code units, `end` exclusive. */
  start: number;
  end: number;
  /** The piece with `<mark>` around what was found; everything else is escaped for HTML. */
  html: string;
}

export interface HighlightOptions {
  /** Pieces at most. */
  fragments: number;
  /** Characters of a piece of the body, roughly. */
  length: number;
}

/**
 * Shows why articles were found by a query: a function that gives pieces of an article in the order of the text, headline
 * and description whole. One function serves all results of the query, and is the quicker for it.
 */
export function highlighter(
  terms: Pick<SearchTerms, 'all'>,
  { fragments, length }: HighlightOptions,
): (article: Pick<Article, SearchedField | 'inLanguage' | 'language'>) => Fragment[] {
  const finder = new TermFinder(terms);
  return (article) => {
    const languages = [...new Set([article.inLanguage, ...article.language.segments.map(({ tag }) => tag)])];
    const found: Fragment[] = [];
    for (const field of SEARCHED) {
      const text = article[field] ?? '';
      // A teaser without a text of its own repeats its headline.
      if (field !== 'headline' && text === article.headline) continue;
      const places = finder.placesIn(text, languages);
      const windows = field === 'articleBody' ? windowsOf(text, places, length) : wholeOf(text, places);
      for (const window of windows) {
        if (found.length === fragments) return found;
        found.push({ field, ...window, html: marked(text, window, places) });
      }
    }
    return found;
  };
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
