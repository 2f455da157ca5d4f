import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { pageClock } from './page-clock.js';

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

  it('never runs ahead of the time that has passed', () => {
    const start = performance.now();
    const clock = pageClock();
    for (let i = 0; i < 1000; i++) expect(clock()).toBeLessThanOrEqual(performance.now() - start);
  });
});
