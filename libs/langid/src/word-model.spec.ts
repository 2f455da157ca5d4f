import { describe, expect, it } from '@jest/globals';
import { wordHash } from './features.js';
import { MOST_STEPS, STEP } from './vocabulary.js';
import { WordModel } from './word-model.js';

const unitsOf = (word: string): Uint16Array => Uint16Array.from(word, (letter) => letter.charCodeAt(0));
const hashOf = (word: string): number => wordHash(unitsOf(word), 0, word.length);

/** Two languages and no n-grams; two words that the first language has and the second lacks, one common and one rare. */
function model(): WordModel {
  const header = { bits: 1, scale: 1 / 8, words: 2, wordScale: 1 / 16, stored: [0, 2], tags: ['aa', 'bb'] };
  const weights = [0];
  const hashes = new Uint8Array(Int32Array.of(hashOf('common'), hashOf('rare')).buffer);
  const odds = [0b0101, 0, 2];
  const lacks = [200, 32];
  return WordModel.parse(
    Uint8Array.from([
      ...new TextEncoder().encode(`${JSON.stringify(header)}\n`),
      ...weights,
      ...hashes,
      ...odds,
      ...lacks,
    ]),
  );
}

describe('the table of common words', () => {
  it('holds it the less against a language that it lacks a word, the rarer the word is', () => {
    const words = model();
    const rowOf = (word: string): number[] => {
      const slot = words.find(unitsOf(word), 0, word.length);
      const row = (words.vocabulary.slots[slot + 2] ?? 0) - 1;
      return Array.from(words.vocabulary.steps.subarray(row * 2, row * 2 + 2));
    };
    expect(rowOf('common')).toEqual([0, MOST_STEPS]);
    expect(rowOf('rare')).toEqual([2 / 16 / STEP, 2 / STEP]);
  });
});
