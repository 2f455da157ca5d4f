export const EXCLAMATION = 0x21;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const SLASH = 0x2f;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
const TAB = 0x09;
const VERTICAL_TAB = 0x0b;
const RETURN = 0x0d;
const SPACE = 0x20;
const DASH = 0x2d;

/** The letter in lower case; other signs may become any. */
export const lower = (c: number): number => c | SPACE;
/** What HTML calls a blank: five signs only. */
export const isBlank = (c: number): boolean => c === SPACE || (c <= RETURN && c >= TAB && c !== VERTICAL_TAB);
export const isLetter = (c: number): boolean => lower(c) >= 0x61 && lower(c) <= 0x7a;

export function skipBlanks(html: string, from: number): number {
  let at = from;
  while (at < html.length && isBlank(html.charCodeAt(at))) at++;
  return at;
}

/** The end of a tag's name that begins at `start`: the next blank, `/` or `>`. */
export function nameEnd(html: string, start: number): number {
  let end = start;
  for (; end < html.length; end++) {
    const c = html.charCodeAt(end);
    if (c === GREATER || c === SLASH || isBlank(c)) break;
  }
  return end;
}

/** The end of an attribute's name; its first sign may be any. */
export function attributeNameEnd(html: string, start: number): number {
  let end = start + 1;
  for (; end < html.length; end++) {
    const c = html.charCodeAt(end);
    if (c === EQUALS || c === GREATER || c === SLASH || isBlank(c)) break;
  }
  return end;
}

/** The end of a value without quotes. */
export function bareValueEnd(html: string, start: number): number {
  let end = start;
  for (; end < html.length; end++) {
    const c = html.charCodeAt(end);
    if (c === GREATER || isBlank(c)) break;
  }
  return end;
}

/** Where the text of a comment that begins at `start` ends: before `-->` or `--!>`; or at once, before `>` or `->`. */
export function commentEnd(html: string, start: number): number {
  if (html.charCodeAt(start) === GREATER) return start;
  if (html.charCodeAt(start) === DASH && html.charCodeAt(start + 1) === GREATER) return start;
  for (let at = html.indexOf('--', start); at >= 0; at = html.indexOf('--', at + 1)) {
    const c = html.charCodeAt(at + 2);
    if (c === GREATER || (c === EXCLAMATION && html.charCodeAt(at + 3) === GREATER)) return at;
  }
  return html.length;
}
