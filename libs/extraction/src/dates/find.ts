import { clockAt, type Clock } from './clock.js';
import { AGO_AFTER, AGO_BEFORE, DAYS_BACK, FILLER, MONTH_OF, UNIT_MINUTES, WEEKDAY_OF } from './names.js';
import { tokensOf, type Token } from './tokens.js';
import type { WrittenDate } from './written.js';

type Parts = Omit<WrittenDate, 'start' | 'end' | 'text'>;
interface Reading extends Parts {
  next: number;
}

const monthOf = (token: Token | undefined): number | undefined =>
  token?.kind === 'word' ? MONTH_OF.get(token.text) : undefined;
const dayOf = (token: Token | undefined): number | undefined =>
  token?.kind === 'number' && token.value >= 1 && token.value <= 31 && token.end - token.start <= 2
    ? token.value
    : undefined;
const yearOf = (token: Token | undefined): number | undefined =>
  token?.kind === 'number' && token.end - token.start === 4 && token.value >= 1900 && token.value <= 2100
    ? token.value
    : undefined;

/** Skips dots, commas and small words ("de", "um", "г.") that mean nothing to a date. */
function skip(tokens: Token[], from: number, signs: string, most = 3): number {
  let at = from;
  while (at - from < most) {
    const token = tokens[at];
    if (
      !token ||
      !(token.kind === 'word' ? FILLER.has(token.text) : token.kind === 'sign' && signs.includes(token.text))
    )
      break;
    at++;
  }
  return at;
}

const SEPARATORS = '.-/–';

/** `2025-12-15`, `15.12.2025`, `12/15/2025`, `15.12.25`. */
function numeric(tokens: Token[], at: number): Reading | undefined {
  const [a, s1, b, s2, c] = tokens.slice(at, at + 5);
  if (a?.kind !== 'number' || b?.kind !== 'number' || !s1 || !SEPARATORS.includes(s1.text)) return undefined;
  const year = yearOf(a);
  if (year !== undefined && s2?.text === s1.text) {
    const month = dayOf(b);
    const day = dayOf(c);
    return month !== undefined && day !== undefined && month <= 12 ? { year, month, day, next: at + 5 } : undefined;
  }
  const x = dayOf(a);
  const y = dayOf(b);
  if (x === undefined || y === undefined || c?.kind !== 'number' || s2?.text !== s1.text) return undefined;
  const width = c.end - c.start;
  const full = yearOf(c) ?? (width === 2 && c.value < 80 ? 2000 + c.value : undefined);
  if (full === undefined) return undefined;
  const next = at + 5;
  if (x > 12 && y <= 12) return { year: full, day: x, month: y, order: 'day-first', next };
  if (y > 12 && x <= 12) return { year: full, day: y, month: x, order: 'month-first', next };
  if (x > 12) return undefined;
  return { year: full, day: x, month: y, ...(x === y ? {} : { ambiguous: true }), next };
}

/** `20251215` and `20251215T0955`, as meta elements and addresses have it. */
function compact(token: Token): Parts | undefined {
  if (token.kind !== 'number' || token.end - token.start !== 8) return undefined;
  const year = Math.floor(token.value / 10000);
  const month = Math.floor(token.value / 100) % 100;
  const day = token.value % 100;
  return year >= 1990 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? { year, month, day }
    : undefined;
}

/** `5 декабря 2025`, `15. Dezember`, `5 de diciembre de 2025`, `December 5th, 2025`, `2025. december 5.`, `2025年12月5日`. */
function worded(tokens: Token[], at: number): Reading | undefined {
  const first = tokens[at];
  const leadYear = yearOf(first);
  if (leadYear !== undefined) {
    const unit = tokens[at + 1]?.text ?? '';
    if (unit === '年' || unit === '년') {
      const month = dayOf(tokens[at + 2]);
      const day = dayOf(tokens[at + 4]);
      if (month === undefined || day === undefined || month > 12) return undefined;
      return { year: leadYear, month, day, next: at + 6 };
    }
    const monthAt = skip(tokens, at + 1, '.,');
    const month = monthOf(tokens[monthAt]);
    const dayAt = skip(tokens, monthAt + 1, '.');
    const day = dayOf(tokens[dayAt]);
    return month !== undefined && day !== undefined ? { year: leadYear, month, day, next: dayAt + 1 } : undefined;
  }
  const day = dayOf(first);
  if (day !== undefined) {
    const monthAt = skip(tokens, at + 1, '.-ºª°/', 3);
    const month = monthOf(tokens[monthAt]);
    if (month === undefined) return undefined;
    return withYear(tokens, { month, day, next: monthAt + 1 });
  }
  const month = monthOf(first);
  if (month === undefined) return undefined;
  const dayAt = skip(tokens, at + 1, '.-/');
  const late = dayOf(tokens[dayAt]);
  if (late === undefined || tokens[dayAt + 1]?.text === ':') return undefined;
  return withYear(tokens, { month, day: late, next: skip(tokens, dayAt + 1, '', 1) });
}

