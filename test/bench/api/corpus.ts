import { type Article, type CaptureSummary, stableId, type Story } from '#libs/contracts';
import { pick, random } from '../../support/generated-pages.js';
import { benchArticle, HASH } from '../article.js';

/**
 * What a store of some size holds, all of it out of numbers: five languages, fifty sources, a month, one in three a teaser,
 * one in ten a repeat, one in eight told in two languages, one in eight dated to the day only.
 */
const LANGUAGES = ['en', 'ru', 'uk', 'de', 'en-GB'] as const;
const SOURCES = 50;
const FIRST = Date.UTC(2026, 9, 1);
const DAY_MS = 24 * 3600 * 1000;
export const DAYS = 30;

const idOf = (kind: string, index: number): string => stableId('bench-api', kind, String(index));
export const articleId = (index: number): string => idOf('article', index);
export const captureId = (index: number): string => idOf('capture', index >> 2);
export function storyId(index: number): string {
  const told = isRepeat(index) ? index - 1 : index;
  return idOf('story', isTold(told) ? told - (told % 8) : told);
}
export const sourceId = (index: number): string => `source-${(index * 7) % SOURCES}`;
export const dayOf = (day: number): string => new Date(FIRST + day * DAY_MS).toISOString();

/** Of eight in a row, the first two tell one story in two languages. */
const isTold = (index: number): boolean => index % 8 < 2;

/** Of the article before it. */
const isRepeat = (index: number): boolean => index % 10 === 9;

const letters = {
  latin: { vowels: 'aeiou', consonants: 'bdfgklmnprstvz' },
  cyrillic: { vowels: 'аеиоу', consonants: 'бдфгклмнпрствз' },
};

/** How many words a language has; as in real text the n-th comes about 1/n as often as the first. */
const VOCABULARY = 30_000;
const isCyrillic = (language: string): boolean => language === 'ru' || language === 'uk';

/** Word number `rank` of a language: two to four syllables, the same each time. */
export function word(language: string, rank: number): string {
  const { vowels, consonants } = letters[isCyrillic(language) ? 'cyrillic' : 'latin'];
  const next = random(1 + rank * 7 + (language.codePointAt(0) ?? 0) * 100_003);
  const count = 2 + Math.floor(next() * 3);
  return Array.from({ length: count }, () => pick([...consonants], next) + pick([...vowels], next)).join('');
}

const vocabularies = new Map<string, string[]>();

function text(language: string, words: number, next: () => number): string {
  const known =
    vocabularies.get(language) ?? Array.from({ length: VOCABULARY }, (_unused, rank) => word(language, rank));
  vocabularies.set(language, known);
  const chosen = Array.from({ length: words }, () => known[Math.floor(VOCABULARY ** next()) - 1] ?? '');
  return chosen.map((one, at) => (at % 12 === 11 ? `${one}.` : one)).join(' ');
}

export const languageOf = (index: number): string => LANGUAGES[index % LANGUAGES.length] ?? 'en';

export function article(index: number): Article {
  const next = random(index + 1);
  const inLanguage = languageOf(index);
  const isTeaser = index % 3 === 2;
  const at = new Date(FIRST + Math.floor(next() * DAYS * DAY_MS)).toISOString();
  const articleBody = text(inLanguage, isTeaser ? 30 : 300, next);
  const full = benchArticle({
    id: articleId(index),
    index,
    sourceId: sourceId(index),
    captureId: captureId(index),
    inLanguage,
    headline: text(inLanguage, 8, next),
    articleBody,
    at,
  });
  return {
    ...full,
    representationType: isTeaser ? 'partial' : 'full',
    ...(index % 8 === 7 ? { datePublished: at.slice(0, 10), datePublishedPrecision: 'day' } : {}),
    storyId: storyId(index),
    ...(isRepeat(index)
      ? { dedup: { ...full.dedup, status: 'duplicate', method: 'content', of: articleId(index - 1) } }
      : {}),
  };
}

/** The story that begins at this index, where one does. */
export function story(index: number): Story | undefined {
  if (index % 8 !== 0) return undefined;
  const [a, b] = [articleId(index + 1), articleId(index)];
  const decidedAt = dayOf(0);
  return {
    id: storyId(index),
    schemaVersion: 1,
    version: 1,
    members: [index, index + 1].map((one) => ({ id: articleId(one), inLanguage: languageOf(one) })),
    edges: [{ a, b, method: 'link', score: 0.8, threshold: 0.43, decidedAt, algorithmVersion: 'bench-1' }],
    versionCreated: decidedAt,
  };
}

/** The page that begins at this index, where one does. */
export function capture(index: number): CaptureSummary | undefined {
  if (index % 4 !== 0) return undefined;
  return {
    id: captureId(index),
    url: `https://${sourceId(index)}.example/`,
    sourceId: sourceId(index),
    fetchedAt: dayOf(0),
    pageType: 'listing',
    pageTypeConfidence: 0.9,
    articleIds: [0, 1, 2, 3].map((more) => articleId(index + more)),
    repeats: 0,
    rawSha256: HASH,
    rawBytes: 40_000,
  };
}
