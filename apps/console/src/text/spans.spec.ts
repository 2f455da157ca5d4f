import { describe, expect, it } from '@jest/globals';
import { beginning, paragraphsOf, spansOf } from './spans.js';

const joined = (spans: { text: string }[]): string => spans.map(({ text }) => text).join('');

describe('spansOf', () => {
  it('cuts by UTF-16 code units, so that a sign of two stays whole', () => {
    const text = '🚋 Straßenbahn — трамвай';
    const from = text.indexOf('трамвай');
    const segments = [
      { start: 0, end: from, tag: 'de' },
      { start: from, end: text.length, tag: 'uk' },
    ];
    expect(spansOf(text, segments)).toEqual([
      { text: '🚋 Straßenbahn — ', tag: 'de' },
      { text: 'трамвай', tag: 'uk' },
    ]);
  });

  it('loses nothing of the text, whatever the segments are', () => {
    const text = 'one two three';
    const segments = [
      { start: 4, end: 99, tag: 'b' },
      { start: 2, end: 6, tag: 'a' },
      { start: 5, end: 3, tag: 'c' },
    ];
    const spans = spansOf(text, segments);
    expect(joined(spans)).toBe(text);
    expect(spans.map(({ tag }) => tag)).toEqual([undefined, 'a', 'b']);
  });
});

describe('paragraphsOf', () => {
  it('parts paragraphs at empty lines, also within a segment', () => {
    const text = 'Eins.\n\nZwei. Two.\n\nThree.';
    const from = text.indexOf('Two');
    const segments = [
      { start: 0, end: from, tag: 'de' },
      { start: from, end: text.length, tag: 'en' },
    ];
    expect(paragraphsOf(text, segments)).toEqual([
      [{ text: 'Eins.', tag: 'de' }],
      [
        { text: 'Zwei. ', tag: 'de' },
        { text: 'Two.', tag: 'en' },
      ],
      [{ text: 'Three.', tag: 'en' }],
    ]);
  });
});

describe('beginning', () => {
  it('ends between words', () => {
    expect(beginning([{ text: 'Пасічники долини зібрали мед' }], 12)).toEqual([{ text: 'Пасічники…' }]);
  });

  it('cuts a script without spaces, and never through a sign', () => {
    expect(beginning([{ text: '𠮷野家の牛丼' }], 1)).toEqual([{ text: '…' }]);
    expect(beginning([{ text: '新しい橋' }], 2)).toEqual([{ text: '新し…' }]);
  });

  it('leaves a short text as it is', () => {
    expect(beginning([{ text: 'ab' }, { text: 'cd' }], 4)).toEqual([{ text: 'ab' }, { text: 'cd' }]);
  });
});
