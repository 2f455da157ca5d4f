import { collapse, findDates, orderOf, settleDate, type DateContext, type WrittenDate } from '#libs/extraction';
import { quoted, type Warnings } from '../warnings.js';
import { splitZone } from './zones.js';

/** Longer ones are no dates. */
const LONGEST = 120;
/** Year, month, day and perhaps a time as ISO 8601 and its neighbours have them, with or without signs between. */
const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d*)?)?)?$|^(\d{4})(\d\d)(\d\d)(?:T?\s?(\d\d)(\d\d)(\d\d)?)?$/i;
/** Software writes the first day of its calendar when it has no date. */
const FIRST_YEAR = 1971;

/** European digits for Arabic and Persian ones. */
const digits = (text: string): string =>
  text
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0));

/** The date that an element of a feed holds, as written; undefined when it cannot be read. */
export function readWritten(raw: string): WrittenDate | undefined {
  const text = digits(collapse(raw.slice(0, 1000))).slice(0, LONGEST);
  const epoch = /^(\d{10}|\d{13})$/.exec(text)?.[1];
  if (epoch !== undefined) {
    const instant = new Date(Number(epoch) * (epoch.length === 10 ? 1000 : 1));
    return { ...partsOf(instant), start: 0, end: text.length, text, offsetMinutes: 0 };
  }
  const { rest, offset } = splitZone(text);
  const found = isoDate(rest) ?? findDates(regular(rest))[0];
  if (!found) return undefined;
  return { ...found, text, ...(offset === undefined || found.hour === undefined ? {} : { offsetMinutes: offset }) };
}

function partsOf(instant: Date): Pick<WrittenDate, 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'> {
  return {
    year: instant.getUTCFullYear(),
    month: instant.getUTCMonth() + 1,
    day: instant.getUTCDate(),
    hour: instant.getUTCHours(),
    minute: instant.getUTCMinutes(),
    second: instant.getUTCSeconds(),
  };
}

function isoDate(text: string): WrittenDate | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour, minute, second] = found
    .slice(found[1] === undefined ? 7 : 1)
    .flatMap((part: string | undefined) => (part === undefined ? [] : [Number(part)]));
  if (month < 1 || month > 12 || day < 1 || day > 31 || (hour ?? 0) > 24 || (minute ?? 0) > 59) return undefined;
  const place = { start: 0, end: text.length, text };
  if (hour === undefined) return { ...place, year, month, day };
  if (hour < 24 && (second ?? 0) < 60) {
    return { ...place, year, month, day, hour, minute: minute ?? 0, ...(second === undefined ? {} : { second }) };
  }
  // 24:00 is the next day's 0:00, and a leap second is no second of ours.
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute ?? 0, Math.min(second ?? 0, 59)));
  const { second: exact, ...parts } = partsOf(instant);
  return { ...place, ...parts, ...(second === undefined ? {} : { second: exact ?? 0 }) };
}

/** A date in words with its years in four digits and its times in two: `15 Dec 25 9:5:0` → `15 Dec 2025 09:05:00`. */
function regular(text: string): string {
  return text
    .replace(
      /(\b\d{1,2}[\s-]+\p{L}+[.,]?[\s-]+)(\d\d)(?=[\s,]|$)/u,
      (_all, before: string, year: string) => `${before}${Number(year) < 70 ? '20' : '19'}${year}`,
    )
    .replace(/\b(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?![\d:])/, (_all, h: string, m: string, s?: string) =>
      [h, m, s].flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join(':'),
    );
}

/** The dates of one feed, settled together: numeric ones tell one another whether the day or the month comes first. */
export class FeedDates {
  /** Those that can be read one way only. */
  private readonly numeric: WrittenDate[] = [];
  private context: DateContext | undefined;
  private american = false;

  constructor(
    private readonly capturedAt: string,
    private readonly timeZone: string | undefined,
    private readonly warnings: Warnings,
  ) {}

  /** Reads one; call `settle` with it when all were read. */
  read(raw: string | undefined): WrittenDate | undefined {
    if (raw === undefined || raw.trim() === '') return undefined;
    const written = readWritten(raw);
    if (!written) {
      this.warnings.add('date-unreadable', `date: ${quoted(raw)} was not understood`);
      return undefined;
    }
    if (written.year !== undefined && written.year < FIRST_YEAR) return undefined;
    if (/\d\s?[AP]M\b/i.test(raw)) this.american = true;
    if (written.order !== undefined) this.numeric.push(written);
    return written;
  }

  /** RFC 3339 with or without offset, or a day; undefined when there is no such day, or it is still to come. */
  settle(date: WrittenDate | undefined): string | undefined {
    if (!date) return undefined;
    this.context ??= {
      now: Date.parse(this.capturedAt),
      ...(this.timeZone === undefined ? {} : { timeZone: this.timeZone }),
      order: orderOf(this.numeric) ?? (this.american ? 'month-first' : 'day-first'),
    };
    const settled = settleDate(date, this.context);
    if (!settled) this.warnings.add('date-ahead', `date: ${quoted(date.text)} is no day, or more than a day ahead`);
    return settled?.value;
  }
}
