import { describe, expect, it } from '@jest/globals';
import { addressWithin } from './address-within.js';

const within = (html: string): string | undefined => addressWithin(Buffer.from(html))?.href;

describe('the address that a saved page gives as its own', () => {
  it.each([
    [
      '<link rel="canonical" href="https://paper.example/a"><meta property="og:url" content="https://paper.example/b">',
      'a',
    ],
    [
      '<meta property="og:url" content="https://paper.example/b"><link REL="Canonical" HREF="https://paper.example/a">',
      'a',
    ],
    ['<!-- saved from url=(0023)https://paper.example/c --><html><meta property="og:url" content="/x">', 'c'],
    ['<meta property="OG:URL" content="https://paper.example/новина">', '%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B0'],
  ])('%s', (html, path) => {
    expect(within(`<!doctype html>${html}<p>text`)).toBe(`https://paper.example/${path}`);
  });

  it.each(['<link rel="canonical" href="/a">', '<link rel="canonical" href="">', '<p>https://paper.example/', ''])(
    'is none: %s',
    (html) => {
      expect(within(html)).toBeUndefined();
    },
  );
});
