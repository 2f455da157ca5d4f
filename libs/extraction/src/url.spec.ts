import { describe, expect, it } from '@jest/globals';
import { absoluteUrl, canonicalForm, houseOf } from './url.js';

const canonical = (url: string): string | undefined => {
  const parsed = absoluteUrl(url, 'https://paper.example/a/');
  return parsed && canonicalForm(parsed);
};

describe('the canonical form of an address', () => {
  it.each([
    ['HTTPS://Paper.Example:443/News/1#top', 'https://paper.example/News/1'],
    ['http://paper.example:80/', 'http://paper.example/'],
    ['/b?utm_source=x&id=7&fbclid=abc', 'https://paper.example/b?id=7'],
    ['/b?utm_source=x', 'https://paper.example/b'],
    ['c', 'https://paper.example/a/c'],
    ['//other.example/x', 'https://other.example/x'],
    ['https://user:secret@paper.example/', 'https://paper.example/'],
    ['https://paper.example/app#!/news/5', 'https://paper.example/app#!/news/5'],
    ['mailto:desk@paper.example', undefined],
    ['javascript:void(0)', undefined],
    ['http://[', undefined],
  ])('of %s is %s', (url, form) => {
    expect(canonical(url)).toBe(form);
  });
});

describe('two addresses', () => {
  it('belong to one house by their domain', () => {
    expect(houseOf('https://sport.paper.example/1')).toBe(houseOf('https://www.paper.example/'));
    expect(houseOf('https://ads.example.net/click')).not.toBe(houseOf('https://www.paper.example/'));
    expect(houseOf(undefined)).toBeUndefined();
  });
});
