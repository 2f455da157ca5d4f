import { clockAt, zoneAt, type Clock } from './clock.js';
import { FILLER, MONTH_OF, ROMAN_MONTH, WEEKDAY_OF } from './names.js';
import { relativeAt } from './relative.js';
import { JUST_NOW } from './relative-words.js';
import { tokensOf, type Token } from './tokens.js';
import type { WrittenDate } from './written.js';

type Parts = Omit<WrittenDate, 'start' | 'end' | 'text'>;
interface Reading extends Parts {
  /** Where it begins, if before the token it was found at. */
  from?: number;
  next: number;
  /** Is a date only with a time of day beside it. */
  needsClock?: boolean;
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
  const a = tokens[at];
  if (a?.kind !== 'number') return undefined;
  const [, s1, b, s2, c] = tokens.slice(at, at + 5);
  if (b?.kind !== 'number' || !s1 || !SEPARATORS.includes(s1.text)) return undefined;
  const year = yearOf(a);
  if (year !== undefined && s2?.text === s1.text) {
    const month = dayOf(b);
    const day = dayOf(c);
    return month !== undefined && day !== undefined && month <= 12 ? { year, month, day, next: at + 5 } : undefined;
  }
  const x = dayOf(a);
  const y = dayOf(b);
  if (x === undefined || y === undefined) return undefined;
  // "05.12. 10:34": what follows is the time of day.
  if (c?.kind !== 'number' || s2?.text !== s1.text || tokens[at + 5]?.text === ':')
    return withoutYear(tokens, at, x, y);
  const width = c.end - c.start;
  const full = yearOf(c) ?? (width === 2 && c.value < 80 ? 2000 + c.value : undefined);
  if (full === undefined) return undefined;
  const next = at + 5;
  if (x > 12 && y <= 12) return { year: full, day: x, month: y, order: 'day-first', next };
  if (y > 12 && x <= 12) return { year: full, day: y, month: x, order: 'month-first', next };
  if (x > 12) return undefined;
  return { year: full, day: x, month: y, ...(x === y ? {} : { ambiguous: true }), next };
}

/** `05.12., 10:34`, `05/12 10:34`: a day and a month of two digits beside a time of day. */
function withoutYear(tokens: Token[], at: number, x: number, y: number): Reading | undefined {
  const [a, s1, b, s2] = tokens.slice(at, at + 4);
  if (!a || !s1 || !b || a.end !== s1.start || s1.end !== b.start || b.end - b.start !== 2) return undefined;
  if (s1.text !== '.' && s1.text !== '/') return undefined;
  const next = s2?.text === '.' && s2.start === b.end ? at + 4 : at + 3;
  if (y <= 12 && (x > 12 || s1.text === '.')) return { day: x, month: y, next, needsClock: true };
  if (x <= 12 && y > 12 && s1.text === '/') return { day: y, month: x, next, needsClock: true };
  return x <= 12 && y <= 12
    ? { day: x, month: y, ...(x === y ? {} : { ambiguous: true }), next, needsClock: true }
    : undefined;
}

/** `20251215`, `20251215T0955` and `20251215095500`, as meta elements and addresses have it. */
function compact(tokens: Token[], at: number): Reading | undefined {
  const token = tokens[at];
  const digits = token?.kind === 'number' ? token.text : '';
  if (digits.length !== 8 && digits.length !== 12 && digits.length !== 14) return undefined;
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6, 8));
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const behind = tokens[at + 2];
  const apart = digits.length === 8 && tokens[at + 1]?.text === 't' && behind?.kind === 'number';
  const time = apart ? behind.text : digits.slice(8);
  const next = apart ? at + 3 : at + 1;
  const hour = Number(time.slice(0, 2));
  const minute = Number(time.slice(2, 4));
  if ((time.length !== 4 && time.length !== 6) || hour > 23 || minute > 59) return { year, month, day, next: at + 1 };
  const second = time.length === 6 ? { second: Math.min(59, Number(time.slice(4))) } : {};
  const zone = zoneAt(tokens, next);
  return {
    ...{ year, month, day, hour, minute, ...second },
    ...(zone ? { offsetMinutes: zone.offset, next: zone.next } : { next }),
  };
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
    const month = monthOf(tokens[monthAt]) ?? romanMonth(tokens, monthAt);
    if (month === undefined) return undefined;
    return withYear(tokens, { month, day, next: monthAt + 1 });
  }
  const month = monthOf(first);
  if (month === undefined) return undefined;
  const dayAt = skip(tokens, at + 1, '.-/');
  const late = dayOf(tokens[dayAt]);
  if (late === undefined || tokens[dayAt + 1]?.text === ':') return undefined;
  // "mar. 14 janv. 2025": a weekday that is also short for a month.
  if (WEEKDAY_OF.has(first?.text ?? '') && monthOf(tokens[skip(tokens, dayAt + 1, '.', 1)]) !== undefined)
    return undefined;
  return withYear(tokens, { month, day: late, next: skip(tokens, dayAt + 1, '', 1) });
}

/** `XII` of "5 XII 2025". */
function romanMonth(tokens: Token[], at: number): number | undefined {
  return yearOf(tokens[skip(tokens, at + 1, '.', 1)]) === undefined
    ? undefined
    : ROMAN_MONTH.get(tokens[at]?.text ?? '');
}

