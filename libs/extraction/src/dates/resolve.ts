import type { FoundDate, ZoneOrigin } from '../types.js';
import type { WrittenDate } from './written.js';
import { yearsOf } from './year.js';
import { offsetOf, utcOf, wallTimeAt, wallTimeOfUtc, type WallTime } from './zone.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What the dates of one page are read with. */
export interface DateContext {
  /** Instant of the capture, ms since 1970. */
  now: number;
  /** The source's setting (IANA). */
  timeZone?: string;
  /** Minutes east of UTC in the page's own machine-readable dates. */
  pageOffset?: number;
  /** What the page's unambiguous numeric dates say; day first when nothing does. */
  order?: 'day-first' | 'month-first';
}

/** A date settled; where it was read (`method`) is the caller's to say. */
export type SettledDate = Omit<FoundDate, 'method'>;

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** `+02:00`, `Z`. */
export function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

const formatDay = (wall: WallTime): string => `${pad(wall.year, 4)}-${pad(wall.month)}-${pad(wall.day)}`;
const formatTime = (wall: WallTime): string => `${pad(wall.hour)}:${pad(wall.minute)}:${pad(wall.second)}`;

/** The day of the capture, found once for each page. */
const days = new WeakMap<DateContext, WallTime>();

function today(context: DateContext): WallTime {
  let day = days.get(context);
  if (!day) {
    day =
      context.timeZone === undefined
        ? wallTimeOfUtc(context.now + (context.pageOffset ?? 0) * MINUTE)
        : wallTimeAt(context.now, context.timeZone);
    days.set(context, day);
  }
  return day;
}

/** The zone of a wall time, never guessed: the date's own, the source's setting, the page's other dates, or none. */
function zoneOf(written: WrittenDate, wall: WallTime, context: DateContext): { offset?: number; zone: ZoneOrigin } {
  if (written.offsetMinutes !== undefined) return { offset: written.offsetMinutes, zone: 'date' };
  if (context.timeZone !== undefined) return { offset: offsetOf(wall, context.timeZone), zone: 'source' };
  if (context.pageOffset !== undefined) return { offset: context.pageOffset, zone: 'page' };
  return { zone: 'unknown' };
}

function relativeDate(written: WrittenDate, minutesBack: number, context: DateContext): SettledDate {
  const instant = context.now - minutesBack * MINUTE;
  const wall = context.timeZone === undefined ? wallTimeOfUtc(instant) : wallTimeAt(instant, context.timeZone);
  const asWritten = written.text;
  const zone = context.timeZone === undefined ? 'date' : 'source';
  if (minutesBack >= 1440) return { value: formatDay(wall), asWritten, precision: 'day', zone };
  wall.second = 0;
  const offset = context.timeZone === undefined ? 0 : offsetOf(wall, context.timeZone);
  return {
    value: `${formatDay(wall)}T${formatTime(wall)}${formatOffset(offset)}`,
    asWritten,
    precision: (written.unit ?? 1) >= 60 ? 'hour' : 'minute',
    zone,
  };
}

/** Year, month and day in the order that the evidence asks for: a weekday that fits, then the page's other dates. */
function calendarDays(written: WrittenDate, context: DateContext): { month: number; day: number }[] {
  const { month, day } = written;
  if (month === undefined || day === undefined) return [];
  const dayFirst = { month, day };
  if (!written.ambiguous) return [dayFirst];
  const monthFirst = { month: day, day: month };
  if (written.weekday !== undefined && written.year !== undefined) {
    const fits = [dayFirst, monthFirst].filter(
      (d) =>
        (new Date(Date.UTC(written.year ?? 0, d.month - 1, d.day)).getUTCDay() + 6) % 7 === (written.weekday ?? 0) - 1,
    );
    if (fits.length === 1) return fits;
  }
  return context.order === 'month-first' ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
}

