import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundArticle } from '../index.js';
import { cleanNames } from './authors.js';

const TEXT = [
  'The town will dim its street lamps after midnight from next week, saving a third of the power they use, the mayor said on Monday.',
  'Crossings and the station square stay bright. Owls, the park keeper added, will be the first to notice the difference.',
  'The trial ends in June, when the council will ask residents whether they felt safe walking home.',
];

interface Parts {
  head?: string;
  byline?: string;
  behind?: string;
  title?: string;
  timeZone?: string;
}

function article({
  head = '',
  byline = '',
  behind = '',
  title = 'Lamps to go dim',
  timeZone,
}: Parts): FoundArticle | undefined {
  const page = extractPage({
    body: `<html lang="en"><head><title>${title} | The Owl</title><meta property="og:site_name" content="The Owl"><meta property="og:type" content="article">${head}</head><body><article><h1>${title}</h1>${byline}${TEXT.map((p) => `<p>${p}</p>`).join('')}${behind}</article></body></html>`,
    contentType: 'text/html',
    url: 'https://owl.example/news/lamps-to-go-dim',
    fetchedAt: '2026-03-10T12:00:00Z',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return page.articles[0];
}

const jsonLd = (data: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Lamps to go dim', ...data })}</script>`;

const GRAPH = jsonLd({
  '@type': 'WebPage',
  '@graph': [
    { '@type': 'NewsArticle', headline: 'Lamps to go dim', author: [{ '@id': '#a' }, { '@id': '#b' }] },
    { '@type': 'Person', '@id': '#a', name: 'Ada Night' },
    { '@type': 'Person', '@id': '#b', name: 'Bo Dusk' },
  ],
});

describe('authors', () => {
  it.each([
    [
      'JSON-LD',
      {
        head: jsonLd({
          author: [
            { '@type': 'Person', name: 'Ada Night' },
            { '@type': 'Person', name: 'Bo Dusk' },
          ],
        }),
      },
    ],
    ['JSON-LD by reference', { head: GRAPH }],
    ['a meta element', { head: '<meta name="author" content="By Ada Night, Bo Dusk">' }],
    [
      'links to their pages',
      {
        byline:
          '<div class="by"><a rel="author" href="/author/ada">Ada Night</a> & <a rel="author" href="/author/bo">Bo Dusk</a></div>',
      },
    ],
    ['the byline', { byline: '<p class="byline">By Ada Night and Bo Dusk | 9 March 2026</p>' }],
  ])('are read from %s', (_source, parts) => {
    expect(article(parts)?.author.map((a) => a.name)).toEqual(['Ada Night', 'Bo Dusk']);
  });

  it.each([
    ['By ADA NIGHT, Senior Reporter', ['ADA NIGHT']],
    ['Von Ida Abend und Olaf Morgen', ['Ida Abend', 'Olaf Morgen']],
    ['Автор: Ольга Ночная', ['Ольга Ночная']],
    ['Ada Night (ada@owl.example)', ['Ada Night']],
    ['https://social.example/ada', []],
    ['The Owl', []],
  ])('are people, cleaned: %s', (text, names) => {
    expect(cleanNames([text], ['The Owl'])).toEqual(names);
  });
});

describe('keywords', () => {
  it('are the page’s, without what its system notes for itself', () => {
    const head = jsonLd({ keywords: ['Lamps', 'Category: Town', 'Page Type: Article', '#Owls', 'The Owl'] });
    expect(article({ head })?.keywords).toEqual(['Lamps', 'Owls']);
  });

  it('are the tag links around the article when the page’s data have none', () => {
    const behind = '<div class="tags"><a href="/tag/lamps">Lamps</a> <a href="/tag/owls">Owls</a></div>';
    expect(article({ behind })?.keywords).toEqual(['Lamps', 'Owls']);
  });
});

describe('the time of publication', () => {
  it.each([
    ['json-ld', { head: jsonLd({ datePublished: '2026-03-09T18:20:00+01:00' }) }, '2026-03-09T18:20:00+01:00'],
    [
      'meta:article:published_time',
      { head: '<meta property="article:published_time" content="2026-03-09T18:20:00Z">' },
      '2026-03-09T18:20:00Z',
    ],
    ['time', { byline: '<time datetime="2026-03-09T18:20+02:00">Monday</time>' }, '2026-03-09T18:20:00+02:00'],
    ['visible', { byline: '<div class="date">9 March 2026, 18:20</div>' }, '2026-03-09T18:20:00'],
  ])('is read from %s', (method, parts, value) => {
    expect(article(parts)?.date).toMatchObject({ method, value });
  });

  it('takes the hour from the visible page when the data know the day', () => {
    const parts = {
      head: jsonLd({ datePublished: '2026-03-09' }),
      byline: '<div class="date">9 March 2026, 18:20</div>',
    };
    expect(article({ ...parts, timeZone: 'Europe/Oslo' })?.date?.value).toBe('2026-03-09T18:20:00+01:00');
  });

  it('is told in local time when the page shows that the day is another there', () => {
    const parts = {
      head: jsonLd({ datePublished: '2026-03-10T02:20:00Z' }),
      byline: '<div class="date">March 9, 2026, 9:20 pm</div>',
    };
    expect(article(parts)?.date).toMatchObject({ value: '2026-03-09T21:20:00-05:00', zone: 'page' });
  });
});
