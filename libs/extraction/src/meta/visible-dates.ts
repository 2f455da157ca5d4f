import { findDates } from '../dates/find.js';
import type { WrittenDate } from '../dates/written.js';
import { DATE, LEGAL, NAV, RELATED } from '../html/flags.js';
import type { Block, Page } from '../html/page.js';
import type { Around } from './authors.js';

/** A date that readers see, with what stands before it. */
export interface ShownDate {
  written: WrittenDate;
  /** "Updated: …": not when it was published. */
  updated: boolean;
}

/** Words before a date that say it is that of a later version, in the languages whose dates we read; stems. */
const UPDATED =
  /(?:updat|modifi|edited|revis|aktualis|geändert|mis[e]? à jour|actualiz|editad|aggiorn|modificat|atualiz|aktualiz|zmodyfik|upraven|změněn|güncel|düzenle|обновл|измен|оновл|змінен|абноўл|зменен|актуализ|промен|uppdater|oppdater|opdater|päivit|frissít|bijgewerkt|gewijzigd|更新|수정|ενημ)[\p{L}\p{M}]*[\s:.–-]*(?:(?:on|am|um|le|el|il|em|dne|на)\s?)?$/iu;
/** Words that say it is that of the first version. */
const PUBLISHED =
  /(?:publi|posted|created|veröff|erstellt|pubbl|opubl|zveřej|vydáno|yayın|oluştur|опублик|опублік|апублік|публик|створен|создан|дата|date|datum)[\p{L}\p{M}]*[\s:.–-]*(?:(?:on|am|um|le|el|il|em|dne|на)\s?)?$/iu;

/** Longer blocks are text that may tell of any day. */
const LONGEST_LINE = 200;
/** So much of a line must be dates, where its box is not named as one for dates. */
const LEAST_SHARE = 0.2;
/** A line of which more is links is another article's. */
const MOST_LINKED = 0.4;
/** A byline below the text stands within so many blocks. */
const BELOW = 6;

/** Dates shown around the headline, the likeliest first: with a year, a time, in a box for dates, not of an update. */
export function shownDates(page: Page, { from, to }: Around): ShownDate[] {
  const found: { shown: ShownDate; rank: number }[] = [];
  for (let i = from; i <= to; i++) {
    const block = page.blocks[i];
    if (!block || block.text.length > LONGEST_LINE || block.flags & RELATED || block.heading === 1) continue;
    const dates = findDates(block.text);
    const share = dates.reduce((n, d) => n + d.end - d.start, 0) / block.text.length;
    const named = (block.flags & DATE) !== 0;
    if (!named && share < LEAST_SHARE && !dates.some((d) => PUBLISHED.test(block.text.slice(0, d.start)))) continue;
    for (const written of dates) {
      const shown = shownAs(block, written);
      const rank =
        (written.year === undefined ? 0 : 4) +
        (written.hour === undefined ? 0 : 2) +
        (named ? 1 : 0) -
        (shown.updated ? 5 : 0);
      found.push({ shown, rank: rank - found.length * 0.1 });
    }
  }
  return found.sort((a, b) => b.rank - a.rank).map((f) => f.shown);
}

function shownAs(block: Block, written: WrittenDate): ShownDate {
  return { written, updated: UPDATED.test(block.text.slice(Math.max(0, written.start - 40), written.start)) };
}

/** Whether words say that a date is that of a later version. */
export const saysUpdated = (words: string): boolean => UPDATED.test(words.slice(0, 60));

/** Dates in a line below the text that says it is a date, or is little else. */
export function datesBelow(page: Page, last: number): ShownDate[] {
  return page.blocks.slice(last + 1, last + 1 + BELOW).flatMap((block) => {
    if (block.text.length > LONGEST_LINE / 2 || block.flags & RELATED) return [];
    const isLine = block.linkChars <= block.text.length * MOST_LINKED && !(block.flags & (NAV | LEGAL));
    return findDates(block.text)
      .filter(
        (d) =>
          block.flags & DATE ||
          (isLine && d.end - d.start >= block.text.length * LEAST_SHARE) ||
          PUBLISHED.test(block.text.slice(Math.max(0, d.start - 40), d.start)),
      )
      .map((written) => shownAs(block, written));
  });
}
