import { describe, expect, it } from '@jest/globals';
import { firstOf, leaderOf, secondOf, Vocabulary } from './vocabulary.js';

/** A vocabulary of two languages, with two common words and room for some more. */
function vocabulary(most: number): Vocabulary {
  const fill = (rows: Uint8Array): void => {
    rows.set([3, 40, 90, 5]);
  };
  return new Vocabulary(2, Int32Array.of(11, 12), fill, most);
}

function remember(words: Vocabulary, hash: number, check: number, ...steps: number[]): number {
  const offset = words.room();
  words.steps.set(steps, offset);
  return words.keep(hash, check);
}

/** The row of a word, or undefined for one that isn't known. */
function rowOf(words: Vocabulary, hash: number, check: number): number[] | undefined {
  const slot = words.find(hash, check);
  if (slot < 0) return undefined;
  const row = (words.slots[slot + 2] ?? 0) - 1;
  return [...words.steps.subarray(row * 2, row * 2 + 2)];
}

describe('Vocabulary', () => {
  it('knows the common words, whatever their second hash', () => {
    const words = vocabulary(8);
    expect(rowOf(words, 11, 1)).toEqual([3, 40]);
    expect(rowOf(words, 12, 2)).toEqual([90, 5]);
    expect(rowOf(words, 13, 0)).toBeUndefined();
  });

  it('tells words apart that agree in one of their hashes', () => {
    const words = vocabulary(8);
    remember(words, 77, 1, 10, 20);
    remember(words, 77, 2, 30, 4);
    expect(rowOf(words, 77, 1)).toEqual([10, 20]);
    expect(rowOf(words, 77, 2)).toEqual([30, 4]);
    expect(rowOf(words, 77, 3)).toBeUndefined();
  });

  it('says which language a word speaks for, and how clearly', () => {
    const words = vocabulary(8);
    const leaders = words.slots[remember(words, 5, 5, 100, 7) + 3] ?? 0;
    expect([leaderOf(leaders), firstOf(leaders), secondOf(leaders)]).toEqual([1, 7, 100]);
  });

  it('keeps all words of one text, however many', () => {
    const words = vocabulary(4);
    words.begin();
    for (let word = 0; word < 100; word += 1) remember(words, 1000 + word, word, word, 1);
    for (let word = 0; word < 100; word += 1) expect(rowOf(words, 1000 + word, word)).toEqual([word, 1]);
    expect(rowOf(words, 11, 0)).toEqual([3, 40]);
  });

  it('forgets between texts what was not asked for, and nothing else', () => {
    const words = vocabulary(8);
    for (let word = 0; word < 8; word += 1) remember(words, 1000 + word, word, word, 1);
    expect(rowOf(words, 1003, 3)).toEqual([3, 1]);
    expect(rowOf(words, 1006, 6)).toEqual([6, 1]);
    words.begin();
    const known = Array.from({ length: 8 }, (_, word) => rowOf(words, 1000 + word, word));
    expect(known.map((row) => row !== undefined)).toEqual([false, false, false, true, false, false, true, false]);
    expect(rowOf(words, 1006, 6)).toEqual([6, 1]);
    expect(rowOf(words, 12, 0)).toEqual([90, 5]);
  });

  it('forgets all that is remembered when all of it was asked for', () => {
    const words = vocabulary(8);
    for (let word = 0; word < 8; word += 1) remember(words, 1000 + word, word, word, 1);
    for (let word = 0; word < 8; word += 1) expect(rowOf(words, 1000 + word, word)).toEqual([word, 1]);
    words.begin();
    for (let word = 0; word < 8; word += 1) expect(rowOf(words, 1000 + word, word)).toBeUndefined();
    expect(rowOf(words, 11, 0)).toEqual([3, 40]);
  });
});
