import { CAPTION, OUTSIDE } from '../html/flags.js';
import type { Block, Page } from '../html/page.js';
import { endsSentence } from '../text/lines.js';

/** A block's share of links, 0..1. */
export const linkDensity = (block: Block): number =>
  block.text.length === 0 ? 0 : block.linkChars / block.text.length;

/** Whether a block reads like running text: sentences, few links. */
export function isProseBlock(block: Block): boolean {
  const { text } = block;
  if (block.heading > 0 || linkDensity(block) > 0.5) return false;
  return text.length >= 80 || (text.length >= 30 && endsSentence(text));
}

/**
 * What a block adds to the box it stands in: characters of prose count for it, link lists and labels against it.
 * `outside`: the block stands in a box whose name puts it out of the body.
 */
export function blockScore(block: Block, outside: boolean): number {
  const { length } = block.text;
  const links = linkDensity(block);
  if (outside) return -Math.min(length, 60) * 0.3;
  if (isProseBlock(block)) {
    const weight = block.flags & CAPTION ? 0.2 : block.box.tag === 'p' || block.box.tag === 'blockquote' ? 1 : 0.85;
    return length * (1 - 1.6 * links) * weight;
  }
  if (links > 0.5) return -Math.min(length, 80) * 0.6 - 8;
  return block.heading > 0 ? 0 : -6;
}

/**
 * For each block, whether it stands outside any body. A box whose name says so, but which holds most of the page's
 * prose, is believed less than its text ("layout with-sidebar" around everything).
 */
export function outsideBlocks(page: Page): boolean[] {
  const { blocks } = page;
  const prose = new Float64Array(blocks.length + 1);
  blocks.forEach((block, i) => {
    prose[i + 1] = (prose[i] ?? 0) + (isProseBlock(block) ? block.text.length : 0);
  });
  const total = prose[blocks.length] ?? 0;
  const outside = new Array<boolean>(blocks.length).fill(false);
  for (const box of page.boxes) {
    if (!(box.flags & OUTSIDE)) continue;
    const inside = (prose[box.endBlock] ?? 0) - (prose[box.firstBlock] ?? 0);
    if (total > 300 && inside > total * 0.5) continue;
    outside.fill(true, box.firstBlock, box.endBlock);
  }
  return outside;
}
