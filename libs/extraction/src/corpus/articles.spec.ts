import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';
import { HABITS } from './habits.fixture.js';
import { LAYOUTS } from './layouts.fixture.js';
import { ARTICLE_PATH, type Layout, SITE } from './parts.fixture.js';
import { WORDS, type Words } from './words.fixture.js';

const extract = (layout: Layout, words: Words): FoundPage =>
  extractPage({
    body: layout.html(words),
    contentType: 'text/html; charset=utf-8',
    url: SITE + ARTICLE_PATH,
    timeZone: 'Europe/Kyiv',
    fetchedAt: '2026-03-05T12:00:00Z',
  });

/** The text that belongs to the article, paragraph by paragraph. */
function textOf(layout: Layout, words: Words): string[] {
  const paragraphs = words.paragraphs.slice(0, layout.paragraphs);
  const heading = layout.heading?.(words);
  return heading ? paragraphs.toSpliced(heading[0], 0, heading[1]) : paragraphs;
}

describe.each(Object.entries({ ...LAYOUTS, ...HABITS }))('%s', (_name, layout) => {
  it.each(WORDS.map((words) => [words.language, words] as const))(
    'is taken apart: the text, the headline and the others, in %s',
    (_language, words) => {
      const page = extract(layout, words);
      const [main, ...others] = page.articles;
      expect(main?.articleBody.split('\n\n')).toEqual(textOf(layout, words));
      expect(main?.representationType).toBe('full');
      expect(main?.headline).toBe(words.headline);
      expect(page.pageType).toBe(layout.pageType ?? 'article');
      if (!layout.hides?.includes('author')) expect(main?.author).toEqual([{ name: words.author }]);
      if (!layout.hides?.includes('date')) expect(main?.date?.value).toMatch(/^2026-03-05/);
      if (!layout.hides?.includes('teasers')) expect(others.map((a) => a.headline)).toContain(words.others[0]);
    },
  );
});
