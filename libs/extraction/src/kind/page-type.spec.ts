import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';
import { GERMAN, pageOf, SHAPES, STORY_PARAGRAPHS, storyPage } from '../teasers/shapes.fixture.js';

const extract = (body: string, path = '/miasto/2026-story-number-1'): FoundPage =>
  extractPage({
    body,
    contentType: 'text/html',
    url: `https://gazeta.example${path}`,
    timeZone: 'Europe/Warsaw',
    fetchedAt: '2026-03-10T12:00:00Z',
  });
const jsonLd = (data: object): string => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const paragraphs = STORY_PARAGRAPHS.map((p) => `<p>${p}</p>`).join('');

describe('the kind of a page', () => {
  it('is an article with some confidence', () => {
    const page = extract(storyPage());
    expect(page.pageType).toBe('article');
    expect(page.pageTypeConfidence).toBeGreaterThan(0.7);
  });

  it('is a listing for a section page whose teasers have long texts, and no article is made up', () => {
    const cards = GERMAN.map(
      (t) => `<div class="item"><h2><a href="${t.path}">${t.title}</a></h2><p>${STORY_PARAGRAPHS.join(' ')}</p></div>`,
    );
    const page = extract(pageOf('Kultur', `<main><h1>Kultur</h1>${cards.join('')}</main>`), '/kultur/');
    expect(page.pageType).toBe('listing');
    expect(page.articles.map((a) => a.representationType)).toEqual(['partial', 'partial', 'partial']);
  });

  it('is a listing for a home page whose data describe the articles it lists', () => {
    const data = jsonLd({
      '@type': 'ItemList',
      itemListElement: GERMAN.map((t, i) => ({
        '@type': 'ListItem',
        position: i,
        item: { '@type': 'NewsArticle', headline: t.title, url: t.path },
      })),
    });
    const page = extract(pageOf('Gazeta', `${SHAPES['cards of articles']?.(GERMAN) ?? ''}${data}`), '/');
    expect(page.pageType).toBe('listing');
    expect(page.articles).toHaveLength(GERMAN.length);
  });

  it('is paywalled when the data say so and the text breaks off', () => {
    const data = jsonLd({ '@type': 'NewsArticle', headline: 'Most Kolejowy zniknie', isAccessibleForFree: 'False' });
    expect(extract(storyPage(data)).pageType).toBe('paywalled');
  });

  it('is a video for a player with a line of text', () => {
    const page = extract(
      pageOf(
        'Wideo',
        '<h1>Most w trzy minuty</h1><video src="x.mp4"></video><p>Zobacz film o historii mostu, nakręcony z łodzi.</p>',
        '<meta property="og:type" content="video.other">',
      ),
    );
    expect(page.pageType).toBe('video');
  });

  it('is other for a page with nothing to tell', () => {
    expect(extract(pageOf('Kontakt', '<h1>Kontakt</h1><p>ul. Mostowa 1</p>'), '/kontakt').pageType).toBe('other');
  });
});

describe('a live blog', () => {
  const entries = ['11:40', '11:05', '10:30', '09:55', '09:10'].map(
    (time, i) =>
      `<div class="entry"><span class="clock">${time}</span><h3>Wpis numer ${i}</h3><p>${STORY_PARAGRAPHS[i % 4] ?? ''} ${i}.</p></div>`,
  );
  const page = extract(
    pageOf(
      'Relacja',
      `<article><h1>Rozbiórka mostu na żywo</h1><p>Od rana relacjonujemy prace przy rozbiórce przęsła nad główną ulicą miasta.</p><div class="live">${entries.join('')}</div></article>`,
      '<meta property="og:type" content="article">',
    ),
  );

  it('is known by its entries', () => {
    expect(page.pageType).toBe('liveblog');
  });

  it('gives its entries, each with its time, and keeps them out of its own text', () => {
    const [main, ...rest] = page.articles;
    expect(main?.articleBody).toBe('Od rana relacjonujemy prace przy rozbiórce przęsła nad główną ulicą miasta.');
    expect(rest.map((a) => [a.headline, a.date?.value])).toEqual([
      ['Wpis numer 0', '2026-03-10T11:40:00+01:00'],
      ['Wpis numer 1', '2026-03-10T11:05:00+01:00'],
      ['Wpis numer 2', '2026-03-10T10:30:00+01:00'],
      ['Wpis numer 3', '2026-03-10T09:55:00+01:00'],
      ['Wpis numer 4', '2026-03-10T09:10:00+01:00'],
    ]);
  });

  it('gives the updates of its data when none are shown', () => {
    const data = jsonLd({
      '@type': 'LiveBlogPosting',
      headline: 'Rozbiórka mostu na żywo',
      liveBlogUpdate: [
        {
          '@type': 'BlogPosting',
          headline: 'Dźwig',
          articleBody: 'Dźwig stanął na nabrzeżu.',
          datePublished: '2026-03-10T08:00:00+01:00',
        },
      ],
    });
    const other = extract(pageOf('Relacja', `<h1>Rozbiórka mostu na żywo</h1>${paragraphs}${data}`));
    expect(other.pageType).toBe('liveblog');
    expect(other.articles[1]).toMatchObject({
      headline: 'Dźwig',
      articleBody: 'Dźwig stanął na nabrzeżu.',
      date: { value: '2026-03-10T08:00:00+01:00' },
    });
  });
});
