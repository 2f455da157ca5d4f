import { CARD, RELATED } from '../html/flags.js';
import type { Block, Page } from '../html/page.js';
import { endsSentence } from '../text/lines.js';
import { linkDensity } from './score.js';

/** "Read also", in whatever language: a few words. */
const LONGEST = 45;

/** A line that announces what stands below it: it ends with a colon, or is set in bold. */
const announces = ({ text, heading, boldChars }: Block): boolean =>
  text.length <= LONGEST &&
  heading === 0 &&
  (/[:：]["”»]?$/u.test(text) || (boldChars >= text.length * 0.9 && !endsSentence(text)));

const leadsElsewhere = (block: Block | undefined): boolean =>
  block !== undefined && ((block.flags & (RELATED | CARD)) !== 0 || linkDensity(block) > 0.6);

/** A body without the lines that announce a list of other articles, once the list is gone. */
export function withoutLabels(page: Page, kept: readonly number[]): number[] {
  return kept.filter((index, i) => {
    const block = page.blocks[index];
    if (!block || !announces(block)) return true;
    return kept[i + 1] === index + 1 || !leadsElsewhere(page.blocks[index + 1]);
  });
}
