import {
  AGO_AFTER,
  AGO_BEFORE,
  DAY_BEFORE_YESTERDAY,
  DAYS_BACK,
  HALVES,
  ONE_DAY_MORE,
  ONES,
  UNIT_MINUTES,
} from './relative-words.js';
import type { Token } from './tokens.js';

/** A date told from now: the first and the last token, and how far back. */
export interface Relative {
  from: number;
  next: number;
  daysBack?: number;
  minutesBack?: number;
  /** Minutes of the unit it is counted in. */
  unit?: number;
}

/** `вчера`, `avant-hier`, `3 hours ago`, `vor einer Stunde`, `pół godziny temu`, at token `at`. */
export function relativeAt(tokens: Token[], at: number): Relative | undefined {
  return dayBack(tokens, at) ?? timeBack(tokens, at);
}

function dayBack(tokens: Token[], at: number): Relative | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const daysBack = DAYS_BACK.get(token.text);
  if (daysBack === undefined) {
    const both = `${token.text} ${tokens[at + 1]?.text ?? ''}`;
    return DAY_BEFORE_YESTERDAY.has(both) ? { from: at, next: at + 2, daysBack: 2 } : undefined;
  }
  if (daysBack === 1) {
    const before = [at - 1, at - 2].find((i) => ONE_DAY_MORE.has(tokens[i]?.text ?? ''));
    if (before !== undefined) return { from: before, next: at + 1, daysBack: 2 };
  }
  return { from: at, next: at + 1, daysBack };
}

const unitOf = (token: Token | undefined): number | undefined =>
  token?.kind === 'word' ? UNIT_MINUTES.get(token.text) : undefined;

/** How many: `3`, `an`, `half an`, `eine halbe`; none written before a unit is one. */
function amountAt(tokens: Token[], at: number): { amount: number; next: number } | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'number') return token.value < 1000 ? { amount: token.value, next: at + 1 } : undefined;
  if (HALVES.has(token.text)) return { amount: 0.5, next: ONES.has(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1 };
  if (ONES.has(token.text)) {
    if (!HALVES.has(tokens[at + 1]?.text ?? '')) return { amount: 1, next: at + 1 };
    // "une demi-heure"
    return { amount: 0.5, next: tokens[at + 2]?.text === '-' ? at + 3 : at + 2 };
  }
  return unitOf(token) === undefined || token.text.length === 1 ? undefined : { amount: 1, next: at };
}

function timeBack(tokens: Token[], at: number): Relative | undefined {
  const token = tokens[at];
  if (!token || token.kind === 'sign') return undefined;
  const before = token.kind === 'word' && AGO_BEFORE.has(token.text);
  let start = before ? at + 1 : at;
  if (before && token.text === 'il') {
    if (tokens[at + 1]?.text !== 'y') return undefined;
    start = at + 3;
  } else if (before && tokens[start]?.text === '.') start++;
  const count = amountAt(tokens, start);
  const unit = count && unitOf(tokens[count.next]);
  if (count === undefined || unit === undefined) return undefined;
  const back = { from: at, minutesBack: Math.round(count.amount * unit), unit: Math.min(1, count.amount) * unit };
  const behind = tokens[count.next + 1]?.text === '.' ? count.next + 2 : count.next + 1;
  if (before) return { ...back, next: count.next + 1 };
  return AGO_AFTER.has(tokens[behind]?.text ?? '') ? { ...back, next: behind + 1 } : undefined;
}
