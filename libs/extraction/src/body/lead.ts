import { AUTHOR, CAPTION, FIGURE, LEAD, OUTSIDE } from '../html/flags.js';
import type { Block, Page } from '../html/page.js';
import { fold } from '../text/lines.js';
import { linkDensity } from './score.js';

/** The standfirst stands within so many blocks above the text. */
const REACH = 25;

/**
 * The standfirst: the paragraph between headline and text that sums the article up, if it stands apart from the text.
 * Known by its name, by being the page's own description, or by being the heading right below the headline.
 */
export function leadOf(page: Page, body: readonly number[], description: string | undefined): number | undefined {
  const first = body[0];
  if (first === undefined) return undefined;
  const headline = page.blocks.slice(Math.max(0, first - REACH), first).findLast((b) => b.heading === 1);
  const from = headline ? headline.index + 1 : Math.max(0, first - 6);
  const about = description === undefined ? '' : fold(description).slice(0, 60);
  for (let i = from; i < first; i++) {
    const block = page.blocks[i];
    if (!block || !couldBeLead(block)) continue;
    const text = fold(block.text);
    const described = about.length >= 40 && (text.startsWith(about) || about.startsWith(text.slice(0, 60)));
    const named = (block.flags & LEAD) !== 0 && block.text.length >= 40;
    const below = headline !== undefined && i === headline.index + 1 && block.heading === 2 && block.text.length >= 40;
    const told = below || described || named;
    // Short ones outside paragraphs are labels, teasers of the home page and names of series as often as not.
    const solid = block.box.tag === 'p' || block.text.length >= 110;
    if (told && solid && !repeated(page, body, block.text)) return i;
  }
  return undefined;
}

function couldBeLead(block: Block): boolean {
  return (
    block.heading !== 1 &&
    block.text.length >= 20 &&
    linkDensity(block) < 0.3 &&
    !(block.flags & (OUTSIDE | CAPTION | FIGURE | AUTHOR))
  );
}

/** Whether the text says the same again. */
function repeated(page: Page, body: readonly number[], text: string): boolean {
  const start = text.slice(0, 80);
  return body.slice(0, 4).some((i) => page.blocks[i]?.text.startsWith(start));
}
