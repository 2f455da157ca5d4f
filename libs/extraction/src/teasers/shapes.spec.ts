import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';
import {
  ARABIC,
  CHINESE,
  GERMAN,
  GREEK,
  pageOf,
  POLISH,
  SHAPES,
  STORY_PARAGRAPHS,
  storyPage,
  UKRAINIAN,
  type Told,
} from './shapes.fixture.js';

const extract = (body: string, path = '/'): FoundPage =>
  extractPage({
    body,
    contentType: 'text/html',
    url: `https://gazeta.example${path}`,
    timeZone: 'Europe/Warsaw',
    fetchedAt: '2026-03-10T12:00:00Z',
  });

const expected = (items: readonly Told[]): unknown[] =>
  items.map((t) => [t.title, `https://gazeta.example${t.path}`, t.section, t.value]);
const found = (page: FoundPage): unknown[] =>
  page.articles
    .filter((a) => a.representationType === 'partial')
    .map((a) => [a.headline, a.canonicalUrl, a.articleSection, a.date?.value]);
const sorted = (rows: unknown[]): unknown[] =>
  [...rows].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

describe.each(Object.entries(SHAPES))('teasers as %s', (_name, shape) => {
  it.each([
    ['Polish', POLISH],
    ['Ukrainian', UKRAINIAN],
    ['German', GERMAN],
    ['Arabic', ARABIC],
    ['Chinese', CHINESE],
    ['Greek', GREEK],
  ])('are all found with title, link, section and time, and no article is made up: %s', (_language, items) => {
    const page = extract(pageOf('Gazeta Mostowa', shape(items)));
    expect(sorted(found(page))).toEqual(sorted(expected(items)));
    expect(page.articles).toHaveLength(items.length);
    expect(page.pageType).toBe('listing');
  });

  it('behind an article leave its body alone, and are found', () => {
    const page = extract(storyPage(shape(POLISH), ''), '/miasto/2026-story-number-1');
    expect(page.articles[0]?.articleBody.split('\n\n')).toEqual(STORY_PARAGRAPHS);
    expect(sorted(found(page))).toEqual(sorted(expected(POLISH)));
  });

  it('beside an article leave its body alone, and are found', () => {
    const page = extract(storyPage('', shape(GERMAN)), '/miasto/2026-story-number-1');
    expect(page.articles[0]?.articleBody.split('\n\n')).toEqual(STORY_PARAGRAPHS);
    expect(sorted(found(page))).toEqual(sorted(expected(GERMAN)));
  });
});

describe('a page with several lists', () => {
  const list = SHAPES['a list of latest news'];
  const cards = SHAPES['cards of articles'];

  it('tells the same article once and counts the rest', () => {
    const page = extract(
      pageOf('Gazeta', `${cards?.(POLISH) ?? ''}<aside><h2>Sport</h2>${list?.(POLISH.slice(0, 2)) ?? ''}</aside>`),
    );
    expect(page.articles).toHaveLength(POLISH.length);
    expect(page.repeats).toBe(2);
    expect(page.articles.map((a) => a.repeatsOnPage)).toEqual([1, 1, 0, 0]);
  });

  it('does not tell the page’s own article again from its list of latest news', () => {
    const own: Told = {
      title: 'Most Kolejowy zniknie z panoramy miasta',
      path: '/miasto/2026-story-number-1?utm_source=list#top',
      section: 'Miasto',
      sectionPath: '/miasto/',
      when: '10 marca 2026, 08:00',
      value: '2026-03-10T08:00:00+01:00',
      image: '/img/1.jpg',
    };
    const page = extract(storyPage('', list?.([own, ...POLISH]) ?? ''), '/miasto/2026-story-number-1');
    expect(page.articles).toHaveLength(1 + POLISH.length);
    expect(page.articles[0]).toMatchObject({ representationType: 'full', repeatsOnPage: 1 });
  });
});
