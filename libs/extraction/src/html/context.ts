import { isProseBlock } from '../body/score.js';
import { markCaptions, markForms } from './beside.js';
import { markCards } from './cards.js';
import { BODY, CARD, COMMENT, IN_ARTICLE, RELATED, SECTION, SIDE, TITLE } from './flags.js';
import { counter, isItem, leadsNowhere } from './items.js';
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
  const total = Math.max(prose[blocks.length] ?? 0, 500);
  const shareOf = (box: Box): number => ((prose[box.endBlock] ?? 0) - (prose[box.firstBlock] ?? 0)) / total;
  const headline = blocks.find((b) => b.heading === 1)?.index ?? -1;
  const articles = counter(boxes.filter((box) => box.tag === 'article'));
  markCards(page);
  markCaptions(page);
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
    }
    box.context = (box.parent?.context ?? 0) | box.flags | (box.tag === 'article' ? IN_ARTICLE : 0);
  }
  for (const block of blocks) block.flags |= block.box.context;
  for (const link of page.links) link.flags |= link.box.context;
}