/** The latest day of that name on which the time of day is not to come. */
function lastWeekday(written: WrittenDate, context: DateContext): WallTime {
  const noon = utcOf({ ...today(context), hour: 12 });
  const back = ((new Date(noon).getUTCDay() + 6) % 7) - ((written.weekday ?? 1) - 1);
  const day = wallTimeOfUtc(noon - ((back + 7) % 7) * DAY);
  const { offset = 0 } = zoneOf(written, { ...day, hour: written.hour ?? 0, minute: written.minute ?? 0 }, context);
  const at = utcOf({ ...day, hour: written.hour ?? 0, minute: written.minute ?? 0, second: 0 }) - offset * MINUTE;
  return at > context.now + 5 * MINUTE ? wallTimeOfUtc(utcOf({ ...day, hour: 12 }) - 7 * DAY) : day;
}

const existing = (year: number, month: number, day: number): boolean =>
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * Settles year, order and zone of one written date. `year` is the one found for its list (see `yearsOf`).
 * Undefined: no such day, or more than a day after the capture.
 */
export function settleDate(written: WrittenDate, context: DateContext, year?: number): SettledDate | undefined {
  if (written.minutesBack !== undefined) return relativeDate(written, written.minutesBack, context);
  const now = today(context);
  let candidates: { year: number; month: number; day: number }[];
  if (written.daysBack !== undefined) {
    const day = wallTimeOfUtc(utcOf({ ...now, hour: 12 }) - written.daysBack * DAY);
    candidates = [day];
  } else if (written.weekday !== undefined && written.month === undefined) {
    candidates = [lastWeekday(written, context)];
  } else {
    candidates = calendarDays(written, context).map((d) => ({
      ...d,
      year: written.year ?? year ?? yearsOf([d], now)[0] ?? now.year,
    }));
  }
  for (const { year: y, month, day } of candidates) {
    if (!existing(y, month, day)) continue;
    const wall: WallTime = {
      year: y,
      month,
      day,
      hour: written.hour ?? 0,
      minute: written.minute ?? 0,
      second: written.second ?? 0,
    };
    if (written.hour === undefined) {
      if (utcOf(wall) > context.now + 1.5 * DAY) continue;
      return { value: formatDay(wall), asWritten: written.text, precision: 'day', zone: 'unknown' };
    }
    const { offset, zone } = zoneOf(written, wall, context);
    const ahead = utcOf(wall) - (offset ?? 0) * MINUTE - context.now;
    if (written.bare && offset !== undefined && ahead > 5 * MINUTE) {
      return settleDate({ ...written, bare: false, daysBack: (written.daysBack ?? 0) + 1 }, context);
    }
    if (ahead > DAY) continue;
    return {
      value: `${formatDay(wall)}T${formatTime(wall)}${offset === undefined ? '' : formatOffset(offset)}`,
      asWritten: written.text,
      precision: written.second === undefined ? 'minute' : 'second',
      zone,
    };
  }
  return undefined;
}

/** Settles the dates of one list together: those without a year get theirs from all of them. */
export function settleList(
  dates: readonly (WrittenDate | undefined)[],
  context: DateContext,
): (SettledDate | undefined)[] {
  const yearless = dates.filter(
    (d): d is WrittenDate & { month: number; day: number } =>
      d?.year === undefined && d?.month !== undefined && d.day !== undefined,
  );
  const years = yearsOf(yearless, today(context));
  const yearFor = new Map<WrittenDate, number | undefined>(yearless.map((d, i) => [d, years[i]]));
  return dates.map((d) => d && settleDate(d, context, yearFor.get(d)));
}

/** The order that the page's unambiguous numeric dates prove, if they agree. */
export function orderOf(dates: readonly WrittenDate[]): 'day-first' | 'month-first' | undefined {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const { order } of dates) {
    if (order === 'day-first') dayFirst++;
    else if (order === 'month-first') monthFirst++;
  }
  return dayFirst === monthFirst ? undefined : dayFirst > monthFirst ? 'day-first' : 'month-first';
}
