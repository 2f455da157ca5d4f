const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whose times are in milliseconds since 1970 and durations in milliseconds, where the name does not say otherwise. */
export interface PollQuestion {
  now: number;
  /** When the source's latest entries were published, or first seen where they have no date; in any order. */
  history: readonly number[];
  /** `<ttl>` of the feed, in minutes. */
  ttlMinutes?: number;
  /** `max-age` of the answer's Cache-Control, in seconds. */
  maxAgeSeconds?: number;
  /** Until when the server asked to be left alone (Retry-After); in force even when a human wants otherwise. */
  retryAt?: number;
  /** Polls that failed in a row; 0 after a success, 304 included. */
  failures: number;
  /** [0, 1): chance, passed in. Spreads sources that would be due together. */
  jitter: number;
  /** Shortest wait; 1 minute by default. */
  min?: number;
  /** Longest wait, whatever was asked for; 24 hours by default. */
  max?: number;
}

export interface NextPoll {
  dueAt: number;
  /** How long a source waits between polls while it goes on like this. */
  interval: number;
  /** What decided it, for the source's health page. */
  because: 'publishing' | 'silence' | 'new-source' | 'asked-to-wait' | 'failures';
  /** Failed so often in a row that a human should look. It is still polled, once in `max`. */
  marked: boolean;
}

/** Publications looked back on: enough to level out a slow hour, few enough to follow a change of pace in a day. */
const LOOK_BACK = 20;
/** A source silent for so long is polled as rarely as possible. */
const LONGEST_SILENCE = 14 * DAY;
/** Until a pace is known: three publications at different times. */
const ENOUGH = 3;
const UNKNOWN_PACE = 15 * MINUTE;
/** Failures in a row after which a source is marked: with doubling waits from a minute on, some eight hours. */
export const MARKED_AFTER = 10;

/**
 * When a source is polled next.
 *
 * A source is polled twice in the mean time between its last 20 publications, the silence since the last one counted
 * in: so a source that falls silent is polled less and less, and one that publishes hourly every half hour at most.
 * What is published in one minute counts once. `ttl` and `max-age` are kept to, but never further than the mean time
 * itself: publishers leave them at values that hide their news. Jitter makes it up to a tenth sooner, never later.
 *
 * After failures the wait doubles each time, from the source's interval or a minute on, up to `max`, of which jitter
 * takes up to half. Retry-After is kept to in any case, up to `max`.
 */
export function nextPoll(question: PollQuestion): NextPoll {
  const { now, failures, jitter, min = MINUTE, max = DAY } = question;
  const within = (wait: number): number => Math.min(max, Math.max(min, wait));
  const marked = failures >= MARKED_AFTER;
  const { interval, because } = ownInterval(question, within);
  const asked = question.retryAt === undefined ? 0 : Math.min(question.retryAt - now, max);
  let wait = interval * (1 - 0.1 * jitter);
  if (failures > 0) {
    // 2 ** 30 minutes are two thousand years.
    const doubled = within(Math.min(interval, HOUR) * 2 ** Math.min(failures - 1, 30));
    wait = Math.max(min, doubled * (1 - 0.5 * jitter));
  }
  if (asked > wait) return { dueAt: now + asked, interval, because: 'asked-to-wait', marked };
  return {
    dueAt: now + Math.round(Math.max(min, wait)),
    interval,
    because: failures > 0 ? 'failures' : because,
    marked,
  };
}

function ownInterval(
  { now, history, ttlMinutes = 0, maxAgeSeconds = 0 }: PollQuestion,
  within: (wait: number) => number,
): Pick<NextPoll, 'interval' | 'because'> {
  const asked = Math.max(ttlMinutes * MINUTE, maxAgeSeconds * 1000);
  // A date in the future is a wrong clock: it happened now.
  const minutes = new Set(history.map((at) => Math.floor(Math.min(at, now) / MINUTE)));
  const recent = [...minutes]
    .map((minute) => minute * MINUTE)
    .filter((at) => now - at < LONGEST_SILENCE)
    .sort((a, b) => b - a)
    .slice(0, LOOK_BACK);
  const oldest = recent.at(-1);
  if (oldest === undefined) {
    if (history.length > 0) return { interval: within(Infinity), because: 'silence' };
    return { interval: within(Math.max(UNKNOWN_PACE, asked)), because: 'new-source' };
  }
  const mean = (now - oldest) / recent.length;
  const wanted = recent.length < ENOUGH ? Math.max(mean / 2, UNKNOWN_PACE) : mean / 2;
  const interval = within(Math.max(wanted, Math.min(asked, mean)));
  return { interval, because: asked > wanted && interval > within(wanted) ? 'asked-to-wait' : 'publishing' };
}