function withYear(tokens: Token[], reading: Reading): Reading {
  const at = skip(tokens, reading.next, ".,-/’'", 3);
  const token = tokens[at];
  const year = yearOf(token);
  if (year !== undefined && token) return { ...reading, year, next: skip(tokens, at + 1, '.', 2) };
  return reading;
}

/** `вчера`, `3 hours ago`, `vor 3 Stunden`, `an hour ago`. */
function relative(tokens: Token[], at: number): Reading | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'word') {
    const daysBack = DAYS_BACK.get(token.text);
    if (daysBack !== undefined) return { daysBack, next: at + 1 };
  }
  const before = token.kind === 'word' && AGO_BEFORE.has(token.text);
  let numberAt = before ? at + 1 : at;
  if (before && tokens[at]?.text === 'il' && tokens[at + 1]?.text === 'y') numberAt = at + 3;
  const count = tokens[numberAt];
  if (!count) return undefined;
  const amount =
    count.kind === 'number' && count.value < 1000 ? count.value : UNIT_MINUTES.has(count.text) ? 1 : undefined;
  if (amount === undefined) return undefined;
  const unitAt = count.kind === 'number' ? numberAt + 1 : numberAt;
  const unit = UNIT_MINUTES.get(tokens[unitAt]?.text ?? '');
  if (unit === undefined) return undefined;
  if (before) return { minutesBack: amount * unit, next: unitAt + 1 };
  const agoAt = tokens[unitAt + 1]?.text === '.' ? unitAt + 2 : unitAt + 1;
  return AGO_AFTER.has(tokens[agoAt]?.text ?? '') ? { minutesBack: amount * unit, next: agoAt + 1 } : undefined;
}

function withClock(reading: Reading, clock: Clock): Reading {
  const { next, ...time } = clock;
  return { ...reading, ...time, next };
}

/** Adds a time of day behind the date, if one stands there. */
function clockBehind(tokens: Token[], reading: Reading): Reading {
  for (let at = reading.next, skipped = 0; skipped <= 4 && at < tokens.length; at++, skipped++) {
    const clock = clockAt(tokens, at);
    if (clock) return withClock(reading, clock);
    const token = tokens[at];
    if (
      !token ||
      !(
        token.text === 't' ||
        FILLER.has(token.text) ||
        WEEKDAY_OF.has(token.text) ||
        '.,-–—|•·/@:()'.includes(token.text)
      )
    )
      break;
  }
  return reading;
}

/** A time of day just before the date: "09:55, 15 December". Returns its first token. */
function clockBefore(tokens: Token[], at: number): { clock: Clock; from: number } | undefined {
  for (let from = at - 1; from >= 0 && from >= at - 9; from--) {
    const clock = clockAt(tokens, from);
    if (!clock) continue;
    return skip(tokens, clock.next, ',.-–—|•·/', 4) >= at || clock.next === at ? { clock, from } : undefined;
  }
  return undefined;
}

/** A text that says "yesterday" and is longer than this says something else. */
const LONGEST_DAY = 30;

/** The dates written in a short text (a line, a label, an attribute), in order, not overlapping. */
export function findDates(text: string): WrittenDate[] {
  if (text.length > 400) return [];
  const tokens = tokensOf(text);
  const found: WrittenDate[] = [];
  let free = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    const whole = compact(token);
    let reading = numeric(tokens, at) ?? worded(tokens, at) ?? relative(tokens, at);
    reading ??= whole && { ...whole, next: at + 1 };
    if (!reading) continue;
    let from = at;
    const weekdayAt = [at - 1, at - 2].find((i) => i >= free && WEEKDAY_OF.has(tokens[i]?.text ?? ''));
    const weekday = weekdayAt === undefined ? undefined : WEEKDAY_OF.get(tokens[weekdayAt]?.text ?? '');
    if (weekdayAt !== undefined) from = weekdayAt;
    if (reading.minutesBack === undefined) reading = clockBehind(tokens, reading);
    if (reading.hour === undefined && reading.minutesBack === undefined) {
      const before = clockBefore(tokens, from);
      if (before && before.from >= free) {
        reading = withClock({ ...reading }, { ...before.clock, next: reading.next });
        from = before.from;
      }
    }
    // "Today" in a sentence is no date; "hier" is yesterday in one language and here in another.
    if (reading.daysBack !== undefined && reading.hour === undefined && text.length > LONGEST_DAY) continue;
    const { next, ...parts } = reading;
    const start = tokens[from]?.start ?? 0;
    const end = tokens[Math.min(next, tokens.length) - 1]?.end ?? text.length;
    found.push({ start, end, text: text.slice(start, end), ...parts, ...(weekday === undefined ? {} : { weekday }) });
    free = next;
    at = Math.max(at, next - 1);
  }
  return found;
}

/** A bare time of day ("10:34") that is all a text says, as lists of the day's news have it. */
export function bareClock(text: string): WrittenDate | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 12) return undefined;
  const tokens = tokensOf(trimmed);
  const clock = clockAt(tokens, 0);
  if (!clock || clock.next !== tokens.length) return undefined;
  const { next: _next, ...time } = clock;
  return { start: 0, end: text.length, text: trimmed, daysBack: 0, bare: true, ...time };
}
