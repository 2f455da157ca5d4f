import { describe, expect, it } from '@jest/globals';
import { WordMemo } from './word-memo.js';

const codes = (text: string): Uint16Array => Uint16Array.from(text, (char) => char.charCodeAt(0));

describe('WordMemo', () => {
  it('gives back what it kept, and nothing for another word in the same slot', () => {
    const memo = new WordMemo(2);
    memo.keep(7, codes('казка'), 0, 5, Float32Array.of(-1.5, -0.25), 0);
    const out = new Float32Array(4);
    expect(memo.recall(7, codes('у казка'), 2, 7, out, 2)).toBe(true);
    expect([...out]).toEqual([0, 0, -1.5, -0.25]);
    expect(memo.recall(7, codes('казки'), 0, 5, out, 0)).toBe(false);
    expect(memo.recall(7, codes('каз'), 0, 3, out, 0)).toBe(false);
    expect(memo.recall(8, codes('казка'), 0, 5, out, 0)).toBe(false);
  });

  it('lets a newer word take the slot, and leaves long words alone', () => {
    const memo = new WordMemo(1);
    const out = new Float32Array(1);
    memo.keep(1, codes('old'), 0, 3, Float32Array.of(1), 0);
    memo.keep(1, codes('new'), 0, 3, Float32Array.of(2), 0);
    expect(memo.recall(1, codes('old'), 0, 3, out, 0)).toBe(false);
    const long = codes('x'.repeat(30));
    memo.keep(2, long, 0, 30, Float32Array.of(3), 0);
    expect(memo.recall(2, long, 0, 30, out, 0)).toBe(false);
  });
});
