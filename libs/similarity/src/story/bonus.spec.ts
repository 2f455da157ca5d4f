import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storyBonus } from './bonus.js';
import type { Circumstances } from './circumstances.js';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-25T12:00:00Z');

const article = (url: string | undefined, minutes = 0, ...images: string[]): Circumstances => ({
  url,
  images,
  at: NOON + minutes * MINUTE,
});
/** Two articles half a day apart, so that only their addresses count. */
const ofAddresses = (a: string, b: string): number => storyBonus(article(a), article(b, 12 * 60));
const ofPictures = (a: string, b: string): number =>
  storyBonus(article(undefined, 0, a), article(undefined, 12 * 60, b));

describe('story bonus', () => {
  it('is nothing for articles that share nothing', () => {
    expect(ofAddresses('https://harbour.example/en/1', 'https://valley.example/ru/2')).toBe(0);
    expect(storyBonus(article(undefined), article(undefined))).toBe(0);
  });

  it.each([
    ['a number', 'https://harbour.example/en/news/481516', 'https://harbour.example/uk/news/481516'],
    ['a number in a query', 'https://harbour.example/?p=481516&lang=en', 'https://harbour.example/?lang=ru&p=481516'],
    ['a number before the last part', 'https://harbour.example/481516/amp', 'https://harbour.example/ru/481516-parom'],
    ['a slug', 'https://en.harbour.example/ferry-sails-again', 'https://uk.harbour.example/ferry-sails-again.html'],
    [
      'a slug, though counted apart',
      'https://harbour.example/en/71234-ferry-sails-again',
      'https://harbour.example/ru/98765-ferry-sails-again',
    ],
    [
      'a site under a country',
      'https://en.harbour.com.ua/ferry-sails-again',
      'https://harbour.com.ua/ferry-sails-again',
    ],
  ])('counts %s that two addresses of a site share', (_, a, b) => {
    expect(ofAddresses(a, b)).toBeCloseTo(0.2);
  });

  it.each([
    ['a date', 'https://harbour.example/20261125/ferry', 'https://harbour.example/20261125/library'],
    ['a section', 'https://harbour.example/world-news-today/51234', 'https://harbour.example/world-news-today/98765'],
    ['a section with a number', 'https://harbour.example/77001/en/ferry', 'https://harbour.example/77001/ru/library'],
    ['a short number', 'https://harbour.example/en/12', 'https://harbour.example/ru/12'],
    ['a slug of another site', 'https://harbour.example/ferry-sails-again', 'https://valley.example/ferry-sails-again'],
    ['the kind of site', 'https://harbour.co.uk/ferry-sails-again', 'https://valley.co.uk/ferry-sails-again'],
    ['a machine', 'http://10.0.0.1/ferry-sails-again', 'http://10.1.0.1/ferry-sails-again'],
  ])('takes no sign from %s', (_, a, b) => {
    expect(ofAddresses(a, b)).toBe(0);
  });

  it.each([
    [
      'parameters',
      'https://img.harbour.example/a/ferry7.jpg?w=640&q=80',
      'https://img.harbour.example/a/ferry7.jpg?w=90',
    ],
    [
      'a part of the path',
      'https://img.harbour.example/640x360/a/ferry7.jpg',
      'https://img.harbour.example/a/ferry7.jpg',
    ],
    [
      'treatments',
      'https://img.harbour.example/w_640,c_fill/ferry7.jpg',
      'https://img.harbour.example/w_90/ferry7.webp',
    ],
    ['the name', 'https://img1.harbour.example/ferry7-1024x576.jpg', 'https://img2.harbour.example/ferry7_w320@2x.jpg'],
  ])('knows a picture in another size, told by %s', (_, a, b) => {
    expect(ofPictures(a, b)).toBeCloseTo(0.15);
  });

  it.each([
    [
      'other pictures of one name with a number',
      'https://h.example/ferry-1234.jpg',
      'https://h.example/ferry-5678.jpg',
    ],
    ['pictures chosen by a parameter', 'https://h.example/image?id=12&w=90', 'https://h.example/image?id=13&w=90'],
    ['a logo', 'https://h.example/img/site-logo.png', 'https://h.example/img/site-logo.png'],
    ['what has no address', 'data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'],
  ])('takes no sign from %s', (_, a, b) => {
    expect(ofPictures(a, b)).toBe(0);
  });

  it('counts a site that publishes both within 35 minutes, and never passes the most', () => {
    const ferry = 'https://harbour.example/en/ferry';
    const library = 'https://harbour.example/ru/biblioteka';
    expect(storyBonus(article(ferry), article(library, 35))).toBeCloseTo(0.05);
    expect(storyBonus(article(ferry), article(library, 36))).toBe(0);
    expect(storyBonus(article(ferry), article('https://valley.example/ru/biblioteka', 5))).toBe(0);
    const picture = 'https://h.example/a.jpg';
    const full = 'https://harbour.example/481516';
    expect(storyBonus(article(full, 0, picture), article(full, 1, picture))).toBe(0.3);
  });

  it('takes any addresses, and is the same both ways round', () => {
    const address = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
    const any = fc.record({ url: fc.option(address, { nil: undefined }), images: fc.array(address), at: fc.nat() });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const bonus = storyBonus(a, b);
        expect(bonus).toBe(storyBonus(b, a));
        expect(bonus).toBeGreaterThanOrEqual(0);
        expect(bonus).toBeLessThanOrEqual(0.3);
      }),
    );
  });
});
