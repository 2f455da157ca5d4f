import { describe, expect, it } from '@jest/globals';
import { toThread } from './log.js';

describe('a message on its way to a thread', () => {
  it('takes its own bytes along, and nothing of the fetch that it came with', () => {
    const fetched = Buffer.alloc(1_000_000, 'x');
    const { value, timestamp } = toThread({ value: fetched.subarray(10, 15), timestamp: 7 });
    expect(timestamp).toBe(7);
    expect(Buffer.from(value ?? []).toString()).toBe('xxxxx');
    expect(value?.buffer.byteLength).toBe(5);
    // The structured clone that postMessage makes.
    expect(structuredClone(value)?.buffer.byteLength).toBe(5);
  });

  it('may have no value', () => {
    expect(toThread({ value: null, timestamp: 0 }).value).toBeNull();
  });
});
