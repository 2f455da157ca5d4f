import { Script } from './scripts.js';
import { NEUTRAL, type Words } from './words.js';

/**
 * Letters of the languages in Cyrillic letters. There, every word is spelled in the letters of the language it stands in,
 * names and loans too, so that one letter rules languages out. In Latin letters names keep those that they came with.
 */
const ALPHABETS: readonly (readonly [string, string])[] = [
  ['uk', 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'],
  ['ru', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'],
  // With the letter ґ, which the classical orthography has.
  ['be', 'абвгґдеёжзійклмнопрстуўфхцчшыьэюя'],
  ['bg', 'абвгдежзийклмнопрстуфхцчшщъьюя'],
  ['mk', 'абвгдѓежзѕијклљмнњопрстќуфхцчџш'],
  ['sr', 'абвгдђежзијклљмнњопрстћуфхцчџш'],
  ['kk', 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя'],
];
const SOFT_SIGN = 0x44c;
const SMALL_O = 0x43e;

/** The languages (a bit for each, in the order above) whose alphabets lack a letter, by its code unit. */
const LACKING = new Uint8Array(0x500);
for (const letter of new Set(ALPHABETS.flatMap(([, letters]) => Array.from(letters)))) {
  for (const [place, [, letters]] of ALPHABETS.entries()) {
    const unit = letter.charCodeAt(0);
    if (!letters.includes(letter)) LACKING[unit] = (LACKING[unit] ?? 0) | (1 << place);
  }
}
/** Bulgarian has the soft sign before an о alone. */
const BULGARIAN = 1 << ALPHABETS.findIndex(([language]) => language === 'bg');

/** In how many words of a text there is a letter that a language does not write, by its primary subtag. */
export function strangeWords({ count, flags, script, start, end, lower }: Words): ReadonlyMap<string, number> {
  const words = new Uint32Array(ALPHABETS.length);
  for (let word = 0; word < count; word += 1) {
    if (script[word] !== Script.Cyrillic || ((flags[word] ?? 0) & NEUTRAL) !== 0) continue;
    const last = end[word] ?? 0;
    let lacking = 0;
    for (let at = start[word] ?? 0; at < last; at += 1) {
      const unit = lower[at] ?? 0;
      lacking |= LACKING[unit] ?? 0;
      if (unit === SOFT_SIGN && (at + 1 === last || lower[at + 1] !== SMALL_O)) lacking |= BULGARIAN;
    }
    for (let place = 0; lacking !== 0; place += 1, lacking >>= 1) words[place] = (words[place] ?? 0) + (lacking & 1);
  }
  return new Map(ALPHABETS.map(([language], place) => [language, words[place] ?? 0]));
}

/** Whether a language has all letters of a word that is in small ones; it has where we know no alphabet of it. */
export function canWrite(language: string, word: string): boolean {
  const place = ALPHABETS.findIndex(([each]) => each === language);
  const bit = place < 0 ? 0 : 1 << place;
  return Array.from(word).every((letter) => ((LACKING[letter.charCodeAt(0)] ?? 0) & bit) === 0);
}
