import { squeeze } from '../text/lines.js';

/** Signs that part a headline from the name of its site, with blanks around them. */
const PARTED = /(\s{1,9}[|–—\-»«·•:/\\*]{1,9}\s{1,9})/u;
/** East Asian pages write them without blanks too: "記事：日報", "기사-정치ㅣ일보", "文章--时政--网". */
const TIGHT = /(\s{1,9}[|–—\-»«·•:/\\*]{1,9}\s{1,9}|\s?(?:[|｜ㅣ]|--)\s?|[：_-](?=[^：_-]{2,20}$))/u;
const EAST_ASIAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** A house has at most so long a name; longer parts of a title are words of the headline. */
const LONGEST_NAME = 45;
/** Of a part that is the site's name in other words ("Daily Owl Online"), this much is the name that we know. */
const SHARE_OF_NAME = 0.4;
/** A section between headline and site, where nothing says that it is one: so many signs in East Asian writing. */
const SHORT_SECTION = 6;

/** Parts and the signs between them; no title has more, and every run of parts is looked at. */
const MOST_PIECES = 25;

/** Tells the headline in a page's titles from the names of its site and its sections. */
export class SiteNames {
  private readonly names: string[];
  private readonly sections: ReadonlySet<string>;

  /**
   * @param names what the site calls itself: `og:site_name`, the publisher's name, its domain
   * @param sections what the page says of its place on the site: its section, the steps of its address
   */
  constructor(names: readonly (string | undefined)[], sections: readonly (string | undefined)[]) {
    this.names = [...new Set(names.map((n) => squeeze(n ?? '')))].filter((n) => n.length >= 2);
    this.sections = new Set(sections.map((s) => squeeze(s ?? '')).filter((s) => s !== ''));
  }

  /** Whether a part of a title is the name of the site, or holds it beside little else. */
  isSite(part: string): boolean {
    const text = squeeze(part);
    if (text === '' || part.length > LONGEST_NAME) return false;
    return this.names.some(
      (name) =>
        text === name ||
        (name.length >= 4 && name.length >= text.length * SHARE_OF_NAME && text.includes(name)) ||
        (text.length >= 4 && (name.startsWith(text) || name.endsWith(text))),
    );
  }

  private isSection(part: string, eastAsian: boolean): boolean {
    const name = squeeze(part);
    // "Opinion" in a title is "opinions" in an address.
    return this.sections.has(name) || this.sections.has(`${name}s`) || (eastAsian && part.length <= SHORT_SECTION);
  }

  /**
   * A title without the site's name. `headings`: what the page shows as headings; the part of the title that stands
   * there too is the headline.
   */
  strip(title: string, headings: readonly string[]): string {
    const shown = new Set(headings.map(squeeze));
    const eastAsian = EAST_ASIAN.test(title);
    const pieces = title.split(eastAsian ? TIGHT : PARTED);
    if (pieces.length < 3 || pieces.length > MOST_PIECES) return title;
    const joined = (from: number, to: number): string => pieces.slice(from, to).join('').trim();
    // A bar behind the section's name parts it off even where the heading repeats both.
    if (pieces[1]?.trim() === '|' && this.isSection(pieces[0] ?? '', false)) pieces.splice(0, 2);
    // The longest: "Opinion – What I will plant" is not the headline "Opinion".
    let longest = '';
    for (let from = 0; from < pieces.length; from += 2) {
      for (let to = from + 1; to <= pieces.length; to += 2) {
        const part = joined(from, to);
        if (part.length > longest.length && shown.has(squeeze(part)) && !this.isSite(part)) longest = part;
      }
    }
    if (longest !== '') return longest;
    let from = 0;
    let to = pieces.length;
    while (to - from >= 3 && this.isSite(pieces[to - 1] ?? '')) {
      to -= 2;
      while (to - from >= 3 && this.isSection(pieces[to - 1] ?? '', eastAsian)) to -= 2;
    }
    while (to - from >= 3 && (this.isSite(pieces[from] ?? '') || this.isSection(pieces[from] ?? '', false))) from += 2;
    if (from > 0 || to < pieces.length) return joined(from, to);
    return this.withoutUnknownName(pieces) ?? joined(0, pieces.length);
  }

  /** No part is a name we know: after an upright bar, or where no name is known at all, a short last part is one. */
  private withoutUnknownName(pieces: readonly string[]): string | undefined {
    const last = pieces.at(-1) ?? '';
    const sign = (pieces.at(-2) ?? '').trim();
    const rest = pieces.slice(0, -2).join('').trim();
    if (last.length > LONGEST_NAME || rest.length <= last.length) return undefined;
    if (/^[|｜ㅣ»•·]$/u.test(sign)) return rest;
    return this.names.length === 0 && /^[–—-]$/u.test(sign) && last.split(' ').length <= 4 ? rest : undefined;
  }
}
