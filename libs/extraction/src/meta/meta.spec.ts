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
