import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClockReading } from '#libs/messaging';
import { type Finding, failed, ok } from './finding.js';

/**
 * Clocks that are set by NTP differ by milliseconds. From here on it is a fault: leases of sources, of which the shortest is 10 s
 * (FETCH_LEASE_SECONDS), end too early or too late.
 */
export const MOST_OFF_MS = 5_000;
const TODO = 'set the clocks of all machines by NTP';

/** @param whose e.g. `the clock of MongoDB` */
export function compareClocks(whose: string, { there, askedAt, answeredAt }: ClockReading): Finding {
  const onTheWay = answeredAt - askedAt;
  const off = there - (askedAt + onTheWay / 2);
  // It was read at some moment between the question and the answer.
  const isOff = Math.abs(off) - onTheWay / 2 > MOST_OFF_MS;
  return isOff ? failed('clock', `${whose} is ${apart(off)} this machine's`, TODO) : ok('clock', `${whose} agrees`);
}

/** 7,200,000 → `2.0 h ahead of`. */
export function apart(ms: number): string {
  const size = Math.abs(ms);
  const span =
    size < 120_000
      ? `${(size / 1000).toFixed(1)} s`
      : size < 172_800_000
        ? `${(size / 3_600_000).toFixed(1)} h`
        : `${Math.round(size / 86_400_000)} days`;
  return `${span} ${ms > 0 ? 'ahead of' : 'behind'}`;
}

/** Nobody else's clock is there to compare with: but nothing here can have been written in the future. */
export async function examineOwnClock(folder: string, program: URL): Promise<Finding[]> {
  const now = Date.now();
  const written = [
    { what: `${join(folder, 'log.db')} was written`, at: (await stat(join(folder, 'log.db'))).mtimeMs },
    { what: 'this program was installed', at: (await stat(program)).mtimeMs },
  ];
  const future = written.filter(({ at }) => at - now > MOST_OFF_MS);
  if (future.length === 0) return [ok('clock', `${new Date(now).toISOString()}, and nothing here is of later`)];
  return future.map(({ what, at }) =>
    failed('clock', `it says ${new Date(now).toISOString()}, but ${what} at ${new Date(at).toISOString()}`, TODO),
  );
}
