/** A word of a text with its place: UTF-16 code units, `end` exclusive. */
export interface Word {
  /** NFKC, lower case; what stemmers take. */
  lower: string;
  start: number;
  end: number;
}

/** Letters, digits and marks; an apostrophe only inside a Cyrillic word (об'єкт), elsewhere it parts words (l'eau). */
const WORD = /[\p{L}\p{N}\p{M}]+(?:(?<=\p{Script=Cyrillic})['’ʼ](?=\p{Script=Cyrillic})[\p{L}\p{N}\p{M}]+)*/gu;

/** Scripts that put no space between words: any two neighbouring characters stand for a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Apostrophes, and the signs that compatibility forms are made of: ⑴ is (1). */
const NO_LETTERS = /[^\p{L}\p{N}\p{M}]+|ʼ/gu;

/** The words of a text, in order. */
export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: raw, index } of text.matchAll(WORD)) {
    if (UNSPACED.test(raw)) yield* pairsOf(raw, index);
    else yield* wordOf(raw, index);
  }
}

function* wordOf(raw: string, start: number): Generator<Word> {
  const lower = lowerOf(raw);
  if (lower !== '') yield { lower, start, end: start + raw.length };
}

/** Most words there are; they hold nothing that normalising would change, which costs ten times what asking does. */
const PLAIN = /^[A-Za-z0-9]*$|^[А-ЯЁЂ-ЏҐа-яёђ-џґ0-9]*$/;

const lowerOf = (raw: string): string =>
  PLAIN.test(raw) ? raw.toLowerCase() : raw.normalize('NFKC').toLowerCase().normalize('NFC').replace(NO_LETTERS, '');

function* pairsOf(raw: string, at: number): Generator<Word> {
  const characters = [...raw.matchAll(/\P{M}\p{M}*/gu)];
  for (const [place, { 0: one, index }] of characters.entries()) {
    const next = characters[place + 1]?.[0] ?? '';
    if (next === '' && place > 0) return;
    yield* wordOf(one + next, at + index);
  }
}

/** Letters whose marks are spelling's matter and not another letter's: й and ї keep theirs. */
const MARKED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;

const RESPELT: Readonly<Record<string, string>> = { ё: 'е', ß: 'ss', ı: 'i', ł: 'l', ø: 'o', đ: 'd', æ: 'ae' };

/** A word as it is compared: what people leave out or write either way is gone. `lower`: as of {@link wordsOf}. */
export function fold(lower: string): string {
  if (PLAIN.test(lower)) return lower.replaceAll('ё', 'е');
  return lower
    .normalize('NFD')
    .replace(MARKED, '$1')
    .normalize('NFC')
    .replace(/[ёßıłøđæ]/g, (letter) => RESPELT[letter] ?? letter);
}
