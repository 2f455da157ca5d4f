import { beforeAll, describe, expect, it } from '@jest/globals';
import { strangeWords } from './alphabets.js';
import { fillTables } from './scripts.js';
import { findWords } from './words.js';

beforeAll(fillTables);

/** The languages that a text has letters of another alphabet for. */
function strangeTo(text: string): string {
  const words = strangeWords(findWords(text));
  return Array.from(words)
    .filter(([, count]) => count > 0)
    .map(([language]) => language)
    .join(' ');
}

describe('strangeWords', () => {
  it.each([
    ['міст', 'ru bg mk sr'],
    ['їжак', 'ru be bg mk sr kk'],
    ['мосты', 'uk bg mk sr'],
    ['ўсё', 'uk ru bg mk sr kk'],
    ['щит', 'be mk sr'],
    ['љубав', 'uk ru be bg kk'],
    ['көпір', 'uk ru be bg mk sr'],
    ['вода', ''],
  ])('knows which languages can not write %s', (word, languages) => {
    expect(strangeTo(word)).toBe(languages);
  });

  it('lets Bulgarian have a soft sign before an о, and nowhere else', () => {
    expect(strangeTo('шофьор')).toBe('mk sr');
    expect(strangeTo('конь')).toBe('bg mk sr');
    expect(strangeTo('мельница')).toBe('be bg mk sr');
  });

  it('counts words, capitals and all, and hears no masked ones', () => {
    const words = strangeWords(findWords('МІСТ і Їжак, х**ї'));
    expect(words.get('ru')).toBe(3);
    expect(words.get('uk')).toBe(0);
  });

  it('says nothing of other scripts', () => {
    expect(strangeTo('Der Hafenmeister sperrte die Brücke')).toBe('');
  });
});