function withYear(tokens: Token[], reading: Reading): Reading {
  const at = skip(tokens, reading.next, ".,،，-/’'", 3);
  const token = tokens[at];
  const year = yearOf(token);
  if (year !== undefined && token) return { ...reading, year, next: skip(tokens, at + 1, '.', 2) };
  return reading;
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
        '.,،，-–—|•·/@:()'.includes(token.text)
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
    return skip(tokens, clock.next, ',،，.-–—|•·/', 4) >= at || clock.next === at ? { clock, from } : undefined;
  }
  return undefined;
}

/** A text that says "yesterday", or a weekday and an hour, and is longer than this says something else. */
const LONGEST_DAY = 30;
/** A day and a month in digits alone, or a date without a digit, are believed in lines that hold little else. */
const LONGEST_SHORT_DATE = 60;
/** Shorter words for weekdays mean too many other things. */
const SHORTEST_WEEKDAY = 4;

function readingAt(tokens: Token[], at: number): Reading | undefined {
  return numeric(tokens, at) ?? worded(tokens, at) ?? relativeAt(tokens, at) ?? compact(tokens, at);
}

/** `Montag, 10:34`, `понедельник, 10:34`: the latest such day. */
function weekdayAt(tokens: Token[], at: number): Reading | undefined {
  const weekday = WEEKDAY_OF.get(tokens[at]?.text ?? '');
  if (weekday === undefined || (tokens[at]?.text.length ?? 0) < SHORTEST_WEEKDAY) return undefined;
  return { weekday, next: at + 1, needsClock: true };
}

/** `05/12/2025 Cuma`: Turkish dates have the weekday last. */
function weekdayBehind(tokens: Token[], next: number): number | undefined {
  const token = tokens[',،，'.includes(tokens[next]?.text ?? ' ') ? next + 1 : next];
  return token?.kind === 'word' && token.text.length > 2 ? WEEKDAY_OF.get(token.text) : undefined;
}

/** The time of day beside a date: behind it, or else before. */
function withTime(tokens: Token[], reading: Reading, first: number, free: number): Reading {
  if (reading.minutesBack !== undefined || reading.hour !== undefined) return { ...reading, from: first };
  const behind = clockBehind(tokens, reading);
  if (behind.hour !== undefined) return { ...behind, from: first };
  const before = clockBefore(tokens, first);
  if (!before || before.from < free) return { ...reading, from: first };
  return { ...withClock(reading, { ...before.clock, next: reading.next }), from: before.from };
}

/** Words that a day may hang on: "posted yesterday", "Опубликовано вчера". */
const TOLD =
  /^(?:day$|posted|publi|updat|veröff|aktual|pubbl|actuali|aggiorn|atuali|опубл|обновл|оновл|актуал|zveřej|yayın)/;

/** Whether a word for a day is a line's own word, and not one of "news today". */
function standsAlone(tokens: Token[], from: number, next: number): boolean {
  const before = tokens[from - 1];
  return tokens[next]?.kind !== 'word' && (before?.kind !== 'word' || TOLD.test(before.text));
}

const wordsOf = (tokens: Token[]): string =>
  tokens
    .filter((t) => t.kind === 'word')
    .map((t) => t.text)
    .join(' ');

/** The weekday before a date, over a comma, a stop and the Portuguese "-feira". */
function weekdayBefore(tokens: Token[], first: number, free: number): number | undefined {
  for (let at = first - 1; at >= free && at >= first - 4; at--) {
    const text = tokens[at]?.text ?? '';
    if (WEEKDAY_OF.has(text)) return at;
    if (text !== 'feira' && !'-,،，.'.includes(text)) return undefined;
  }
  return undefined;
}

/** The dates written in a short text (a line, a label, an attribute), in order, not overlapping. */
export function findDates(text: string): WrittenDate[] {
  if (text.length > 400 || (text.length > LONGEST_SHORT_DATE && !/\d/.test(text))) return [];
  const tokens = tokensOf(text);
  const short = text.length <= LONGEST_DAY;
  if (short && JUST_NOW.has(wordsOf(tokens))) {
    return [{ start: 0, end: text.length, text, minutesBack: 0 }];
  }
  const found: WrittenDate[] = [];
  let free = 0;
  for (let at = 0; at < tokens.length; at++) {
    const bare = readingAt(tokens, at) ?? (short ? weekdayAt(tokens, at) : undefined);
    if (!bare) continue;
    const first = Math.max(free, bare.from ?? at);
    const named = weekdayBefore(tokens, first, free);
    const weekday = bare.weekday ?? WEEKDAY_OF.get(tokens[named ?? -1]?.text ?? '') ?? weekdayBehind(tokens, bare.next);
    const { next, from = first, needsClock = false, ...parts } = withTime(tokens, bare, named ?? first, free);
    const timed = parts.hour !== undefined;
    if (needsClock && (!timed || text.length > LONGEST_SHORT_DATE)) continue;
    // "Today" in a sentence or a label is no date; "hier" is yesterday in one language and here in another.
    if (parts.daysBack !== undefined && !timed && !(short && standsAlone(tokens, from, next))) continue;
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
