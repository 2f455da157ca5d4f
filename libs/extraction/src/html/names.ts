import type { Box } from './page.js';

/** The first class of a box, which says what it is; those after it mostly say how it looks. */
export const classOf = (box: Box): string =>
  box.parent ? ((box.el.attribs['class'] ?? '').trim().split(/\s/)[0] ?? '') : '';

/** What a box has in common with its like: tag and first class. */
export const nameOf = (box: Box | undefined): string => (box ? `${box.tag}.${classOf(box)}` : '');
