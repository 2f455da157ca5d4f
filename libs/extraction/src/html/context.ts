import { isProseBlock } from '../body/score.js';
import { BODY, CAPTION, CARD, COMMENT, FORM, IN_ARTICLE, RELATED, SECTION, SIDE, TITLE } from './flags.js';
import type { Box, Page } from './page.js';

/** Names that a box keeps however much it holds. */
const KEPT = BODY | SECTION | TITLE;

/**
 * Hands the flags of each box down to all in it. A box that holds the headline or most of the page's prose is not what
 * its name says ("post author-jane with-sidebar share-container" around everything): its text is believed, not its
 * name. Comments may well outweigh the article, so theirs is believed longest.
 */
export function settleFlags(page: Page): void {
  const { blocks, boxes } = page;
  const prose = new Float64Array(blocks.length + 1);
  blocks.forEach((block, i) => {
    prose[i + 1] = (prose[i] ?? 0) + (isProseBlock(block) ? block.text.length : 0);
  });
  const total = prose[blocks.length] ?? 0;
  const headline = blocks.find((b) => b.heading === 1)?.index ?? -1;
  const articles = counter(boxes.filter((box) => box.tag === 'article'));
  markCards(page);
  markCaptions(page);
  markForms(page);
  for (const box of boxes) {
    // An article inside another is a teaser, an embed or a comment; or an item of the article's own list.
    if (box.tag === 'article' && (box.parent?.context ?? 0) & IN_ARTICLE && !(articles(box) >= 3 && isItem(page, box)))
      box.flags |= RELATED | CARD;
    if (box.flags & ~KEPT) {
      const share = ((prose[box.endBlock] ?? 0) - (prose[box.firstBlock] ?? 0)) / Math.max(total, 500);
      if ((box.flags & (RELATED | CARD | SIDE)) === RELATED && leadsNowhere(page, box)) box.flags &= ~RELATED;
      const titled = headline >= box.firstBlock && headline < box.endBlock && blocks[headline]?.box !== box;
      const enough = titled ? 0.3 : box.flags & COMMENT ? 0.85 : 0.5;
      if (share > enough) box.flags &= KEPT;
    }
    box.context = (box.parent?.context ?? 0) | box.flags | (box.tag === 'article' ? IN_ARTICLE : 0);
  }
  for (const block of blocks) block.flags |= block.box.context;
  for (const link of page.links) link.flags |= link.box.context;
}

/** What is said around a field to write in: whom it is for and what one agrees to. */
const LONGEST_INVITATION = 600;

/** Marks the box around a field to write in: a subscription, a search, a comment, whatever its name. */
function markForms(page: Page): void {
  for (const field of page.fields) {
    let form: Box | undefined;
    for (let box: Box | undefined = field; box?.parent && lengthOf(page, box) <= LONGEST_INVITATION; box = box.parent)
      form = box;
    if (form) form.flags |= FORM;
  }
}

/** Characters in a box, or more than can matter. */
function lengthOf(page: Page, box: Box): number {
  if (box.endBlock - box.firstBlock > 12) return Infinity;
  let length = 0;
  for (let i = box.firstBlock; i < box.endBlock; i++) length += page.blocks[i]?.text.length ?? 0;
  return length;
}

/** Longer texts beside a picture may be the article's own. */
const LONGEST_CAPTION = 200;

/** Marks what stands in one small box with a picture before it and is short: captions and credits, whatever their names. */
function markCaptions(page: Page): void {
  for (const picture of page.pictures) {
    const block = page.blocks[picture.block];
    if (!block || block.heading > 0 || block.text.length > LONGEST_CAPTION || block.linkChars > 20) continue;
    for (let box = picture.box.parent; box && box.endBlock - box.firstBlock <= 2; box = box.parent) {
      if (box.tag === 'blockquote') break;
      if (block.index < box.firstBlock || block.index >= box.endBlock || box === block.box) continue;
      for (let i = block.index; i < box.endBlock; i++) {
        const beside = page.blocks[i];
        if (beside && beside.heading === 0 && beside.text.length <= LONGEST_CAPTION) beside.flags |= CAPTION;
      }
      break;
    }
  }
}

/** How many boxes have the name of one. */
function counter(boxes: readonly Box[]): (box: Box) => number {
  const counts = new Map<string, number>();
  for (const box of boxes) counts.set(nameOf(box), (counts.get(nameOf(box)) ?? 0) + 1);
  return (box) => counts.get(nameOf(box)) ?? 0;
}

/** Whether a box has a heading and a text, and neither leads elsewhere. */
function isItem(page: Page, box: Box): boolean {
  const heading = page.blocks
    .slice(box.firstBlock, Math.min(box.endBlock, box.firstBlock + 3))
    .find((b) => b.heading > 1);
  return heading !== undefined && heading.linkChars === 0 && leadsNowhere(page, box);
}

/** Whether a box has text but hardly a link in it: then it tells of no other article, whatever its name. */
function leadsNowhere(page: Page, box: Box): boolean {
  let length = 0;
  let linked = 0;
  for (let i = box.firstBlock; i < box.endBlock; i++) {
    const block = page.blocks[i];
    length += block?.text.length ?? 0;
    linked += block?.linkChars ?? 0;
    if (linked > 200) return false;
  }
  return length >= 80 && linked < length * 0.25;
}

const CARD_TAGS = new Set(['li', 'div', 'article', 'section', 'tr', 'td', 'dl']);
/** A card says little more than its link. */
const MOST_CARD_TEXT = 700;

/** The first class of a box, which says what it is; those after it mostly say how it looks. */
export const classOf = (box: Box): string =>
  box.parent ? ((box.el.attribs['class'] ?? '').trim().split(/\s/)[0] ?? '') : '';

/** What a box has in common with its like: tag and first class. */
export const nameOf = (box: Box | undefined): string => (box ? `${box.tag}.${classOf(box)}` : '');

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
function markCards(page: Page): void {
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
