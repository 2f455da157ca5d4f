/** Blanks that are not the single plain one; matching those too would make this the slowest line of all. */
const SPACE = /\s{2,}|[^\S ]/g;

const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/;
const EVERY_INVISIBLE = new RegExp(INVISIBLE, 'g');

/** One line: blanks of every kind collapsed to one, none at the ends; invisible joiners and soft hyphens gone. */
export function collapse(text: string): string {
  const visible = INVISIBLE.test(text) ? text.replace(EVERY_INVISIBLE, '') : text;
  return visible.replace(SPACE, ' ').trim();
}

/** Whether a text ends like a sentence: with a stop, perhaps inside quotes or brackets. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？؟।:;][\s"'”’»“)\]]*$/u.test(text.slice(-8));
}

/** Whether nothing in it can be read: digits, signs, blanks (a counter, a rule, a bullet). */
export function isCounter(text: string): boolean {
  return text.length < 40 && !/\p{L}/u.test(text);
}

/** Length in characters; those of Chinese, Japanese and Korean say twice as much. */
export function sizeOf(text: string): number {
  const end = Math.min(text.length, 60);
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x3040 && (code <= 0x30ff || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af)))
      return text.length * 2;
  }
  return text.length;
}

/** Number of words; a run of CJK signs counts two signs a word. */
export function wordCount(text: string): number {
  let count = 0;
  let inWord = false;
  let cjk = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x2e80 && code <= 0x9fff) {
      cjk++;
      inWord = false;
    } else if (code <= 0x20 || code === 0xa0 || code === 0x3000) {
      inWord = false;
    } else if (!inWord) {
      inWord = true;
      count++;
    }
  }
  return count + Math.ceil(cjk / 2);
}

/** What two texts are compared by: letters and digits only, lower case. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** `fold` without the blanks, for words written now together and now apart. */
export const squeeze = (text: string): string => fold(text).replaceAll(' ', '');

/** Whether a text says more than a headline: several sentences of some length, or too long for one. */
export function isProse(text: string): boolean {
  return text.length > 200 || (text.length > 100 && /[.!?…]["”»)]? \p{Lu}/u.test(text.slice(0, 200)));
}
