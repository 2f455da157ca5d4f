import type { Element } from 'domhandler';
import { collapse } from '../text/lines.js';
import type { Page } from './page.js';
import { textOf } from './text-of.js';

/** Takes in what belongs to the head, wherever it stands. Returns whether the element was such. */
export function readHeadElement(page: Page, el: Element): boolean {
  const { attribs, name: tag } = el;
  switch (tag) {
    case 'meta': {
      const name = attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? attribs['http-equiv'];
      if (name && attribs['content']) page.metas.push({ name: name.toLowerCase(), content: attribs['content'] });
      return true;
    }
    case 'link':
      if (attribs['rel'] && attribs['href'])
        page.headLinks.push({ rel: attribs['rel'].toLowerCase(), href: attribs['href'], attribs });
      return true;
    case 'base':
      page.base ??= attribs['href'];
      return true;
    case 'title':
      page.title ??= collapse(textOf(el, 1000));
      return true;
    case 'script':
      if (/ld\+json/i.test(attribs['type'] ?? '')) page.jsonLd.push(textOf(el, 2_000_000));
      else if (el.children.length > 0) page.scripts.push(el);
      return true;
    default:
      return false;
  }
}
