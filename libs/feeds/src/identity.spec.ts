import { describe, expect, it } from '@jest/globals';
import { canonicalEntryUrl, entryKey, entryKeys } from './identity.js';
import type { FeedEntry } from './types.js';

const entry = (members: Partial<FeedEntry>): FeedEntry => ({
  baseUrl: 'https://paper.example/',
  authors: [],
  categories: [],
  ...members,
});

describe('the address of an entry', () => {
  it.each([
    'https://paper.example/news/bridge',
    'http://paper.example/news/bridge',
    'https://www.paper.example/news/bridge/',
    'HTTPS://WWW.Paper.Example:443/news/bridge#comments',
    'http://paper.example:80//news//bridge',
    'https://paper.example./news/bridge',
    'https://m.paper.example/news/bridge',
    'https://amp.paper.example/news/bridge',
    'https://paper.example/amp/news/bridge',
    'https://paper.example/news/bridge/amp',
    'https://paper.example/news/bridge/amp/',
    'https://paper.example/news/bridge?amp=1',
    'https://paper.example/news/bridge?outputType=amp',
    'https://paper-example.cdn.ampproject.org/c/s/paper.example/news/bridge',
    'https://www.google.com/amp/s/paper.example/news/bridge',
    'https://paper.example/news/bridge?utm_source=rss&utm_medium=feed&fbclid=IwAR0',
    'https://paper.example/news/bridge?from=rss',
    'https://paper.example/news/bridge;jsessionid=0A1B2C',
    'https://paper.example/news/bridge?PHPSESSID=00112233445566778899aabbccddeeff',
    'https://paper.example/news/bridge/index.html',
    'https://paper.example/n%65ws/bridge',
  ])('is the same article’s: %s', (url) => {
    expect(canonicalEntryUrl(url)).toBe('https://paper.example/news/bridge');
  });

  it.each([
    ['https://paper.example/?p=12&page=2', 'https://paper.example/?p=12&page=2'],
    ['https://paper.example/index.php?id=5', 'https://paper.example/index.php?id=5'],
    ['https://paper.example/a?b=2&a=1', 'https://paper.example/a?a=1&b=2'],
    ['https://paper.example/News/Bridge', 'https://paper.example/News/Bridge'],
    [
      'https://paper.example/новини/міст',
      'https://paper.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D0%BC%D1%96%D1%81%D1%82',
    ],
    ['https://paper.example/%d0%bd', 'https://paper.example/%D0%BD'],
    ['https://paper.example:8443/a', 'https://paper.example:8443/a'],
    ['https://paper.example/camp/amplifier', 'https://paper.example/camp/amplifier'],
    ['https://m.example/a', 'https://m.example/a'],
    ['https://paper.example/a?from=2026-01-01', 'https://paper.example/a?from=2026-01-01'],
    ['https://paper.example/', 'https://paper.example/'],
    ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
  ])('stays what it says: %s', (url, form) => {
    expect(canonicalEntryUrl(url)).toBe(form);
    expect(canonicalEntryUrl(form)).toBe(form);
  });

  it.each(['mailto:a@b.example', 'nowhere', '', 'https://'])('is none: %s', (url) => {
    expect(canonicalEntryUrl(url)).toBeUndefined();
  });
});

describe('an entry', () => {
  it('is the same whatever its id is this time', () => {
    const url = 'https://paper.example/news/bridge';
    expect(entryKey(entry({ url, id: 'https://paper.example/?t=1773130530' }))).toBe(entryKey(entry({ url, id: 'x' })));
  });

  it('is known by its id when its address leads to the front page, or nowhere', () => {
    const front = entry({ url: 'https://paper.example/', id: 'tag:paper.example,2026:1' });
    const none = entry({ id: 'tag:paper.example,2026:1' });
    expect(entryKey(front, 'https://paper.example')).toBe(entryKey(none));
    expect(entryKey(front)).not.toBe(entryKey(entry({ ...front, id: 'tag:paper.example,2026:2' })));
    const section = 'https://paper.example/sport/';
    expect(entryKey(entry({ url: section, id: 'urn:1' }), section)).not.toBe(
      entryKey(entry({ url: section, id: 'urn:2' }), section),
    );
  });

  it('without either is known by its headline, not by its typography', () => {
    expect(entryKey(entry({ title: '«Міст» — відкрито!' }))).toBe(entryKey(entry({ title: '"Міст" - відкрито' })));
    expect(entryKey(entry({ title: 'Ein Titel' }))).not.toBe(entryKey(entry({ title: 'Zwei Titel' })));
  });

  it('has ids for further keys, so that a changed address is no new article', () => {
    const before = entryKeys({
      entries: [entry({ url: 'https://paper.example/draft', id: 'https://paper.example/?p=4711' })],
    })[0]!;
    const after = entryKeys({
      entries: [entry({ url: 'https://paper.example/final', id: 'http://www.paper.example/?p=4711' })],
    })[0]!;
    expect(after[0]).not.toBe(before[0]);
    expect(after.filter((key) => before.includes(key))).toHaveLength(1);
  });

  it('has no key of an id that others have, or that is a place in the list', () => {
    const one = entry({ url: 'https://paper.example/1', id: 'https://paper.example/feed' });
    const two = entry({ url: 'https://paper.example/2', id: 'https://paper.example/feed' });
    const three = entry({ url: 'https://paper.example/3', id: '3' });
    const keys = entryKeys({ entries: [one, two, three] });
    expect(keys.map((some) => some.length)).toEqual([1, 1, 1]);
    expect(new Set(keys.flat()).size).toBe(3);
  });
});
