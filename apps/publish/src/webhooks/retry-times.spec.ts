import { describe, expect, it } from '@jest/globals';
import { waitAfter } from './retry-times.js';

describe('the wait after a failure', () => {
  const HOUR = 3600_000;

  it('grows from seconds to hours, and no further', () => {
    const waits = Array.from({ length: 40 }, (_, index) => waitAfter(index + 1, undefined, 0.5));
    expect(waits[0]).toBe(5000);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(2 * HOUR);
  });

  it('differs by a tenth up and down', () => {
    expect(waitAfter(1, undefined, 0)).toBe(4500);
    expect(waitAfter(1, undefined, 1)).toBe(5500);
  });

  it('is what the receiver asks for, if that is longer, but not for days', () => {
    expect(waitAfter(1, 60_000, 0.5)).toBe(60_000);
    expect(waitAfter(1, 10, 0.5)).toBe(5000);
    expect(waitAfter(1, 240 * HOUR, 0.5)).toBe(6 * HOUR);
  });
});
