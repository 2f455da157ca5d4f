import type { SqlValue } from './database.js';

/** `en-gb` → `en`. */
export const primaryLanguage = (tag: string): string => tag.split('-', 1)[0] ?? tag;

/** What holds for the columns `primary_language` and `language` of a language (lower case) and its kinds. */
export function languageConditions(language: string): [condition: string, ...values: SqlValue[]][] {
  // An equality, so that one walk through an index gives the order too; what is left is to look at the other subtags.
  const conditions: [string, ...SqlValue[]][] = [['primary_language = ?', primaryLanguage(language)]];
  // All kinds of `en-gb` lie between `en-gb-` and `en-gb.`, the character after `-`.
  if (language.includes('-')) {
    conditions.push(['(language = ? OR (language >= ? AND language < ?))', language, `${language}-`, `${language}.`]);
  }
  return conditions;
}
