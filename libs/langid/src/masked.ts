import { isLetter } from './scripts.js';

/** Characters that stand for the letters of a word that is not to be spelled out: "F**k", "Бл@ть". */
export const MASKS: ReadonlySet<number> = new Set(Array.from('*@#$', (mark) => mark.charCodeAt(0)));
const ASTERISK = 0x2a;

/** Whether a mask ends where letters begin: a bullet, a handle and mark-up's asterisks have no letter before them. */
export function startsMasked(text: string, begin: number): boolean {
  let at = begin - 1;
  while (MASKS.has(text.charCodeAt(at))) at -= 1;
  return at < begin - 1 && isLetter(text.charCodeAt(at));
}

/**
 * Whether a mask begins where letters end: letters go on behind it, or nothing does but there are two asterisks or more.
 *
 * @param opened whether such a character stood before the letters too; then asterisks may be mark-up
 */
export function endsMasked(text: string, end: number, opened: boolean): boolean {
  let at = end;
  while (MASKS.has(text.charCodeAt(at))) at += 1;
  if (isLetter(text.charCodeAt(at))) return true;
  return !opened && at - end >= 2 && text.charCodeAt(end) === ASTERISK;
}
