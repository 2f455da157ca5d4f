import { findDates } from '../dates/find.js';
import { sizeOf } from '../text/lines.js';
import { CARD, RELATED } from './flags.js';
import { nameOf } from './names.js';
import type { Box, Page } from './page.js';

const CARD_TAGS = new Set(['li', 'div', 'article', 'section', 'tr', 'td', 'dl', 'p']);
/** Of these only such as begin with their link: a sentence that happens to hold one is no card. */
const TEXT_TAGS = new Set(['li', 'p']);
/** A card says little more than its link. */
const MOST_CARD_TEXT = 700;

/** Whether a box looks like a card: begins with a link of some words, and has little text beside it. */
function isCardLike(page: Page, box: Box): boolean {
  if (!CARD_TAGS.has(box.tag) || box.endLink === box.firstLink) return false;
  let length = 0;
  let linked = 0;
  for (let i = box.firstBlock; i < box.endBlock; i++) {
    const block = page.blocks[i];
    length += block?.text.length ?? 0;
    linked += block?.linkChars ?? 0;
    if (length > MOST_CARD_TEXT) return false;
  }
  const first = page.blocks[box.firstBlock];
  if (first === undefined) return false;
  // Signs of Chinese, Japanese and Korean say more each.
  const size = (linked * sizeOf(first.text)) / first.text.length;
  if (size < 20 || (linked < length * 0.15 && !hasLinkedHeading(page, box) && !hasLinkedLine(page, box))) return false;
  if (!TEXT_TAGS.has(box.tag) || (box.tag === 'li' && first.linkChars === 0)) return true;
  const link = page.links[box.firstLink]?.text ?? '';
  const text = withoutDate(first.text);
  const begins = text.startsWith(link.slice(0, 20));
  // Shops and sources are listed in paragraphs too, but without a date before each.
  if (box.tag === 'p') return begins && text.length < first.text.length;
  return (
    box.endBlock - box.firstBlock > 1 ||
    linked >= length * 0.5 ||
    (begins && (linked > length * 0.3 || first.text.length > 60))
  );
}

/** A text without the date that it begins with. */
function withoutDate(text: string): string {
  if (!/^\S{0,10}\d/.test(text)) return text;
  const date = findDates(text.slice(0, 60))[0];
  return date?.start === 0 ? text.slice(date.end).replace(/^[\s|·•:–—-]+/u, '') : text;
}

/** Whether the first line of a box, or the one below, is all a link of some words. */
function hasLinkedLine(page: Page, box: Box): boolean {
  for (let i = box.firstLink; i < box.endLink; i++) {
    const link = page.links[i];
    const block = link && page.blocks[link.block];
    if (!block || block.index > box.firstBlock + 1) return false;
    if (!link.href.startsWith('#') && sizeOf(link.text) >= 20 && link.text.length >= block.text.length * 0.9)
      return true;
  }
  return false;
}

/** Neighbours of one name. */
interface Kin {
  cards: Box[];
  /** Cards with a heading that is a link: they count twice. */
  titled: number;
  others: number;
}

/** Whether a heading in the box leads to another page; many lead to themselves, so that sections can be quoted. */
function hasLinkedHeading(page: Page, box: Box): boolean {
  for (let i = box.firstLink; i < box.endLink; i++) {
    const link = page.links[i];
    if (link?.heading && !link.href.startsWith('#') && page.blocks[link.block]?.heading !== 1) return true;
  }
  return false;
}

/** Marks neighbours of one name that all look like cards: three or more (two with headings) are a list of other articles. */
export function markCards(page: Page): void {
  const families = new Map<Box, Map<string, Kin>>();
  for (const box of page.boxes) {
    const { parent } = box;
    if (!parent || !CARD_TAGS.has(box.tag) || box.endBlock === box.firstBlock) continue;
    // Paragraphs without a class are text; asking each of them would cost more than all the rest.
    if (box.tag === 'p' && box.el.attribs['class'] === undefined) continue;
    let family = families.get(parent);
    if (!family) families.set(parent, (family = new Map<string, Kin>()));
    const name = nameOf(box);
    const kin = family.get(name) ?? { cards: [], titled: 0, others: 0 };
    if (isCardLike(page, box)) {
      kin.cards.push(box);
      if (hasLinkedHeading(page, box)) kin.titled++;
    } else kin.others++;
    family.set(name, kin);
  }
  for (const family of families.values()) {
    for (const { cards, titled, others } of family.values()) {
      if (cards.length + titled >= 3 && others <= cards.length * 0.34)
        for (const card of cards) card.flags |= RELATED | CARD;
    }
  }
}
