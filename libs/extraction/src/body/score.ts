import { ASIDE, COMMENT, FORM, HIDDEN, NAV, OUTSIDE } from '../html/flags.js';
import type { Block } from '../html/page.js';
import { endsSentence, sizeOf } from '../text/lines.js';

/** A block's share of links, 0..1. */
export const linkDensity = (block: Block): number =>
  block.text.length === 0 ? 0 : block.linkChars / block.text.length;

/** Whether a block reads like running text: sentences, few links. Asked many times of every block. */
export const isProseBlock = (block: Block): boolean => (block.prose ??= readsLikeProse(block));

function readsLikeProse(block: Block): boolean {
  if (linkDensity(block) > 0.5) return false;
  const size = sizeOf(block.text);
  // Some pages set their whole text in headings; no heading is that long.
  if (block.heading > 0) return block.heading > 1 && (size > 240 || (size > 110 && endsSentence(block.text)));
  return size >= 80 || (size >= 30 && endsSentence(block.text));
}

/** How far the names of boxes are believed: all of them, or only the surest, when the others leave no body. */
export interface Strictness {
  outside: number;
  aside: number;
}
export const STRICT: Strictness = { outside: OUTSIDE, aside: ASIDE };
export const LENIENT: Strictness = { outside: NAV | COMMENT | HIDDEN | FORM, aside: 0 };

/** Whether a block may be the body's: it reads like text and no name around it says otherwise. */
export const isBodyProse = (block: Block, { outside, aside }: Strictness): boolean =>
  !(block.flags & (outside | aside)) && isProseBlock(block);

/**
 * What a block adds to the box it stands in: characters of prose count for it, link lists and labels against it.
 */
export function blockScore(block: Block, { outside, aside }: Strictness): number {
  const length = sizeOf(block.text);
  const links = linkDensity(block);
  if (block.flags & outside) return -Math.min(length, 60) * 0.3;
  if (block.flags & aside) return -2;
  if (isProseBlock(block)) {
    const weight = block.box.tag === 'p' || block.box.tag === 'blockquote' ? 1 : 0.85;
    return length * (1 - 1.6 * links) * weight;
  }
  if (links > 0.5) return -Math.min(length, 80) * 0.6 - 8;
  return block.heading > 0 ? 0 : -6;
}
