import { describe, expect, it } from '@jest/globals';
import { freshForMs, parseHttpDate, readHeaders, retryAfterMs } from './headers.js';
import { defaultFetchLimits } from './limits.js';

const NOW = Date.UTC(2026, 10, 2, 12, 0, 0);
const DAY = 24 * 3600 * 1000;

describe('the headers of an answer', () => {
  it('have names in lower case, several of a name in one, and no prototype to be confused with', () => {
    const headers = readHeaders(['ETag', ' "1" ', 'Vary', 'a', 'vary', 'b', '__proto__', 'x'], defaultFetchLimits);
    expect(headers['etag']).toBe('"1"');
    expect(headers['vary']).toBe('a, b');
    expect(Object.getPrototypeOf(headers)).toBeNull();
    expect(headers['constructor']).toBeUndefined();
  });

  it('are read as UTF-8 where they are, else as Latin-1', () => {
    const utf8 = Buffer.from('/новини').toString('latin1');
    expect(readHeaders(['location', utf8, 'x', 'caf\u00e9'], defaultFetchLimits)).toMatchObject({
      location: '/новини',
      x: 'café',
    });
  });
});

describe('an HTTP-date', () => {
  it.each(['Mon, 02 Nov 2026 12:00:00 GMT', 'Monday, 02-Nov-26 12:00:00 GMT', 'Mon Nov  2 12:00:00 2026'])(
    'is read: %s',
    (text) => {
      expect(parseHttpDate(text)).toBe(NOW);
    },
  );

  it.each([
    '',
    '0',
    '-1',
    'tomorrow',
    '2026-11-02',
    'Mon, 02 Nov 2026 12:00:00 +0200',
    'Mon, 99 Nov 2026 12:00:00 GMT',
  ])('is not taken for one: "%s"', (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });
});

describe('Retry-After', () => {
  it.each<[string | undefined, number | undefined]>([
    ['120', 120_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Mon, 02 Nov 2026 12:02:00 GMT', 120_000],
    ['Mon, 02 Nov 2026 11:00:00 GMT', 0],
    ['99999999999', 7 * DAY],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('%p is %p ms', (text, expected) => {
    expect(retryAfterMs(text === undefined ? {} : { 'retry-after': text }, NOW)).toBe(expected);
  });
});

describe('how long an answer stays current', () => {
  const date = 'Mon, 02 Nov 2026 11:00:00 GMT';
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'cache-control': 'public, max-age=300' }, 300_000],
    [{ 'cache-control': 'MAX-AGE="300", s-maxage=9' }, 300_000],
    [{ 'cache-control': 'max-age=300', age: '100' }, 200_000],
    [{ 'cache-control': 'max-age=300', age: '1000' }, 0],
    [{ 'cache-control': 'max-age=300, no-cache' }, 0],
    [{ 'cache-control': 'no-store' }, 0],
    [{ 'cache-control': 'max-age=5, max-age=9' }, 5000],
    [{ 'cache-control': 'max-age=soon' }, undefined],
    [{ 'cache-control': 'private' }, undefined],
    [{ expires: 'Mon, 02 Nov 2026 12:10:00 GMT' }, 600_000],
    [{ expires: 'Mon, 02 Nov 2026 12:10:00 GMT', date }, 4_200_000],
    [{ expires: 'Mon, 02 Nov 2026 12:10:00 GMT', 'cache-control': 'max-age=1' }, 1000],
    [{ expires: '0' }, 0],
  ])('%p: %p ms', (headers, expected) => {
    expect(freshForMs(headers, NOW)).toBe(expected);
  });
});
