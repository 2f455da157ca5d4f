import { performance } from 'node:perf_hooks';

/**
 * A clock for one page, in milliseconds from now on: the time that has passed or the processor time that this process has
 * used, whichever is less. A page is not cut short because the machine, busy with other things, let its thread wait; and
 * not because other threads of the process worked meanwhile.
 */
export function pageClock(): () => number {
  const start = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
}
