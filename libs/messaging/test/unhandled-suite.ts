import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { caughtUp, publish } from './spec-support.js';
import type { TestLines } from './test-lines.js';

/** What every adapter promises to those who watch how long messages wait. */
export function unhandledContract({ open, start, numbered, stopServices }: TestLines): void {
  const queue = [{ group: 'test.group', topic: 'in' }];

  it('tells since when the oldest message waits that a group has not handled', async () => {
    const log = await open();
    expect(await log.oldestUnhandled(queue)).toEqual([undefined]);
    await start(log, { handlers: { in: () => undefined } });
    await publish(log, numbered(10));
    await caughtUp(log, 'in');
    await stopServices();
    expect(await log.oldestUnhandled(queue)).toEqual([undefined]);

    const before = Date.now();
    await publish(log, numbered(3));
    await sleep(4000);
    await publish(log, numbered(9));
    const [since = 0] = await log.oldestUnhandled(queue);
    const age = Date.now() - since;
    // Kafka's answer is exact to a tenth, and never older than it is.
    expect(age).toBeGreaterThan(3_000);
    expect(age).toBeLessThanOrEqual(Date.now() - before);
    // Another group has handled nothing: for it the first ones wait, and are older than these.
    const [ofOthers = Infinity] = await log.oldestUnhandled([{ group: 'other.group', topic: 'in' }]);
    expect((Date.now() - ofOthers) * 1.1).toBeGreaterThanOrEqual(Date.now() - before);
  });
}
