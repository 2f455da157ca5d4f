import { describe, expect, it } from '@jest/globals';
import { bareClock, findDates } from './find.js';
import { settleDate, settleList, type DateContext } from './resolve.js';

const context: DateContext = { now: Date.parse('2026-03-10T12:00:00Z'), timeZone: 'Europe/Kyiv' };
const read = (text: string, with_: Partial<DateContext> = {}): string | undefined => {
  const written = findDates(text)[0];
  return written && settleDate(written, { ...context, ...with_ })?.value;
};

describe('a date in words', () => {
  it.each([
    ['en', 'December 5th, 2025 at 10:34 pm', '2025-12-05T22:34:00+02:00'],
    ['en', 'Fri, 5 Dec 2025 10:34', '2025-12-05T10:34:00+02:00'],
    ['ru', 'пятница, 5 декабря 2025 г., 10:34', '2025-12-05T10:34:00+02:00'],
    ['uk', '5 грудня 2025 року о 10:34', '2025-12-05T10:34:00+02:00'],
    ['be', '5 снежня 2025, 10:34', '2025-12-05T10:34:00+02:00'],
    ['pl', 'piątek, 5 grudnia 2025, godz. 10:34', '2025-12-05T10:34:00+02:00'],
    ['de', 'Freitag, 5. Dezember 2025, 10.34 Uhr', '2025-12-05T10:34:00+02:00'],
    ['fr', 'le vendredi 5 décembre 2025 à 10h34', '2025-12-05T10:34:00+02:00'],
    ['es', '5 de diciembre de 2025 a las 10:34', '2025-12-05T10:34:00+02:00'],
    ['it', 'venerdì 5 dicembre 2025, ore 10:34', '2025-12-05T10:34:00+02:00'],
    ['pt', '5 de dezembro de 2025 às 10h34', '2025-12-05T10:34:00+02:00'],
    ['cs', 'pátek 5. prosince 2025 10:34', '2025-12-05T10:34:00+02:00'],
    ['bg', '5 декември 2025 г. в 10:34', '2025-12-05T10:34:00+02:00'],
    ['tr', '5 Aralık 2025 Cuma, 10:34', '2025-12-05T10:34:00+02:00'],
    ['hu', '2025. december 5. 10:34', '2025-12-05T10:34:00+02:00'],
    ['ja', '2025年12月5日 10:34', '2025-12-05T10:34:00+02:00'],
    ['ar', 'الجمعة، 05 ديسمبر 2025 - 10:34', '2025-12-05T10:34:00+02:00'],
    ['a time before it', '10:34, 5 декабря 2025', '2025-12-05T10:34:00+02:00'],
    ['no time', '5 декабря 2025', '2025-12-05'],
    ['pl', '5 XII 2025, 10:34', '2025-12-05T10:34:00+02:00'],
    ['ko', '2025년 12월 5일 오후 2:34', '2025-12-05T14:34:00+02:00'],
  ])('is read in %s: %s', (_language, text, value) => {
    expect(read(text)).toBe(value);
  });

  it('keeps the words of the page', () => {
    expect(findDates('Опубликовано: 5 декабря, 10:34 | Мир')[0]?.text).toBe('5 декабря, 10:34');
  });

  it('does not take the first part of a clock for a day', () => {
    expect(findDates('may 10:34')).toEqual([]);
  });
});

describe('a machine-readable date', () => {
  it.each([
    ['2025-12-15T09:55:00+02:00', '2025-12-15T09:55:00+02:00'],
    ['2025-12-15T09:55:01.123Z', '2025-12-15T09:55:01Z'],
    ['2025-12-15 09:55:00 -0500', '2025-12-15T09:55:00-05:00'],
    ['Mon, 15 Dec 2025 09:55:00 GMT', '2025-12-15T09:55:00Z'],
    ['Mon Dec 15 2025 09:55:00 GMT+0200', '2025-12-15T09:55:00+02:00'],
    ['20251215T0955', '2025-12-15T09:55:00+02:00'],
    ['20251215T095501Z', '2025-12-15T09:55:01Z'],
    ['20251215095501', '2025-12-15T09:55:01+02:00'],
    ['20251215', '2025-12-15'],
    ['2025-12-15', '2025-12-15'],
  ])('is read: %s', (text, value) => {
    expect(read(text)).toBe(value);
  });
});

