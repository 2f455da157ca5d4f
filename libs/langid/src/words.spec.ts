import { beforeAll, describe, expect, it } from '@jest/globals';
import { fillTables } from './scripts.js';
import { findWords, JOINED, LINE, NEUTRAL } from './words.js';

beforeAll(fillTables);

function found(text: string): string[] {
  const words = findWords(text);
  return Array.from({ length: words.count }, (_, word) => text.slice(words.start[word], words.end[word]));
}

function flagged(text: string, flag: number): string[] {
  const words = findWords(text);
  return found(text).filter((_, word) => ((words.flags[word] ?? 0) & flag) !== 0);
}

describe('findWords', () => {
  it('keeps an apostrophe inside a word, whichever it is', () => {
    expect(found("п'ять п’ять пʼять don't ‘quoted’")).toEqual(["п'ять", 'п’ять', 'пʼять', "don't", 'quoted']);
  });

  it('makes apostrophes uniform in the lower-case text', () => {
    const { lower } = findWords('П’ЯТЬ');
    expect(String.fromCharCode(...lower.subarray(0, 5))).toBe("п'ять");
  });

  it('gives no say to masked words, addresses, handles and what is glued to digits', () => {
    expect(flagged('The F**k G8 info@example.org #Bridge https://example.org/x end', NEUTRAL)).toEqual([
      'F',
      'k',
      'G',
      'info',
      'example',
      'org',
      'Bridge',
      'https',
      'example',
      'org',
      'x',
    ]);
  });

  it('lets a bullet be a bullet', () => {
    expect(flagged('* bridge closed\n* lorries wait', NEUTRAL)).toEqual([]);
  });

  it('marks the second half of a hyphenated word, and what begins a line', () => {
    expect(flagged('a well-known\nbridge', JOINED)).toEqual(['known']);
    expect(flagged('a well-known\nbridge', LINE)).toEqual(['a', 'bridge']);
  });

  it('keeps offsets where lower case is longer than upper case', () => {
    expect(found('İstanbul köprüsü')).toEqual(['İstanbul', 'köprüsü']);
  });
});
