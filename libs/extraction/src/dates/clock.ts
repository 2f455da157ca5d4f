import { IS_AFTERNOON, LEADING_HALF, ZONE_OFFSET } from './names.js';
import type { Token } from './tokens.js';

/** A time of day and the index of the token behind it. */
export interface Clock {
  hour: number;
  minute: number;
  second?: number;
  offsetMinutes?: number;
  next: number;
}

const is = (token: Token | undefined, text: string): boolean => token?.text === text;
const num = (token: Token | undefined, max: number): number | undefined =>
  token?.kind === 'number' && token.value <= max && token.end - token.start <= 2 ? token.value : undefined;
const adjacent = (a: Token | undefined, b: Token | undefined): boolean => a?.end === b?.start;

function meridiem(tokens: Token[], at: number): { pm: boolean; next: number } | undefined {
  const word = tokens[at]?.text ?? '';
  const pm = IS_AFTERNOON.get(word);
  if (pm !== undefined) return { pm, next: is(tokens[at + 1], '.') && !word.endsWith('m') ? at + 2 : at + 1 };
  if ((word === 'a' || word === 'p') && is(tokens[at + 1], '.') && is(tokens[at + 2], 'm')) {
    return { pm: word === 'p', next: is(tokens[at + 3], '.') ? at + 4 : at + 3 };
  }
  return undefined;
}

/** Reads `Z`, `EET`, `+02:00`, `+0200`, `GMT+2`, with or without brackets, at token `start`. */
export function zoneAt(tokens: Token[], start: number): { offset: number; next: number } | undefined {
  let at = start;
  if (is(tokens[at], '(')) at++;
  const named = tokens[at]?.kind === 'word' ? ZONE_OFFSET.get(tokens[at]?.text ?? '') : undefined;
  if (named !== undefined) at++;
  const sign = tokens[at]?.text;
  const digits = tokens[at + 1];
  // A dash with blanks around it separates; a minus sign touches its number.
  if ((sign === '+' || sign === '-' || sign === '−') && digits?.kind === 'number' && adjacent(tokens[at], digits)) {
    const width = digits.end - digits.start;
    let hours = digits.value;
    let minutes = 0;
    let next = at + 2;
    if (width === 4) {
      hours = Math.floor(digits.value / 100);
      minutes = digits.value % 100;
    } else if (is(tokens[next], ':') && num(tokens[next + 1], 59) !== undefined) {
      minutes = tokens[next + 1]?.value ?? 0;
      next += 2;
    } else if (named === undefined && width !== 2) {
      return undefined;
    }
    if (hours > 14 || minutes > 59) return undefined;
    const total = hours * 60 + minutes;
    return { offset: sign === '+' ? total : -total, next };
  }
  return named === undefined ? undefined : { offset: named, next: is(tokens[at], ')') ? at + 1 : at };
}

/**
 * Reads a time of day at token `at`: `10:34`, `10:34:05`, `9.30 Uhr`, `18h05`, `5 p.m.`, `2:34 пп`, `ÖS 2:34`, with a zone
 * behind it.
 */
export function clockAt(tokens: Token[], at: number): Clock | undefined {
  const lead = tokens[at];
  if (lead?.kind !== 'word') return clockFrom(tokens, at, undefined);
  return LEADING_HALF.has(lead.text) ? clockFrom(tokens, at + 1, IS_AFTERNOON.get(lead.text)) : undefined;
}

function clockFrom(tokens: Token[], at: number, leading: boolean | undefined): Clock | undefined {
  let hour = num(tokens[at], 24);
  if (hour === undefined) return undefined;
  let minute = 0;
  let second: number | undefined;
  let next = at + 1;
  const sign = tokens[next];
  const two = tokens[next + 1];
  const minutes = num(two, 59);
  const tight = minutes !== undefined && two !== undefined && two.end - two.start === 2;
  let sure = true;
  if (sign?.text === ':' && tight) {
    minute = minutes;
    next += 2;
    const seconds = num(tokens[next + 1], 60);
    if (is(tokens[next], ':') && seconds !== undefined) {
      second = Math.min(seconds, 59);
      next += 2;
      const fraction = tokens[next + 1];
      if (is(tokens[next], '.') && fraction?.kind === 'number' && adjacent(tokens[next], fraction)) next += 2;
    }
  } else if ((sign?.text === 'h' || sign?.text === 'g') && tight && adjacent(sign, two)) {
    minute = minutes;
    next += 2;
  } else if (sign?.text === '.' && tight && adjacent(sign, two)) {
    minute = minutes;
    next += 2;
    sure = false;
  } else if (sign?.text === 'h' && adjacent(tokens[at], sign)) {
    next += 1;
  } else {
    sure = false;
  }
  // Bulgarian: "2:34 ч. pm", "14:34 ч."
  if (sure && is(tokens[next], 'ч')) next += is(tokens[next + 1], '.') ? 2 : 1;
  const half = leading === undefined ? meridiem(tokens, next) : { pm: leading, next };
  if (half) {
    if (hour > 12 && !half.pm) return undefined;
    if (half.pm && hour < 12) hour += 12;
    else if (!half.pm && hour === 12) hour = 0;
    next = half.next;
    sure = true;
  } else if (!sure && is(tokens[next], 'uhr')) {
    next++;
    sure = true;
  } else if (is(tokens[next], 'uhr')) {
    next++;
  }
  if (!sure || hour > 23) return undefined;
  const offset = zoneAt(tokens, next);
  return {
    hour,
    minute,
    ...(second === undefined ? {} : { second }),
    ...(offset ? { offsetMinutes: offset.offset } : {}),
    next: offset ? offset.next : next,
  };
}