describe('the order of a numeric date', () => {
  it.each([
    ['a day over 12', '12/15/2025 - 09:55', '2025-12-15T09:55:00+02:00'],
    ['a day over 12', '15.12.2025 09:55', '2025-12-15T09:55:00+02:00'],
    ['a weekday that fits', 'пт, 03/06/2026 - 09:55', '2026-03-06T09:55:00+02:00'],
    ['a day over 12, without a year', '25.12., 10:34', '2025-12-25T10:34:00+02:00'],
    ['a day over 12, without a year', '10:34, 12/25', '2025-12-25T10:34:00+02:00'],
    ['stops between', '05.12. 10:34', '2025-12-05T10:34:00+02:00'],
    ['the past', '04/03/2026', '2026-03-04'],
    ['the past, when day first would be to come', '02/11/2026', '2026-02-11'],
  ])('is settled by %s: %s', (_evidence, text, value) => {
    expect(read(text)).toBe(value);
  });

  it('follows the other dates of the page', () => {
    expect(read('02/03/2026', { order: 'month-first' })).toBe('2026-02-03');
    expect(read('02/03/2026', { order: 'day-first' })).toBe('2026-03-02');
  });
});

describe('a relative date', () => {
  it.each([
    ['вчера, 10:34', '2026-03-09T10:34:00+02:00'],
    ['учора о 12:00', '2026-03-09T12:00:00+02:00'],
    ['сьогодні, 08:15', '2026-03-10T08:15:00+02:00'],
    ['gestern, 23:10 Uhr', '2026-03-09T23:10:00+02:00'],
    ['2 hours ago', '2026-03-10T12:00:00+02:00'],
    ['vor 3 Stunden', '2026-03-10T11:00:00+02:00'],
    ['il y a 20 minutes', '2026-03-10T13:40:00+02:00'],
    ['hace 5 horas', '2026-03-10T09:00:00+02:00'],
    ['5 минут назад', '2026-03-10T13:55:00+02:00'],
    ['3 дні тому', '2026-03-07'],
    ['yesterday', '2026-03-09'],
  ])('counts back from the capture: %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it('is a bare time today, in a list of the day', () => {
    const written = bareClock('10:34');
    expect(written && settleDate(written, context)?.value).toBe('2026-03-10T10:34:00+02:00');
  });
});

describe('a bare time', () => {
  it('that is still to come was yesterday', () => {
    const written = bareClock('23:10');
    expect(written && settleDate(written, context)?.value).toBe('2026-03-09T23:10:00+02:00');
  });
});

describe('a word for a day', () => {
  it('in a sentence is no date', () => {
    expect(findDates('Hier finden Sie alle Bilder der Woche')).toEqual([]);
  });
});

describe('a zone', () => {
  it('is the date’s own before the source’s', () => {
    expect(read('5 Dec 2025 10:34 EST')).toBe('2025-12-05T10:34:00-05:00');
  });

  it('is the source’s before the page’s, with the clocks of that day', () => {
    expect(read('5 июля 2025, 10:34', { pageOffset: 60 })).toBe('2025-07-05T10:34:00+03:00');
  });

  it('is the page’s when the source has none', () => {
    const { now } = context;
    const written = findDates('5 июля 2025, 10:34')[0];
    expect(written && settleDate(written, { now, pageOffset: 60 })).toMatchObject({
      value: '2025-07-05T10:34:00+01:00',
      zone: 'page',
    });
  });

  it('is never guessed', () => {
    const written = findDates('5 июля 2025, 10:34')[0];
    expect(written && settleDate(written, { now: context.now })).toMatchObject({
      value: '2025-07-05T10:34:00',
      zone: 'unknown',
    });
  });
});

describe('a year left out', () => {
  const years = (texts: readonly string[], now: string): (string | undefined)[] =>
    settleList(
      texts.map((t) => findDates(t)[0]),
      { ...context, now: Date.parse(now) },
    ).map((d) => d?.value.slice(0, 10));

  it('is that of the latest such day not after the capture', () => {
    expect(years(['5 декабря, 10:34'], '2026-03-10T12:00:00Z')).toEqual(['2025-12-05']);
    expect(years(['5 марта, 10:34'], '2026-03-10T12:00:00Z')).toEqual(['2026-03-05']);
  });

  it('is found for a whole list, over the turn of the year', () => {
    expect(years(['2 января', '30 декабря', '28 декабря'], '2026-01-03T12:00:00Z')).toEqual([
      '2026-01-02',
      '2025-12-30',
      '2025-12-28',
    ]);
  });

  it('is found for a whole list that ends after the capture’s day of the year', () => {
    expect(years(['5 декабря', '24 ноября', '19 ноября'], '2026-11-24T12:00:00Z')).toEqual([
      '2025-12-05',
      '2025-11-24',
      '2025-11-19',
    ]);
  });
});

describe('what is no date', () => {
  it.each([
    'version 1.2.3',
    'won 3.2 on points',
    '10.11',
    'Mon, 12',
    'so 10:34',
    'a minute of silence',
    '31.02.2025',
    '99/99/2025',
    'call 0800 12 34 56',
    'mars is red',
    '5',
    '',
  ])('is left alone: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('lies more than a day after the capture', () => {
    expect(read('5 декабря 2031, 10:34')).toBeUndefined();
  });
});
