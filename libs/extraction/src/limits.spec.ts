import { describe, expect, it } from '@jest/globals';
import { languageTag } from './limits.js';
import { extractPage } from './index.js';

describe('a declared language', () => {
  it.each([
    ['en_US', 'en-US'],
    ['UK', 'uk'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['', undefined],
    ['english language', undefined],
    [undefined, undefined],
  ])('is a BCP 47 tag or nothing: %s', (text, tag) => {
    expect(languageTag(text)).toBe(tag);
  });
});

describe('a page of any length', () => {
  it('gives fields within the contract', () => {
    const long = 'Długie słowo i jeszcze jedno, aż do końca. '.repeat(2000);
    const page = extractPage({
      body: `<meta property="og:type" content="article"><meta name="keywords" content="${'a1,'.repeat(300)}b"><meta name="description" content="${long}"><h1>${long}</h1><p>${long}</p>`,
      contentType: 'text/html',
      url: `https://gazeta.example/${'x'.repeat(5000)}`,
      fetchedAt: '2026-03-04T05:06:07Z',
    });
    const [main] = page.articles;
    expect(main?.headline?.length).toBeLessThanOrEqual(5000);
    expect(main?.description?.length).toBeLessThanOrEqual(20_000);
    expect(main?.keywords.length).toBeLessThanOrEqual(200);
    expect(main?.canonicalUrl).toBeUndefined();
  });
});
