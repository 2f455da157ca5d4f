import { nameOf } from './names.js';
import type { Box, Page } from './page.js';

/** How many boxes have the name of one. */
export function counter(boxes: readonly Box[]): (box: Box) => number {
  const counts = new Map<string, number>();
  for (const box of boxes) counts.set(nameOf(box), (counts.get(nameOf(box)) ?? 0) + 1);
  return (box) => counts.get(nameOf(box)) ?? 0;
}

/** Whether a box has a heading and a text, and neither leads elsewhere. */
export function isItem(page: Page, box: Box): boolean {
  const heading = page.blocks
    .slice(box.firstBlock, Math.min(box.endBlock, box.firstBlock + 3))
    .find((b) => b.heading > 1);
  return heading !== undefined && heading.linkChars === 0 && leadsNowhere(page, box);
}

/** Whether a box has text but hardly a link in it: then it tells of no other article, whatever its name. */
export function leadsNowhere(page: Page, box: Box): boolean {
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
