import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundArticle } from '../index.js';

const TEXT = [
  'The town will dim its street lamps after midnight from next week, saving a third of the power they use, the mayor said on Monday.',
  'Crossings and the station square stay bright. Owls, the park keeper added, will be the first to notice the difference.',
  'The trial ends in June, when the council will ask residents whether they felt safe walking home.',
];

const article = (head: string, inside = '', heading = '<h1>Lamps to go dim</h1>'): FoundArticle | undefined =>
  extractPage({
    body: `<html><head><meta property="og:type" content="article">${head}</head><body><article>${heading}${inside}${TEXT.map((p) => `<p>${p}</p>`).join('')}</article></body></html>`,
    contentType: 'text/html',
    url: 'https://owl.example/news/lamps',
    fetchedAt: '2026-03-10T12:00:00Z',
  }).articles[0];

const wanted = {
  articleSection: 'Town',
  keywords: ['Lamps', 'Owls'],
  author: [{ name: 'Ada Night' }],
  image: [{ url: 'https://owl.example/lamp.jpg' }],
  description: 'Dark at last.',
};

describe('the fields of an article', () => {
  it('are read from JSON-LD', () => {
    const data = {
      '@type': 'NewsArticle',
      headline: 'Lamps to go dim',
      articleSection: 'Town',
      keywords: 'Lamps, Owls',
      author: { '@type': 'Person', name: 'Ada Night' },
      image: '/lamp.jpg',
      description: 'Dark at last.',
    };
    const found = article(`<script type="application/ld+json">${JSON.stringify(data)}</script>`);
    expect(found).toMatchObject(wanted);
    expect(found?.fieldMethods).toEqual({
      headline: 'h1',
      articleSection: 'json-ld',
      keywords: 'json-ld',
      author: 'json-ld',
      image: 'json-ld',
      description: 'json-ld',
    });
  });

  it('are read from microdata', () => {
    const found = article(
      '',
      '<meta itemprop="articleSection" content="Town"><meta itemprop="keywords" content="Lamps, Owls"><span itemprop="author">Ada Night</span><img itemprop="image" src="/lamp.jpg"><span itemprop="description">Dark at last.</span>',
    );
    expect(found).toMatchObject(wanted);
    expect(found?.fieldMethods).toMatchObject({ image: 'microdata', description: 'microdata' });
  });

  it('are read from RDFa', () => {
    const found = article(
      '',
      '<span property="schema:articleSection">Town</span><span property="schema:keywords" content="Lamps, Owls"></span><span property="schema:author">Ada Night</span><img property="schema:image" src="/lamp.jpg"><span property="schema:description">Dark at last.</span>',
    );
    expect(found).toMatchObject(wanted);
    expect(found?.fieldMethods).toMatchObject({ articleSection: 'rdfa', keywords: 'rdfa', image: 'rdfa' });
  });

  it('are read from Dublin Core', () => {
    const found = article(
      '<meta name="DC.title" content="Lamps to go dim"><meta name="DC.subject" content="Lamps; Owls"><meta name="DC.creator" content="Ada Night"><meta name="DC.description" content="Dark at last."><meta name="DC.language" content="en-GB">',
      '',
      '',
    );
    expect(found).toMatchObject({
      headline: 'Lamps to go dim',
      keywords: ['Lamps', 'Owls'],
      author: [{ name: 'Ada Night' }],
      description: 'Dark at last.',
      declaredLanguage: 'en-GB',
      fieldMethods: { headline: 'meta:dc.title', keywords: 'meta:dc.subject', author: 'meta:dc.creator' },
    });
  });

  it('are read from Twitter’s card', () => {
    const found = article(
      '<meta name="twitter:title" content="Lamps to go dim"><meta name="twitter:description" content="Dark at last."><meta name="twitter:image" content="/lamp.jpg"><meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Night">',
      '',
      '',
    );
    expect(found).toMatchObject({
      headline: 'Lamps to go dim',
      author: wanted.author,
      image: wanted.image,
      fieldMethods: { headline: 'meta:twitter:title', author: 'meta:twitter:data1', image: 'meta:twitter:image' },
    });
  });
});

describe('whether an article is free to read', () => {
  it.each([
    [
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":"False"}</script>',
      false,
    ],
    [
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":true}</script>',
      true,
    ],
    ['<meta itemprop="isAccessibleForFree" content="false">', false],
    ['<meta property="article:content_tier" content="metered">', false],
    ['<meta property="article:content_tier" content="free">', true],
    ['', undefined],
  ])('is what the page says: %s', (head, free) => {
    expect(article(head)?.isAccessibleForFree).toBe(free);
  });
});
