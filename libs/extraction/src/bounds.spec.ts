import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BabelwireError } from '#libs/contracts';
import { extractPage, type FoundPage } from './index.js';

const fetchedAt = '2026-03-04T05:06:07Z';
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A page, or undefined when it is refused the way the contract allows. */
function extract(body: string | Uint8Array, contentType = 'text/html'): FoundPage | undefined {
  try {
    return extractPage({ body, contentType, fetchedAt, url: 'https://paper.example/a/b' });
  } catch (error) {
    if (error instanceof BabelwireError && error.kind === 'poison') return undefined;
    throw error;
  }
}

function expectSound(page: FoundPage | undefined): void {
  for (const article of page?.articles ?? []) {
    expect(article.articleBody.trim()).not.toBe('');
    expect(article.articleBody).toBe(article.articleBody.trim());
    expect(article.repeatsOnPage).toBeGreaterThanOrEqual(0);
    if (article.date) expect(article.date.value).toMatch(DATE);
    if (article.canonicalUrl !== undefined) expect(new URL(article.canonicalUrl).href).toBe(article.canonicalUrl);
  }
  if (!page) return;
  expect(page.pageTypeConfidence).toBeGreaterThanOrEqual(0);
  expect(page.pageTypeConfidence).toBeLessThanOrEqual(1);
  expect(page.repeats).toBe(page.articles.reduce((n, a) => n + a.repeatsOnPage, 0));
  // JSON has no NaN: a number that is none comes back as null.
  expect(JSON.parse(JSON.stringify(page))).toEqual(page);
}

const tag = fc.constantFrom(
  'div',
  'p',
  'a href="/x/1-2-3-4"',
  'h1',
  'li',
  'ul',
  'article',
  'time datetime="2026-01-02"',
  'table',
  'br',
  'b',
);
const soup = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 40, unit: 'binary' }),
      tag.map((t) => `<${t}>`),
      tag.map((t) => `</${t.split(' ')[0] ?? ''}>`),
    ),
    {
      maxLength: 120,
    },
  )
  .map((parts) => parts.join(''));

describe('any input', () => {
  it('gives a sound page or a refusal, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom('text/html', 'text/plain', 'text/html; charset=shift_jis', '; ;'),
        (bytes, type) => {
          expectSound(extract(bytes, type));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a sound page or a refusal, whatever the mark-up', () => {
    fc.assert(
      fc.property(soup, fc.constantFrom('text/html', 'text/plain'), (body, type) => {
        expectSound(extract(body, type));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same for the same', () => {
    fc.assert(
      fc.property(soup, (body) => {
        expect(extract(body)).toEqual(extract(body));
      }),
      { numRuns: 100 },
    );
  });
});
