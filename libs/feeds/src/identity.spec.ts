import { describe, expect, it } from '@jest/globals';
import { entryKey, entryKeys } from './identity.js';
import type { FeedEntry } from './types.js';

const entry = (members: Partial<FeedEntry>): FeedEntry => ({
  baseUrl: 'https://paper.example/',
  authors: [],
  categories: [],
  ...members,
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
