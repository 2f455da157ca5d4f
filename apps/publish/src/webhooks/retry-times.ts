const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second … failure in a row, ms, as Standard Webhooks suggests them; the last one from then on. */
const WAITS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR];

/** A receiver may ask for more patience, but not for more than this, ms. */
const LONGEST_ASKED = 6 * HOUR;

/**
 * How long to wait after so many failures in a row, ms.
 *
 * @param asked what the receiver's Retry-After asks for
 * @param chance 0..1, so that receivers of one host are not called at the same moment
 */
export function waitAfter(failures: number, asked: number | undefined, chance: number): number {
  const wait = WAITS[Math.min(failures, WAITS.length) - 1] ?? 0;
  return Math.max(wait * (0.9 + 0.2 * chance), Math.min(asked ?? 0, LONGEST_ASKED));
}
