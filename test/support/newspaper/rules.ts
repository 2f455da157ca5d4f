import type { LoggedRequest } from './newspaper.js';

export interface Rules {
  /** From the end of a request to the start of the next, ms. */
  minDelayMs: number;
  /** What the clocks of two ends of one connection may differ by, ms. */
  toleranceMs: number;
}

/** Every rule that a log of requests breaks, in words; none is as it should be. */
export function brokenRules(log: readonly LoggedRequest[], { minDelayMs, toleranceMs }: Rules): string[] {
  const broken: string[] = [];
  const sorted = [...log].sort((a, b) => a.startedAt - b.startedAt);
  let restUntil = 0;
  let readRobotsAt = Infinity;
  sorted.forEach((one, index) => {
    const at = new Date(one.startedAt).toISOString();
    const before = sorted[index - 1];
    if (one.path === '/robots.txt') readRobotsAt = Math.min(readRobotsAt, one.startedAt);
    else if (one.startedAt < readRobotsAt) broken.push(`${at} ${one.path}: before robots.txt was read`);
    if (one.path.startsWith('/private/')) broken.push(`${at} ${one.path}: forbidden by robots.txt`);
    if (one.others > 0) broken.push(`${at} ${one.path}: ${one.others} other requests were under way`);
    if (!/^Babelwire \(\+.+\)$/.test(one.userAgent)) broken.push(`${at} ${one.path}: as "${one.userAgent}"`);
    if (before !== undefined && one.startedAt - before.endedAt < minDelayMs - toleranceMs - one.stalledMs) {
      broken.push(`${at} ${one.path}: ${one.startedAt - before.endedAt} ms after ${before.path}`);
    }
    if (one.startedAt < restUntil - toleranceMs) broken.push(`${at} ${one.path}: within the time of a Retry-After`);
    if (one.retryAfter !== undefined) restUntil = Math.max(restUntil, one.endedAt + one.retryAfter * 1000);
  });
  return broken;
}
