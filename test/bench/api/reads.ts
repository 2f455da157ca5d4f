import { pick, random } from '../../support/generated-pages.js';
import { articleId, captureId, DAYS, dayOf, languageOf, sourceId, storyId, word } from './corpus.js';

export interface Read {
  kind: string;
  path: string;
}

type Maker = (next: () => number, articles: number) => string;

const any = (next: () => number, articles: number): number => Math.floor(next() * articles);
const tag = (next: () => number): string => languageOf(Math.floor(next() * 5));
/** A word out of the most used `to`, beginning with the rank `from`. */
const said = (next: () => number, from: number, to: number, language = 'en'): string =>
  encodeURIComponent(word(language, from + Math.floor(next() * (to - from))));

/** What readers ask for, and how often, in a hundred requests. Common words: of the 100 most used, in 20 to 95 % of texts. */
const MIX: { kind: string; share: number; path: Maker }[] = [
  { kind: 'list, newest', share: 15, path: () => '/v1/articles' },
  { kind: 'list, by language', share: 10, path: (next) => `/v1/articles?language=${tag(next)}` },
  { kind: 'list, by source', share: 6, path: (next, n) => `/v1/articles?source=${sourceId(any(next, n))}` },
  {
    kind: 'list, language and type, 20 of a day',
    share: 6,
    path: (next) => {
      const day = Math.floor(next() * DAYS);
      return `/v1/articles?language=${tag(next)}&type=full&limit=20&from=${dayOf(day)}&to=${dayOf(day + 1)}`;
    },
  },
  { kind: 'list, of a page', share: 3, path: (next, n) => `/v1/articles?capture=${captureId(any(next, n))}` },
  { kind: 'one article', share: 18, path: (next, n) => `/v1/articles/${articleId(any(next, n))}` },
  {
    kind: 'one article, as ninjs',
    share: 4,
    path: (next, n) => `/v1/articles/${articleId(any(next, n))}?format=ninjs`,
  },
  { kind: 'explanation', share: 3, path: (next, n) => `/v1/articles/${articleId(any(next, n))}/explanation` },
  { kind: 'story', share: 7, path: (next, n) => `/v1/stories/${storyId(any(next, n))}` },
  { kind: 'capture', share: 3, path: (next, n) => `/v1/captures/${captureId(any(next, n))}` },
  {
    kind: 'feed',
    share: 7,
    path: (next) => `/v1/feeds/articles.${pick(['json', 'atom', 'rss'], next)}?language=${tag(next)}`,
  },
  { kind: 'search, a rare word', share: 3, path: (next) => `/v1/search?q=${said(next, 5_000, 30_000)}` },
  { kind: 'search, a common word', share: 3, path: (next) => `/v1/search?q=${said(next, 0, 100)}` },
  {
    kind: 'search, two words',
    share: 3,
    path: (next) => `/v1/search?q=${said(next, 0, 100)}%20${said(next, 100, 3_000)}`,
  },
  {
    kind: 'search, in a language',
    share: 3,
    path: (next) => `/v1/search?language=uk&q=${said(next, 0, 3_000, 'uk')}`,
  },
  { kind: 'status', share: 6, path: () => '/v1/status' },
];

/** Requests in the order in which they are sent, the same for the same seed. */
export function reads(count: number, articles: number, seed = 1): Read[] {
  const next = random(seed);
  const drawn = MIX.flatMap((one) => Array.from({ length: one.share }, () => one));
  return Array.from({ length: count }, () => {
    const { kind, path } = pick(drawn, next);
    return { kind, path: path(next, articles) };
  });
}
