/** A date as an article has it: parts of it, since not every date has an hour or a zone. */
export interface Moment {
  /** 2026-11-19 */
  day: string;
  /** 09:55, where the hour is known. */
  time?: string;
  /** `+02:00`, `UTC`; nothing where the zone is not known. */
  zone?: string;
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** As it stands in the document, in the article's own zone. */
export function momentOf(dateTime: string, precision?: string): Moment {
  const [, day = dateTime, time, zone] = DATE_TIME.exec(dateTime) ?? [];
  if (time === undefined || precision === 'day') return { day };
  return { day, time, ...(zone === undefined ? {} : { zone: zone === 'Z' ? 'UTC' : zone }) };
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `3 min. ago`, `in 2 hr.` */
export function ago(instant: string, now: number): string {
  const ms = Date.parse(instant) - now;
  const [unit, size] = UNITS.find(([, least]) => Math.abs(ms) >= least) ?? ['second', 1000];
  return relative.format(Math.trunc(ms / size), unit);
}

const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** In the reader's own zone. */
export const localTime = (instant: string): string => local.format(new Date(instant));
