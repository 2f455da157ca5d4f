import { CARD, RELATED } from '../html/flags.js';
import type { Page } from '../html/page.js';
import { textOf } from '../html/text-of.js';
import { collapse } from '../text/lines.js';

/** No field that is read from marks is longer. */
const LONGEST = 500;

/** What elements marked with microdata or RDFa say under one of schema.org's names, outside of teasers. */
export function markedValues(page: Page, property: string, attribute?: string): { method: string; values: string[] } {
  const marks = page.marks.filter(
    (m) =>
      m.property.replace(/^(?:https?:.*[/#]|schema:)/, '') === property &&
      ((page.blocks[m.block]?.flags ?? 0) & (CARD | RELATED)) === 0,
  );
  const values = marks.map(({ el }) =>
    collapse(el.attribs['content'] ?? (attribute && el.attribs[attribute]) ?? textOf(el, LONGEST)),
  );
  const method = marks[0]?.el.attribs['itemprop'] === undefined ? 'rdfa' : 'microdata';
  return { method, values: values.filter((v) => v !== '') };
}
