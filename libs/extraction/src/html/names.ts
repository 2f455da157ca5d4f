import type { Box } from './page.js';

/** The first class of a box, which says what it is; those after it mostly say how it looks. */
export function classOf(box: Box): string {
  if (!box.parent) return '';
  const classes = (box.el.attribs['class'] ?? '').trim();
  const end = classes.search(/\s/);
  return end < 0 ? classes : classes.slice(0, end);
}

/** What a box has in common with its like: tag and first class. */
export const nameOf = (box: Box | undefined): string => (box ? (box.name ??= `${box.tag}.${classOf(box)}`) : '');
