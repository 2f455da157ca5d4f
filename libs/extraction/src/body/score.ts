import { ASIDE, COMMENT, FORM, HIDDEN, NAV, OUTSIDE } from '../html/flags.js';
import type { Block } from '../html/page.js';
import { endsSentence, sizeOf } from '../text/lines.js';

/** A block's share of links, 0..1. */
export const linkDensity = (block: Block): number =>
  block.text.length === 0 ? 0 : block.linkChars / block.text.length;

/** How much running text a block is, as `sizeOf` counts; 0 for other blocks. Asked many times of every block. */
export const proseOf = (block: Block): number => (block.prose ??= readsLikeProse(block) ? sizeOf(block.text) : 0);

/** Whether a block reads like running text: sentences, few links. */
export const isProseBlock = (block: Block): boolean => proseOf(block) > 0;

function readsLikeProse(block: Block): boolean {
  const { text, heading } = block;
  // Too short in any script.
  if (text.length < 15 || linkDensity(block) > 0.5) return false;
  const size = sizeOf(text);
  // Some pages set their whole text in headings; no heading is that long.
  if (heading > 0) return heading > 1 && (size > 240 || (size > 110 && endsSentence(text)));
  return size >= 80 || (size >= 30 && endsSentence(text));
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
  const links = linkDensity(block);
  if (block.flags & outside) return -Math.min(sizeOf(block.text), 60) * 0.3;
  if (block.flags & aside) return -2;
  const prose = proseOf(block);
  if (prose > 0) {
    const weight = block.box.tag === 'p' || block.box.tag === 'blockquote' ? 1 : 0.85;
    return prose * (1 - 1.6 * links) * weight;
  }
  if (links > 0.5) return -Math.min(sizeOf(block.text), 80) * 0.6 - 8;
  return block.heading > 0 ? 0 : -6;
}
