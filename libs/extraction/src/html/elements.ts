import { isTag, type Element } from 'domhandler';

/** Elements whose text nobody reads. */
export const SKIP = new Set(
  'script style noscript template svg iframe object embed select option textarea button input canvas audio video map math datalist head'.split(
    ' ',
  ),
);
/** Of AMP's own elements those that hold advertisements, consent, menus and tools. */
for (const name of 'ad analytics auto-ads consent embed lightbox next-page pixel sidebar social-share sticky-ad user-notification'.split(
  ' ',
))
  SKIP.add(`amp-${name}`);
/** Elements that do not break a line. */
export const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Attributes that are read of elements; the parser is not told the others, a quarter of all. */
export const READ = new Set(
  'class content data-lazy-src data-original data-src datetime hidden href http-equiv id itemprop lang name property rel role shadowrootmode src srcset style type width xml:lang'.split(
    ' ',
  ),
);
export const BOLD = new Set(['b', 'strong']);
export const HEADING = /^h([1-6])$/;

/** Whether a reader sees what is in an element, as far as its name tells. */
export const isSkipped = (el: Element): boolean =>
  SKIP.has(el.name) && !(el.name === 'template' && el.attribs['shadowrootmode'] !== undefined);

/** Whether the mark-up itself hides an element. */
export const isHidden = (el: Element): boolean => {
  const { attribs } = el;
  if ('hidden' in attribs && attribs['hidden'] !== 'until-found') return true;
  const style = attribs['style'];
  return style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
};

/** Whether a link is a card: it holds blocks, or several named parts that only their style sets apart. */
export function isCardLink(el: Element): boolean {
  let parts = 0;
  for (const child of el.children) {
    if (!isTag(child)) continue;
    if (!INLINE.has(child.name) && !SKIP.has(child.name) && child.name !== 'br') return true;
    if (child.name !== 'span') continue;
    if (child.attribs['class'] !== undefined) parts++;
    if (child.children.some((c) => isTag(c) && !INLINE.has(c.name) && !SKIP.has(c.name) && c.name !== 'br'))
      return true;
  }
  return parts >= 2;
}
