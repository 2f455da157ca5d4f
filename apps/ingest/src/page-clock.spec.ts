import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { pageClock } from './page-clock.js';

/** Node 20 on other systems tells of the process only. */
const itOfThreads = process.platform === 'linux' || 'threadCpuUsage' in process ? it : it.skip;

describe('the clock of a page', () => {
  it('stands still while the thread waits, and goes on while it works', async () => {
    const clock = pageClock();
    await sleep(300);
    const waited = clock();
    expect(waited).toBeLessThan(150);
    const until = performance.now() + 200;
    let work = 0;
    while (performance.now() < until) work += Math.sqrt(work + 1);
    expect(clock()).toBeGreaterThan(waited);
    expect(work).toBeGreaterThan(0);
  });

  itOfThreads('does not count what other threads compute meanwhile', async () => {
    // Jest's own thread has some work to do while it waits, but not a fraction of this.
    const others = [1, 2].map(() => new Worker('for (;;);', { eval: true }));
    await Promise.all(others.map((other) => once(other, 'online')));
    const [clock, before] = [pageClock(), process.cpuUsage()];
    await sleep(600);
    const [here, everywhere] = [clock(), process.cpuUsage(before).user / 1000];
    await Promise.all(others.map((other) => other.terminate()));
    expect(here).toBeLessThan(150);
    expect(everywhere).toBeGreaterThan(here);
  });

  it('never runs ahead of the time that has passed', () => {
    const start = performance.now();
    const clock = pageClock();
    for (let i = 0; i < 1000; i++) expect(clock()).toBeLessThanOrEqual(performance.now() - start);
  });
});
