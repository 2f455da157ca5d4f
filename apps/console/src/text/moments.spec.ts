import { describe, expect, it } from '@jest/globals';
import { ago, momentOf } from './moments.js';

describe('momentOf', () => {
  it.each([
    ['2026-11-19T09:55:00+02:00', undefined, { day: '2026-11-19', time: '09:55', zone: '+02:00' }],
    ['2026-11-19T13:05:30.250Z', undefined, { day: '2026-11-19', time: '13:05', zone: 'UTC' }],
    ['2026-11-19T09:55', undefined, { day: '2026-11-19', time: '09:55' }],
    ['2026-11-19', undefined, { day: '2026-11-19' }],
    ['2026-11-19T00:00:00+02:00', 'day', { day: '2026-11-19' }],
  ])('shows of %s (precision %s) no more than is known', (dateTime, precision, expected) => {
    expect(momentOf(dateTime, precision)).toEqual(expected);
  });
});

describe('ago', () => {
  it('takes the largest unit that fits', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    expect(ago('2026-11-20T11:58:30Z', now)).toBe('1 min. ago');
    expect(ago('2026-11-17T12:00:00Z', now)).toBe('3 days ago');
    expect(ago('2026-11-20T14:00:00Z', now)).toBe('in 2 hr.');
    expect(ago('2026-11-20T12:00:00Z', now)).toBe('now');
  });
});
