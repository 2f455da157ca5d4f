import { findDates } from '../dates/find.js';
import { AUTHOR, DATE } from '../html/flags.js';
import type { Block, Box, Page } from '../html/page.js';
import { isCounter, squeeze } from '../text/lines.js';
import { isCode } from './code.js';
import { withoutLabels } from './labels.js';
import { isProseBlock, linkDensity, type Strictness } from './score.js';

/** Takes what is beside the text out of a range of blocks. `isCore`: the block stands in the body's densest box. */
export function trimBody(
  page: Page,
  range: readonly number[],
  isCore: (index: number) => boolean,
  strictness: Strictness,
): number[] {
  const kept: number[] = [];
  const seen = new Set<string>();
  for (const i of range) {
    const block = page.blocks[i];
    if (!block || !belongs(block, strictness) || (!isCore(i) && !isProseBlock(block) && block.heading === 0)) continue;
    if (block.heading === 1 && !(isCore(i) && headsPart(page, block, kept.at(-1)))) continue;
    // The same long text twice is a pull quote, a summary or a copy for print.
    if (block.text.length > 60) {
      if (seen.has(block.text)) continue;
      seen.add(block.text);
    }
    kept.push(i);
  }
  return trimEnds(page, withoutLabels(page, dropLinkLists(page, kept)));
}

/** Whether a heading of the first level heads a part of the text: it stands beside the paragraph above and is not the page's title. */
function headsPart(page: Page, block: Block, above: number | undefined): boolean {
  const beside = above !== undefined && page.blocks[above]?.box.parent === block.box.parent;
  return beside && !squeeze(page.title ?? '').includes(squeeze(block.text));
}

const PARAGRAPH_TAGS = new Set([
  'p',
  'li',
  'blockquote',
  'td',
  'th',
  'dd',
  'dt',
  'pre',
  'q',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/** Where a number stands for something. */
const CELLS = new Set(['td', 'th', 'dd']);

function belongs(block: Block, { outside, aside }: Strictness): boolean {
  const { text, flags } = block;
  if (flags & outside) return false;
  if (flags & aside && (flags & ~(AUTHOR | DATE) & aside || text.length < 200)) return false;
  if (isCode(text) || RIGHTS.test(text) || isCredit(text)) return false;
  if (isCounter(text) && !CELLS.has(block.box.tag)) return false;
  if (linkDensity(block) > 0.6) return false;
  if (isProseBlock(block) || block.heading > 0) return true;
  if (text.length < 60 && isDateLine(text)) return false;
  return PARAGRAPH_TAGS.has(block.box.tag) || text.length >= 30;
}

/** Who owns it all: the same words in every language. */
const RIGHTS = /^(?:©|copyright\b|\(c\) ?\d)|\ball rights reserved\b/i;

/** Longer lines that begin so are captions told in sentences. */
const LONGEST_CREDIT = 150;
const PICTURED =
  /^[([]?(?:(?:image|photo|picture|photograph)s?(?: credits?)?|credits?|fotos?|bilder|bild|fot\.|zdjęcie|фото|снимка|crédits?(?: photo)?|imagen|immagine|imagem|kuva|写真|图|صورة|φωτογραφία) ?(?:[:：©]|by )/iu;

/** Whose picture it is that stands above: "Foto: …", "Photo by …", "Фото: …". */
const isCredit = (text: string): boolean => text.length < LONGEST_CREDIT && PICTURED.test(text);

function isDateLine(text: string): boolean {
  const date = findDates(text)[0];
  return date !== undefined && date.end - date.start > text.length * 0.5;
}

/** Lists of which nearly every item links elsewhere lead to other articles. */
function dropLinkLists(page: Page, kept: readonly number[]): number[] {
  const lists = new Map<Box, { items: number; links: number; prose: number }>();
  const listOf = (block: Block): Box | undefined => {
    for (let box: Box | undefined = block.box, up = 0; box && up < 3; box = box.parent, up++)
      if (box.tag === 'ul' || box.tag === 'ol') return box;
    return undefined;
  };
  for (const i of kept) {
    const block = page.blocks[i];
    const list = block && listOf(block);
    if (!block || !list) continue;
    const entry = lists.get(list) ?? { items: 0, links: 0, prose: 0 };
    entry.items++;
    if (linkDensity(block) > 0.2) entry.links++;
    if (block.text.length > 120) entry.prose++;
    lists.set(list, entry);
  }
  return kept.filter((i) => {
    const block = page.blocks[i];
    const entry = block && lists.get(listOf(block) ?? block.box);
    return !entry || entry.links < Math.max(2, entry.items * 0.7) || entry.prose > entry.items / 2;
  });
}

/** Last words with a link in them ("Follow us on …", "Read more: …") are the house's and not the article's. */
const isFarewell = (block: Block): boolean =>
  (linkDensity(block) >= 0.2 && block.text.length < 150) || (linkDensity(block) > 0 && block.text.length < 60);

/** Headings and labels with no text behind them are the beginning of something else. */
function trimEnds(page: Page, kept: readonly number[]): number[] {
  let end = kept.length;
  // More than two of them are a list that belongs to the text.
  const lastPlain = kept.findLastIndex((i) => {
    const block = page.blocks[i];
    return block !== undefined && !isFarewell(block);
  });
  const few = kept.length - 1 - lastPlain <= 2;
  while (end > 1) {
    const block = page.blocks[kept[end - 1] ?? 0];
    const text =
      block &&
      (isProseBlock(block) || (block.heading === 0 && PARAGRAPH_TAGS.has(block.box.tag) && block.text.length >= 25));
    if (text && !(few && kept.length > 3 && block.box.tag !== 'li' && isFarewell(block))) break;
    end--;
  }
  return kept.slice(0, end);
}
