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
  /** Pieces at most */
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
  if (fragments === 0) return () => [];
  const finder = new TermFinder(terms);
  return (article) => {
    const languages = [...new Set([article.inLanguage, ...article.language.segments.map(({ tag }) => tag)])];
    const found: Fragment[] = [];
    for (const field of SEARCHED) {
      const text = article[field] ?? '';
      // A teaser without a text of its own repeats its headline.
      if (field !== 'headline' && text === article.headline) continue;
      const places = finder.placesIn(text, languages);
      const pieces = field === 'articleBody' ? piecesOf(text, places, length) : wholeOf(text, places);
      for (const piece of pieces) {
        found.push({ field, start: piece.start, end: piece.end, html: marked(text, piece) });
        // The rest of the text is not even looked at.
        if (found.length >= fragments) return found;
      }
    }
    return found;
  };
}

/** A piece to show, and what is to be marked in it. */
interface Piece extends Place {
  places: Place[];
}

function wholeOf(text: string, found: Iterable<Place>): Piece[] {
  const places = [...found];
  return places.length === 0 ? [] : [{ start: 0, end: text.length, places }];
}

/** Pieces around the places, in order; places that are near each other share one. They begin and end between words. */
function* piecesOf(text: string, found: Iterable<Place>, length: number): Generator<Piece> {
  let last: Piece | undefined;
  for (const place of found) {
    const { start, end } = place;
    if (last !== undefined && end <= last.end) {
      last.places.push(place);
      continue;
    }
    if (last !== undefined) yield last;
    const margin = Math.max(0, Math.floor((length - (end - start)) / 2));
    const from = Math.max(beginning(text, start - margin), last?.end ?? 0);
    last = { start: Math.min(from, start), end: Math.max(ending(text, end + margin), end), places: [place] };
  }
  if (last !== undefined) yield last;
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

function marked(text: string, { start: from, end: to, places }: Piece): string {
  let html = '';
  let at = from;
  for (const { start, end } of places) {
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escaped(text.slice(at, to));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
