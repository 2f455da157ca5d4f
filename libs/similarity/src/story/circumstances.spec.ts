import { describe, expect, it } from '@jest/globals';
import { circumstancesOf } from './circumstances.js';

const fetchedAt = '2026-11-20T12:00:00Z';
const fetched = Date.parse(fetchedAt);
const article = { image: [], provenance: { fetchedAt } };

describe('circumstances of an article', () => {
  it.each([
    ['to the minute, in its zone', { datePublished: '2026-11-20T10:34:00+02:00' }, Date.parse('2026-11-20T08:34:00Z')],
    ['a day', { datePublished: '2026-11-20', datePublishedPrecision: 'day' }, fetched],
    ['an hour ago or so', { datePublished: '2026-11-20T10:00:00Z', datePublishedPrecision: 'hour' }, fetched],
    ['without a zone', { datePublished: '2026-11-20T10:34:00' }, fetched],
    ['after the page was fetched', { datePublished: '2026-11-20T12:34:00Z' }, fetched],
    ['not known', {}, fetched],
  ])('has its time of publication where that is one: %s', (_, date, at) => {
    expect(circumstancesOf({ ...article, ...date }).at).toBe(at);
  });

  it('has its own address before the one it was found under, and its first pictures', () => {
    const image = ['a', 'b', 'c', 'd'].map((name) => ({ url: `https://paper.example/${name}.jpg` }));
    const urls = { url: 'https://paper.example/amp/1', canonicalUrl: 'https://paper.example/1' };
    expect(circumstancesOf({ ...article, ...urls, image })).toEqual({
      url: 'https://paper.example/1',
      images: image.slice(0, 3).map(({ url }) => url),
      at: fetched,
    });
  });
});
