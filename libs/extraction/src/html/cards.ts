import { CARD, RELATED } from './flags.js';
import { nameOf } from './names.js';
import type { Box, Page } from './page.js';

const CARD_TAGS = new Set(['li', 'div', 'article', 'section', 'tr', 'td', 'dl']);
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
  if (linked < 20 || (linked < length * 0.15 && !hasLinkedHeading(page, box))) return false;
  const first = page.blocks[box.firstBlock];
  if (first === undefined || box.tag !== 'li' || first.linkChars === 0) return first !== undefined;
  // A sentence that happens to hold a link is no card; a card's text begins with its link, or is mostly that.
  const link = page.links[box.firstLink]?.text ?? '';
  const begins = first.text.startsWith(link.slice(0, 20));
  return (
    box.endBlock - box.firstBlock > 1 ||
    linked >= length * 0.5 ||
    (begins && (linked > length * 0.3 || first.text.length > 60))
  );
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
