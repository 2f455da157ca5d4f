/**
 * Text that is not language at all, told by its surface: code, mark-up, broken encoding. Checked before any word is scored.
 */

/** Characters that prose uses sparingly and code everywhere. */
const CODE = /[{}[\]()<>=;_\\|&+*/#$^~]/g;
/** Forms that only code has. */
const CODE_FORMS = /=>|\(\)|\)\s*[{;]|[.#][\w-]+\s*\{|\w\s*:\s*[^;{}]+;|<\/|\/>|\bfunction\b.*\(/;
/** UTF-8 read as Latin-1 or Windows-1252: a lead byte of Cyrillic or accented Latin, and a byte that no word holds. */
const MOJIBAKE =
  /[ÐÑÃÂ][\u0080-\u00bf\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u20ac\u2122Ѓ]|â€./g;
/** Statements: prose has none of these, whatever their words are. */
const STATEMENTS =
  /\b(?:const|let|var)\s+\w+\s*=|\bdef\s+\w+\(.*\)\s*:|\bSELECT\b.+\bFROM\b|\bimport\b.+\bfrom\s+['"]|[.#][\w-]+\s*\{[^{}]*:|[=!]==|\w::\w|\w->\w/;
const FILLER = /\blorem ipsum\b/i;
const TAG = /<\/?[a-z][^<>]*>|<!--.*?-->/gis;

/** Fewer of these in a text are somebody's slip. */
const LEAST_MOJIBAKE = 2;
/** A longer text with a statement in it may be an article about code. */
const LONGEST_STATEMENT = 120;
/** Code characters to all characters; a programming blog's prose stays under a tenth. */
const CODE_SHARE = 0.12;

/** Why a text is no language, or undefined when it may be one. */
export function noiseIn(text: string): string | undefined {
  const broken = countOf(text, MOJIBAKE);
  if (broken >= LEAST_MOJIBAKE && broken * 8 >= text.length) return 'broken character encoding';
  if (text.length <= LONGEST_STATEMENT && STATEMENTS.test(text)) return 'code';
  if (CODE_FORMS.test(text) && countOf(text, CODE) > text.length * CODE_SHARE) return 'code';
  if (FILLER.test(text)) return 'filler text';
  return undefined;
}

/** The text with its tags blanked; offsets stay as they were. */
export function withoutTags(text: string): string {
  return text.includes('<') ? text.replace(TAG, (tag) => ' '.repeat(tag.length)) : text;
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) count += 1;
  return count;
}
