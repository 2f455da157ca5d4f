import { collapse } from '#libs/extraction';
import { decodeHTMLStrict } from 'entities';

/** Longer than any headline or name; what follows is cut before it is looked at. */
const MOST = 20_000;
/** HTML's elements, as they turn up in titles. Others are words: "How to use <T> in Java". */
const TAG =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?=[\s/>])[^<>]*>/gi;
const BREAK = /^<\/?(?:br|div|h|hr|p)\b/i;

/** Text of what may be HTML or HTML escaped once too often, in one line: tags and references out. */
export function plainText(html: string | undefined): string | undefined {
  if (html === undefined) return undefined;
  let text = unwrapCdata(html.slice(0, MOST));
  text = text.replace(TAG, (tag) => (BREAK.test(tag) ? ' ' : ''));
  if (text.includes('&')) text = decodeHTMLStrict(text).replace(TAG, (tag) => (BREAK.test(tag) ? ' ' : ''));
  const line = collapse(text);
  return line === '' ? undefined : line;
}

/** A CDATA section whose brackets were escaped is text that begins with them. */
export function unwrapCdata(text: string): string {
  const inside = /^\s*<!\[CDATA\[([^]*?)(?:\]\]>\s*)?$/.exec(text);
  return inside?.[1] ?? text;
}
