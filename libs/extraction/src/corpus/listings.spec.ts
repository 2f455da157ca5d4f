import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';
import { HABITS } from './habits.fixture.js';
import { LAYOUTS } from './layouts.fixture.js';
import { LISTINGS } from './lists.fixture.js';
import { ARTICLE_PATH, SITE } from './parts.fixture.js';
import { WORDS } from './words.fixture.js';

const extract = (body: string, url: string | undefined): FoundPage =>
  extractPage({
    body,
    contentType: 'text/html; charset=utf-8',
    ...(url === undefined ? {} : { url }),
    timeZone: 'Europe/Kyiv',
    fetchedAt: '2026-03-05T12:00:00Z',
  });

const { 'an index of topics without a list of articles': topics, ...lists } = LISTINGS;

describe.each(Object.entries(lists))('%s', (_name, { path, html }) => {
  it.each(WORDS.map((words) => [words.language, words] as const))(
    'leads to its articles and has none of its own, in %s',
    (_language, words) => {
      const page = extract(html(words), SITE + path);
      expect(page.pageType).toBe('listing');
      expect(page.articles.map((a) => a.representationType)).not.toContain('full');
      expect(page.articles.map((a) => a.headline)).toEqual([words.headline, ...words.others]);
    },
  );
});

describe('an index of topics', () => {
  it.each(WORDS.map((words) => [words.language, words] as const))('leads to no article, in %s', (_language, words) => {
    expect(topics && extract(topics.html(words), SITE + topics.path).articles).toEqual([]);
  });
});

/** A page as poorer systems write it: nothing about itself in its head. */
const bare = (html: string): string =>
  html
    .replace(/<meta property="og:[^>]*>|<link rel="canonical"[^>]*>/g, '')
    .replace(/<script type="application\/ld\+json">.*?<\/script>/g, '');

describe('the confidence in the kind of a page', () => {
  it('is how often it is right: with and without address and data', () => {
    const told = WORDS.flatMap((words) => [
      ...Object.values({ ...LAYOUTS, ...HABITS }).flatMap(({ html, pageType = 'article' }) => [
        { page: extract(html(words), SITE + ARTICLE_PATH), kind: pageType },
        { page: extract(html(words), undefined), kind: pageType },
        { page: extract(bare(html(words)), SITE + ARTICLE_PATH), kind: 'article' },
        { page: extract(bare(html(words)), undefined), kind: 'article' },
      ]),
      ...Object.values(lists).flatMap(({ path, html }) => [
        { page: extract(html(words), SITE + path), kind: 'listing' },
        { page: extract(bare(html(words)), undefined), kind: 'listing' },
      ]),
    ]);
    const groupOf = ({ page }: (typeof told)[number]): string =>
      `${page.pageType} ${page.pageTypeConfidence.toFixed(1)}`;
    for (const group of new Set(told.map(groupOf))) {
      const pages = told.filter((t) => groupOf(t) === group);
      if (pages.length < 30) continue;
      const sure = pages.reduce((n, { page }) => n + page.pageTypeConfidence, 0) / pages.length;
      const right = pages.filter(({ page, kind }) => page.pageType === kind).length / pages.length;
      expect([group, Math.abs(sure - right) <= 0.1]).toEqual([group, true]);
    }
  });
});
