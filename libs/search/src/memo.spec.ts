import { describe, expect, it } from '@jest/globals';
import { memo } from './memo.js';

describe('memo', () => {
  it('does the work once for what is asked for again and again, and holds twice its size at most', () => {
    const done: string[] = [];
    const upper = memo(2, (key) => {
      done.push(key);
      return key.toUpperCase();
    });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'a']) expect(upper(key)).toBe(key.toUpperCase());
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    // Not asked for since two others were: dropped.
    expect(upper('b')).toBe('B');
    expect(done).toEqual(['a', 'b', 'c', 'd', 'b']);
  });
});
