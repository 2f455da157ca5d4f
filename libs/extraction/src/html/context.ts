import { isProseBlock, proseOf } from '../body/score.js';
import { markCaptions, markForms } from './beside.js';
import { markCards } from './cards.js';
import { BODY, CARD, COMMENT, HIDDEN, IN_ARTICLE, RELATED, SECTION, SIDE, TITLE } from './flags.js';
import { counter, isItem, leadsNowhere } from './items.js';
import type { Box, Page } from './page.js';

/** Names that a box keeps however much it holds. */
const KEPT = BODY | SECTION | TITLE;

/** So many paragraphs on either side tell a text that unfolds. */
const FEWEST_UNFOLDED = 2;

/** Whether a box that is out of sight goes on with the paragraphs right above it: a text that unfolds at a click. */
function unfolds({ blocks }: Page, box: Box): boolean {
  const isParagraph = (i: number): boolean => {
    const block = blocks[i];
    return block?.box.tag === 'p' && isProseBlock(block);
  };
  const { firstBlock, endBlock, parent } = box;
  for (let i = firstBlock - FEWEST_UNFOLDED; i < firstBlock; i++)
    if (!isParagraph(i) || blocks[i]?.box.parent !== parent) return false;
  let inside = 0;
  for (let i = firstBlock; i < endBlock; i++) if (isParagraph(i)) inside++;
  return inside >= FEWEST_UNFOLDED && inside >= (endBlock - firstBlock) * 0.7;
}

/**
 * Hands the flags of each box down to all in it. A box that holds the headline or most of the page's prose is not what
 * its name says ("post author-jane with-sidebar share-container" around everything): its text is believed, not its
 * name. Comments may well outweigh the article, so theirs is believed longest.
 */
export function settleFlags(page: Page): void {
  const { blocks, boxes } = page;
  const prose = new Float64Array(blocks.length + 1);
  blocks.forEach((block, i) => {
    prose[i + 1] = (prose[i] ?? 0) + proseOf(block);
  });
  const total = Math.max(prose[blocks.length] ?? 0, 500);
  const shareOf = (box: Box): number => ((prose[box.endBlock] ?? 0) - (prose[box.firstBlock] ?? 0)) / total;
  const headline = blocks.find((b) => b.heading === 1)?.index ?? -1;
  const articles = counter(boxes.filter((box) => box.tag === 'article'));
  markCards(page);
  markCaptions(page, shareOf);
  markForms(page, shareOf);
  for (const box of boxes) {
    // An article inside another is a teaser, an embed or a comment; or an item of the article's own list.
    if (box.tag === 'article' && (box.parent?.context ?? 0) & IN_ARTICLE && !(articles(box) >= 3 && isItem(page, box)))
      box.flags |= RELATED | CARD;
    if (box.flags & ~KEPT) {
      if ((box.flags & (RELATED | CARD | SIDE)) === RELATED && leadsNowhere(page, box)) box.flags &= ~RELATED;
      const titled = headline >= box.firstBlock && headline < box.endBlock && blocks[headline]?.box !== box;
      const enough = titled ? 0.3 : box.flags & COMMENT ? 0.85 : 0.5;
      if (shareOf(box) > enough) box.flags &= KEPT;
      if (box.flags === HIDDEN && unfolds(page, box)) box.flags = 0;
    }
    box.context = (box.parent?.context ?? 0) | box.flags | (box.tag === 'article' ? IN_ARTICLE : 0);
  }
  for (const block of blocks) block.flags |= block.box.context;
  for (const link of page.links) link.flags |= link.box.context;
}
