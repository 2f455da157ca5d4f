import { LAYOUT } from './signature.js';

/** Numbers and dates of two texts, place by place. */
export interface NumberComparison {
  /** Places that both texts have, with the same value. */
  agree: number;
  /** Places that both texts have, with different values. */
  conflict: number;
  /** Numbers per token, in the text that has fewer tokens. */
  density: number;
}

function u32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
  );
}

/** Compares the slots (sorted by place) of the signatures at the given offsets. Symmetric. */
export function compareNumbers(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number): NumberComparison {
  const aUsed = a[aAt + LAYOUT.slotsUsed] ?? 0;
  const bUsed = b[bAt + LAYOUT.slotsUsed] ?? 0;
  let agree = 0;
  let conflict = 0;
  let i = 0;
  let j = 0;
  while (i < aUsed && j < bUsed) {
    const x = u32(a, aAt + LAYOUT.slots + 4 * i);
    const y = u32(b, bAt + LAYOUT.slots + 4 * j);
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
    while (iEnd < aUsed && u32(a, aAt + LAYOUT.slots + 4 * iEnd) >>> 16 === place) iEnd++;
    while (jEnd < bUsed && u32(b, bAt + LAYOUT.slots + 4 * jEnd) >>> 16 === place) jEnd++;
    let shared = false;
    for (let m = i; m < iEnd; m++) {
      for (let n = j; n < jEnd; n++) {
        if (u32(a, aAt + LAYOUT.slots + 4 * m) === u32(b, bAt + LAYOUT.slots + 4 * n)) shared = true;
      }
    }
    if (shared) agree++;
    else conflict++;
    i = iEnd;
    j = jEnd;
  }
  return { agree, conflict, density: Math.max(densityOf(a, aAt), densityOf(b, bAt)) };
}

function densityOf(bytes: Uint8Array, at: number): number {
  const tokens = u32(bytes, at + LAYOUT.tokens);
  const numbers = (bytes[at + LAYOUT.numbers] ?? 0) | ((bytes[at + LAYOUT.numbers + 1] ?? 0) << 8);
  return tokens === 0 ? 0 : numbers / tokens;
}

/**
 * Templated news (rates, losses, weather) repeats its words and changes its numbers: such texts are different articles.
 * A long text in which a figure was corrected is not. What tells them apart is how much of the text the changed numbers
 * are: the share of common places that changed, times numbers per token.
 * Returns the reason, or undefined when the texts may be one.
 */
export function numberGuard(numbers: NumberComparison): string | undefined {
  if (numbers.conflict === 0) return undefined;
  const share = numbers.conflict / (numbers.conflict + numbers.agree);
  const changed = share * numbers.density;
  if (share < MIN_SHARE || changed < MIN_CHANGED) return undefined;
  return `${numbers.conflict} of ${numbers.conflict + numbers.agree} numbers or dates in the same places differ`;
}

const MIN_SHARE = 0.3;
const MIN_CHANGED = 0.02;
