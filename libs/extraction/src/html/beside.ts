import { CAPTION, FORM } from './flags.js';
import { endsSentence } from '../text/lines.js';
import type { Block, Box, Page, Picture } from './page.js';

/** What is said around a field to write in: whom it is for and what one agrees to. */
const LONGEST_INVITATION = 600;
/** A box with more of the page's prose holds the article, however short. */
const MOST_OF_PAGE = 0.35;

/** Marks the box around a field to write in: a subscription, a search, a comment, whatever its name. */
export function markForms(page: Page, shareOf: (box: Box) => number): void {
  for (const field of page.fields) {
    let form: Box | undefined;
    for (let box = field; box.parent; box = box.parent) {
      if (lengthOf(page, box) > LONGEST_INVITATION || shareOf(box) > MOST_OF_PAGE) break;
      form = box;
    }
    if (form) form.flags |= FORM;
  }
}

/** Whether a line has a box to itself with the picture before it, and is no sentence. */
const isLabelOf = ({ box }: Picture, block: Block): boolean =>
  block.box === box && box.endBlock - box.firstBlock === 1 && box.tag === 'div' && !endsSentence(block.text);

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
export function markCaptions(page: Page, shareOf: (box: Box) => number): void {
  for (const picture of page.pictures) {
    const block = page.blocks[picture.block];
    if (!block || block.heading > 0 || block.text.length > LONGEST_CAPTION || block.linkChars > 20) continue;
    if (isLabelOf(picture, block)) block.flags |= CAPTION;
    for (let box: Box | undefined = picture.box; box && box.endBlock - box.firstBlock <= 2; box = box.parent) {
      if (box.tag === 'blockquote' || (box === picture.box && shareOf(box) > MOST_OF_PAGE)) break;
      if (block.index < box.firstBlock || block.index >= box.endBlock || box === block.box) continue;
      for (let i = block.index; i < box.endBlock; i++) {
        const beside = page.blocks[i];
        if (beside && beside.heading === 0 && beside.text.length <= LONGEST_CAPTION) beside.flags |= CAPTION;
      }
      break;
    }
  }
}
