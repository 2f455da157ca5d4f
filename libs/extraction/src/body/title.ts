import type { Page } from '../html/page.js';
import type { Head } from '../meta/read.js';
import { findDates } from '../dates/find.js';
import { sizeOf, squeeze } from '../text/lines.js';
import { isProseBlock } from './score.js';

/** Titles are no shorter; names of sections are. */
const SHORTEST = 25;
const LONGEST = 250;
/** A date and the name of a section may stand in one block with a title. */
const LONGEST_REST = 60;

/** What a page calls itself, as it is compared with its text. */
export const titlesOf = (page: Page, head: Head): string[] =>
  [page.title, head.first('og:title')].map((title) => squeeze(title ?? '')).filter((title) => title !== '');

/** Whether a text is what the page calls itself, perhaps with a date behind it in the same block. */
export function isTitle(text: string, titles: readonly string[]): boolean {
  if (sizeOf(text) < SHORTEST || text.length > LONGEST) return false;
  const date = findDates(text).at(-1);
  const rest = date === undefined ? '' : text.slice(date.start);
  const named = rest.length <= LONGEST_REST ? text.slice(0, text.length - rest.length) : text;
  if (sizeOf(named) < SHORTEST) return false;
  const bare = squeeze(named);
  return titles.some((title) => title.includes(bare));
}

/** The title stands among the first blocks of a body, where no heading sets it apart. */
const REACH = 3;

/** A body without what stands above the headline, where more of it stands below: menus that explain themselves, notices. */
export function belowHeadline(page: Page, blocks: readonly number[], titles: readonly string[]): readonly number[] {
  const [first, last] = [blocks[0] ?? 0, blocks.at(-1) ?? 0];
  const headline = page.blocks
    .slice(first + 1, last)
    .find((b) => b.heading === 1 && isTitle(b.text, titles) && !blocks.includes(b.index))?.index;
  if (headline === undefined) return blocks;
  const prose = (indices: readonly number[]): number =>
    indices.reduce((n, i) => n + (page.blocks[i]?.text.length ?? 0), 0);
  const below = blocks.filter((i) => i > headline);
  return prose(below) * 2 > prose(blocks) ? below : blocks;
}

/** A body without its page's title, and without what stands above that or is told in a line below it. */
export function withoutTitle(page: Page, blocks: readonly number[], titles: readonly string[]): readonly number[] {
  const first = blocks.slice(0, REACH).map((i) => page.blocks[i]);
  const at = first.findIndex((b) => b !== undefined && isTitle(b.text, titles));
  if (at < 0 || at + 1 >= blocks.length || first.slice(0, at).some((b) => b && isProseBlock(b))) return blocks;
  const below = page.blocks[blocks[at + 1] ?? 0];
  const isLine = below !== undefined && !isProseBlock(below) && below.heading === 0 && findDates(below.text).length > 0;
  return blocks.slice(at + (isLine ? 2 : 1));
}
