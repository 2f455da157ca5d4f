import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MARKED_AFTER, nextPoll, type PollQuestion } from './next-poll.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-10T12:00:00Z');

const ask = (question: Partial<PollQuestion> = {}): { wait: number } & ReturnType<typeof nextPoll> => {
  const next = nextPoll({ now: NOW, history: [], failures: 0, jitter: 0, ...question });
  return { wait: next.dueAt - NOW, ...next };
};
const every = (gap: number, count: number, last = gap / 2): number[] =>
  Array.from({ length: count }, (_, i) => NOW - last - i * gap);

describe('a source', () => {
  it.each([5 * MINUTE, 20 * MINUTE, HOUR, 6 * HOUR])(
    'that publishes every %d ms is polled within half of it',
    (gap) => {
      const { wait, because } = ask({ history: every(gap, 30) });
      expect(wait).toBeLessThanOrEqual(gap / 2);
      expect(wait).toBeGreaterThan(gap / 3);
      expect(because).toBe('publishing');
    },
  );

  it('that is new is polled in a quarter of an hour, or when it asks to be', () => {
    expect(ask().wait).toBe(15 * MINUTE);
    expect(ask({ ttlMinutes: 60 }).wait).toBe(HOUR);
  });

  it('is polled once a minute at most and once a day at least', () => {
    expect(ask({ history: every(1000, 1000, 0) }).wait).toBeGreaterThanOrEqual(MINUTE);
    expect(ask({ history: [NOW - 100 * DAY] })).toMatchObject({ wait: DAY, because: 'silence' });
  });

  it('that put its whole archive out at once is not taken for a fast one', () => {
    expect(ask({ history: Array.from({ length: 50 }, () => NOW - 30 * MINUTE) }).wait).toBe(15 * MINUTE);
  });

  it('that falls silent is polled less and less', () => {
    const history = every(HOUR, 20, 0);
    const waits = [0, 6, 24, 72, 300].map(
      (hours) => nextPoll({ now: NOW + hours * HOUR, history, failures: 0, jitter: 0 }).interval,
    );
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(7 * HOUR);
  });

  it('that asks for patience gets it, up to its own pace', () => {
    expect(ask({ history: every(HOUR, 20), ttlMinutes: 45 }).wait).toBe(45 * MINUTE);
    expect(ask({ history: every(HOUR, 20), maxAgeSeconds: 2400 })).toMatchObject({
      wait: 40 * MINUTE,
      because: 'asked-to-wait',
    });
    expect(ask({ history: every(HOUR, 20), ttlMinutes: 1440 }).wait).toBeLessThanOrEqual(HOUR);
  });

  it('that sends Retry-After is left alone until then, for a day at most', () => {
    expect(ask({ history: every(HOUR, 20), retryAt: NOW + 3 * HOUR })).toMatchObject({
      wait: 3 * HOUR,
      because: 'asked-to-wait',
    });
    expect(ask({ failures: 1, retryAt: NOW + 30 * DAY }).wait).toBe(DAY);
  });
});

describe('a source that fails', () => {
  it('is polled half as often each time, down to once a day', () => {
    const waits = Array.from({ length: 14 }, (_, i) => ask({ history: every(10 * MINUTE, 20), failures: i + 1 }).wait);
    waits.slice(1, 8).forEach((wait, i) => {
      expect(wait).toBeCloseTo(2 * (waits[i] ?? 0), -1);
    });
    expect(waits.at(-1)).toBe(DAY);
  });

  it('is polled at different times by chance', () => {
    const waits = [0, 0.25, 0.5, 0.99].map((jitter) => ask({ failures: 5, jitter }).wait);
    expect(new Set(waits).size).toBe(4);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(Math.max(...waits) / 2);
  });

  it('is marked after ten failures in a row, and not before', () => {
    expect(ask({ failures: MARKED_AFTER - 1 }).marked).toBe(false);
    expect(ask({ failures: MARKED_AFTER }).marked).toBe(true);
  });
});

describe('whatever is asked', () => {
  it('the next poll is due between the shortest and the longest wait, and jitter only brings it nearer', () => {
    const question = fc.record({
      now: fc.constant(NOW),
      history: fc.array(fc.integer({ min: NOW - 40 * DAY, max: NOW + DAY }), { maxLength: 60 }),
      ttlMinutes: fc.nat({ max: 1_000_000 }),
      maxAgeSeconds: fc.nat({ max: 100_000_000 }),
      retryAt: fc.option(fc.integer({ min: NOW - DAY, max: NOW + 400 * DAY }), { nil: undefined }),
      failures: fc.nat({ max: 10_000 }),
    });
    fc.assert(
      fc.property(question, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ retryAt, ...rest }, jitter) => {
        const asked = { ...rest, ...(retryAt === undefined ? {} : { retryAt }) };
        const wait = nextPoll({ ...asked, jitter }).dueAt - NOW;
        expect(wait).toBeGreaterThanOrEqual(MINUTE);
        expect(wait).toBeLessThanOrEqual(DAY);
        expect(wait).toBeLessThanOrEqual(nextPoll({ ...asked, jitter: 0 }).dueAt - NOW);
      }),
    );
  });
});
