import { describe, expect, it } from '@jest/globals';
import { findDates } from './find.js';
import { CALENDARS } from './languages.fixture.js';
import { settleDate, type DateContext, type SettledDate } from './resolve.js';

/** A Tuesday. */
const now = Date.parse('2026-03-10T12:00:00Z');
const context: DateContext = { now, timeZone: 'UTC' };
const DAY = 86_400_000;

const settle = (text: string, with_: Partial<DateContext> = {}): SettledDate | undefined => {
  const written = findDates(text)[0];
  return written && settleDate(written, { ...context, ...with_ });
};
const read = (text: string, with_?: Partial<DateContext>): string | undefined => settle(text, with_)?.value;

const pad = (n: number): string => String(n).padStart(2, '0');
const weekdayOf = (year: number, month: number, day: number): number =>
  (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;

/** Days and months of 2025 that can be read both ways, of which only the day-first reading falls on the weekday. */
function ambiguous(weekday: number): { day: number; month: number } {
  for (let day = 1; day <= 12; day++) {
    for (let month = 1; month <= 12; month++) {
      if (day !== month && weekdayOf(2025, month, day) === weekday && weekdayOf(2025, day, month) !== weekday)
        return { day, month };
    }
  }
  throw new Error('unreachable');
}

describe.each(Object.entries(CALENDARS))('dates in %s', (_language, calendar) => {
  const months = calendar.months.split(' ');
  const short = calendar.short === '' ? [] : calendar.short.split(' ');
  const weekdays = calendar.weekdays.split(' ');

  it('are read in every month and on every weekday, with their time', () => {
    const dates = months.map((month, i) => ({
      month,
      number: i + 1,
      weekday: weekdays[weekdayOf(2025, i + 1, 14)] ?? '',
    }));
    const texts = dates.map(({ month, weekday }) =>
      calendar.full
        .replace('WEEKDAY', weekday)
        .replace('DAY', '14')
        .replace('MONTH', month)
        .replace('YEAR', '2025')
        .replace('TIME', '10:34'),
    );
    expect(texts.map((text) => read(text))).toEqual(dates.map(({ number }) => `2025-${pad(number)}-14T10:34:00Z`));
  });

  it('are read with short months, in capitals, and without a year', () => {
    const value = (n: number): string => `2025-${pad(n)}-03`;
    expect(short.map((month) => read(`3 ${month} 2025`))).toEqual(short.map((_, i) => value(i + 1)));
    expect(months.map((month) => read(`3 ${month.toUpperCase()} 2025`))).toEqual(months.map((_, i) => value(i + 1)));
    // The latest such day not after 10 March 2026.
    expect(months.map((month) => read(`3 ${month}, 10:34`))).toEqual(
      months.map((_, i) => `${i < 3 ? '2026' : '2025'}-${pad(i + 1)}-03T10:34:00Z`),
    );
  });

  it.each(weekdays.map((weekday, i): [string, number] => [weekday, i]))(
    'in figures are put in order by their weekday: %s',
    (weekday, i) => {
      const { day, month } = ambiguous(i);
      const figures = `${pad(day)}/${pad(month)}/2025`;
      const value = `2025-${pad(month)}-${pad(day)}`;
      expect(read(`${weekday}, ${figures}`, { order: 'month-first' })).toBe(value);
      expect(read(`${figures}, ${weekday}`, { order: 'month-first' })).toBe(value);
    },
  );

  it('are read with the hour of a 12-hour clock', () => {
    expect(read(calendar.twelve)).toBe('2025-12-05T14:34:00Z');
  });

  it.each(calendar.minutes)('are counted back from the capture: %s', (text, minutes) => {
    expect(settle(text)).toMatchObject({
      value: new Date(now - minutes * 60_000).toISOString().replace('.000', ''),
      asWritten: text.replace(/\.$/, ''),
      precision: minutes >= 60 ? 'hour' : 'minute',
    });
  });

  it.each(calendar.days)('are counted back from the day of the capture: %s', (text, days) => {
    expect(settle(text)).toMatchObject({
      value: new Date(now - days * DAY).toISOString().slice(0, 10),
      precision: 'day',
    });
  });

  it('of yesterday and of a weekday have their time', () => {
    expect(read(calendar.yesterday)).toBe('2026-03-09T23:10:00Z');
    expect(read(calendar.monday)).toBe('2026-03-09T08:15:00Z');
  });

  it('have no zone unless something tells it', () => {
    const written = findDates(calendar.yesterday)[0];
    expect(written && settleDate(written, { now })).toMatchObject({ value: '2026-03-09T23:10:00', zone: 'unknown' });
  });
});
