import { LAYOUT, tokensOf } from './layout.js';

/** Numbers and dates of two texts, place by place. */
export interface NumberComparison {
  /** Places that both texts have, with the same value. */
  agree: number;
  /** Places that both texts have, with different values. */
  conflict: number;
  /** Numbers per token, in the text that has more of them. */
  density: number;
}

/** Compares the slots (sorted by place) of the signatures at the given offsets. Symmetric. */
export function compareNumbers(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number): NumberComparison {
  const aUsed = slotsUsed(a, aAt);
  const bUsed = slotsUsed(b, bAt);
  let agree = 0;
  let conflict = 0;
  let i = 0;
  let j = 0;
  while (i < aUsed && j < bUsed) {
    const x = slot(a, aAt, i);
    const y = slot(b, bAt, j);
    const place = x >>> 16;
    if (place < y >>> 16) {
      i++;
      continue;
    }
    if (place > y >>> 16) {
      j++;
      continue;
    }
    // A place may stand several times in a text (a table's rows): one shared value is enough.
    let iEnd = i;
    let jEnd = j;
    while (iEnd < aUsed && slot(a, aAt, iEnd) >>> 16 === place) iEnd++;
    while (jEnd < bUsed && slot(b, bAt, jEnd) >>> 16 === place) jEnd++;
    let shared = false;
    for (let m = i; m < iEnd; m++) {
      for (let n = j; n < jEnd; n++) {
        if (slot(a, aAt, m) === slot(b, bAt, n)) shared = true;
      }
    }
    if (shared) agree++;
    else conflict++;
    i = iEnd;
    j = jEnd;
  }
  return { agree, conflict, density: Math.max(densityOf(a, aAt), densityOf(b, bAt)) };
}

function slotsUsed(words: Uint32Array, at: number): number {
  return ((words[at] ?? 0) >>> 8) & 0xff;
}

function slot(words: Uint32Array, at: number, n: number): number {
  return words[at + LAYOUT.slots + n] ?? 0;
}

function densityOf(words: Uint32Array, at: number): number {
  const tokens = tokensOf(words, at);
  return tokens === 0 ? 0 : ((words[at] ?? 0) >>> 16) / tokens;
}

/** Texts up to this long are read as one statement: any changed figure makes another one. */
const SHORT_WORDS = 60;
/** From here on a text is an article in which figures get corrected. */
const LONG_WORDS = 200;
/** One changed number in forty words. */
const SHORT_CHANGED = 0.025;
/** One in seventeen: tables and daily reports, whose numbers nearly all change, have one in five to twelve. */
const LONG_CHANGED = 0.06;

/**
 * Templated news (rates, losses, weather) repeats its words and changes its numbers: such texts are different articles.
 * A long text in which a figure was corrected is not. What tells them apart is how much of the text the changed numbers
 * are: the changed share of the places that both have, times numbers per token.
 * Returns the reason, or undefined when the texts may be one.
 */
export function numberGuard(numbers: NumberComparison, words: number): string | undefined {
  if (numbers.conflict === 0) return undefined;
  const places = numbers.conflict + numbers.agree;
  const length = Math.min(1, Math.max(0, (words - SHORT_WORDS) / (LONG_WORDS - SHORT_WORDS)));
  const limit = SHORT_CHANGED + length * (LONG_CHANGED - SHORT_CHANGED);
  if ((numbers.conflict / places) * numbers.density < limit) return undefined;
  return `${numbers.conflict} of ${places} numbers or dates in the same places differ`;
}
