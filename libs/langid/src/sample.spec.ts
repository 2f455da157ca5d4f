import { describe, expect, it } from '@jest/globals';
import { sampleOf } from './sample.js';

describe('sampleOf', () => {
  it('takes a short text whole', () => {
    expect(sampleOf('The old bridge')).toBe('The old bridge');
  });

  it('takes whole words from beginning, middle and end of a long one', () => {
    const words = Array.from({ length: 2000 }, (_, word) => `w${word}`);
    const sample = sampleOf(words.join(' '));
    expect(sample.length).toBeLessThanOrEqual(900);
    expect(sample.split(/\s/).every((word) => words.includes(word))).toBe(true);
    expect(sample).toMatch(/^w0 [^]*w1999$/);
  });

  it('bounds a text without white space too', () => {
    expect(sampleOf('本'.repeat(10_000)).length).toBeLessThanOrEqual(900);
  });
});
