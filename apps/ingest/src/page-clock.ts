import { performance } from 'node:perf_hooks';
import { threadTime } from './thread-time.js';

const used = threadTime();

/**
 * A clock for one page, in milliseconds from now on: the time that has passed or the processor time that this thread has
 * used, whichever is less. A page is not cut short because the machine, busy with other things, let its thread wait; and
 * not because other threads of the process worked meanwhile.
 */
export function pageClock(): () => number {
  const [start, usedBefore] = [performance.now(), used()];
  return () => Math.min(performance.now() - start, used() - usedBefore);
}
