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
  const aSlots = aAt + LAYOUT.slots;
  const bSlots = bAt + LAYOUT.slots;
  let agree = 0;
  let conflict = 0;
  let i = 0;
  let j = 0;
  while (i < aUsed && j < bUsed) {
    const place = (a[aSlots + i] ?? 0) >>> 16;
    const other = (b[bSlots + j] ?? 0) >>> 16;
    if (place < other) i++;
    else if (place > other) j++;
    else {
      // A place may stand several times in a text (a table's rows): its values are paired as far as they go.
      const iEnd = endOfPlace(a, aSlots, i, aUsed);
      const jEnd = endOfPlace(b, bSlots, j, bUsed);
      const paired = Math.min(iEnd - i, jEnd - j);
      const shared = sharedValues(a, aSlots + i, aSlots + iEnd, b, bSlots + j, bSlots + jEnd);
      agree += shared;
      conflict += paired - shared;
      i = iEnd;
      j = jEnd;
    }
  }
  return { agree, conflict, density: Math.max(densityOf(a, aAt), densityOf(b, bAt)) };
}

function endOfPlace(words: Uint32Array, slots: number, from: number, used: number): number {
  const place = (words[slots + from] ?? 0) >>> 16;
  let end = from + 1;
  while (end < used && (words[slots + end] ?? 0) >>> 16 === place) end++;
  return end;
}

/** How many values two runs of sorted slots of one place have in common. */
function sharedValues(
  a: Uint32Array,
  aFrom: number,
  aEnd: number,
  b: Uint32Array,
  bFrom: number,
  bEnd: number,
): number {
  let shared = 0;
  let i = aFrom;
  let j = bFrom;
  while (i < aEnd && j < bEnd) {
    const difference = (a[i] ?? 0) - (b[j] ?? 0);
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared;
}

function slotsUsed(words: Uint32Array, at: number): number {
  return ((words[at] ?? 0) >>> 8) & 0xff;
}

function densityOf(words: Uint32Array, at: number): number {
  const tokens = tokensOf(words, at);
  return tokens === 0 ? 0 : ((words[at] ?? 0) >>> 16) / tokens;
}

/** Texts up to this long are read as one statement: a changed figure makes another one. */
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
