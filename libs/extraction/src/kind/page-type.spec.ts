import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';
import { GERMAN, pageOf, POLISH, SHAPES, STORY_PARAGRAPHS, storyPage, UKRAINIAN } from '../teasers/shapes.fixture.js';

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

  const photos = (folder: string, captions: readonly string[]): string =>
    captions
      .map(
        (c, i) =>
          `<div class="slide"><img src="/${folder}/${i}.jpg" width="1200" alt=""><p class="caption">${c}</p></div>`,
      )
      .join('');

  it('is a gallery for pictures with hardly a text, and gives that text', () => {
    const captions = [
      'Die Mühle im Nebel',
      'Am Wehr',
      'Der alte Müller',
      'Das Rad steht still',
      'Mehlstaub',
      'Feierabend',
    ];
    const intro = 'Unser Fotograf hat einen Herbsttag lang in der alten Mühle am Fluss fotografiert.';
    const page = extract(
      pageOf(
        'Ein Tag in der Mühle',
        `<article><h1>Ein Tag in der Mühle</h1><p>${intro}</p>${photos('muehle', captions)}</article>`,
        '<meta property="og:type" content="article">',
      ),
    );
    expect(page.pageType).toBe('gallery');
    expect(page.articles[0]?.articleBody).toContain(intro);
  });

  const shots = (folder: string, count: number): string =>
    Array.from({ length: count }, (_, i) => `<p><img src="/${folder}/${i}.jpg" width="900" alt=""></p>`).join('');

  it('is an article for a text of some length with as many pictures as a gallery has', () => {
    const page = extract(
      pageOf(
        'Most Kolejowy zniknie',
        `<article><h1>Most Kolejowy zniknie</h1>${paragraphs}${shots('most', 7)}</article>`,
        '<meta property="og:type" content="article">',
      ),
    );
    expect(page.pageType).toBe('article');
  });

  it.each([
    ['address', '/galeria/2026-most', shots('most', 7)],
    ['boxes', '/miasto/2026-story-number-1', `<div class="photo-gallery">${shots('most', 7)}</div>`],
  ])('is a gallery for the same when its %s say so', (_by, path, pictures) => {
    const page = extract(
      pageOf(
        'Most Kolejowy zniknie',
        `<article><h1>Most Kolejowy zniknie</h1>${paragraphs}${pictures}</article>`,
        '<meta property="og:type" content="article">',
      ),
      path,
    );
    expect(page.pageType).toBe('gallery');
  });

  it('is a gallery when the data say so', () => {
    const data = jsonLd({ '@type': 'ImageGallery', headline: 'Мости восени' });
    const text = 'Наша фотографиня обійшла всі мости міста за один осінній день і зняла кожен із води.';
    const page = extract(pageOf('Мости восени', `<h1>Мости восени</h1><p>${text}</p><img src="/1.jpg">${data}`));
    expect(page.pageType).toBe('gallery');
  });

  it('is an article for a short text among the pictures of many others', () => {
    const others = [...POLISH, ...GERMAN].map(
      (t) =>
        `<div class="kafel"><a href="${t.path}"><img src="${t.image}" alt=""></a><h3><a href="${t.path}">${t.title}</a></h3></div>`,
    );
    expect(extract(storyPage(others.join(''))).pageType).toBe('article');
  });

  it('is a video when the data describe one', () => {
    const data = jsonLd({
      '@type': 'VideoObject',
      name: 'Die Mühle von oben',
      uploadDate: '2026-03-10T09:00:00+01:00',
    });
    const text = 'Ein Rundflug über die alte Mühle und das Wehr, gefilmt an einem klaren Morgen im März.';
    expect(extract(pageOf('Video', `<h1>Die Mühle von oben</h1><p>${text}</p>${data}`)).pageType).toBe('video');
  });

  it.each([
    [
      'Polish',
      'Miasto',
      'Wszystko, co dzieje się w mieście: od rady po rynek, codziennie od świtu do nocy.',
      POLISH,
      '/miasto/',
    ],
    [
      'Ukrainian',
      'Мости',
      'Усе про мости нашого міста: новини, історії та плани ремонтів на найближчі роки.',
      UKRAINIAN,
      '/mosty/',
    ],
    [
      'German',
      'Kultur',
      'Theater, Musik und Film in der Stadt: was läuft, was kommt und was sich lohnt.',
      GERMAN,
      '/kultur/',
    ],
  ] as const)(
    'is a listing for a section page with an introduction, and no article is made up: %s',
    (_l, name, intro, items, path) => {
      for (const [shape, make] of Object.entries(SHAPES)) {
        const page = extract(
          pageOf(name, `<main><h1>${name}</h1><p class="intro">${intro}</p>${make(items)}</main>`),
          path,
        );
        expect([shape, page.pageType]).toEqual([shape, 'listing']);
        expect(page.articles.filter((a) => a.representationType === 'full')).toEqual([]);
        expect(page.articles).toHaveLength(items.length);
      }
    },
  );

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

  it('keeps entries that only its data can tell out of its own text', () => {
    const updates = ['Міст перекрито для всіх', 'Кран прибув на набережну', 'Перший прогін уже знято'].map(
      (headline, i) => ({
        headline,
        articleBody: `Запис ${i + 1}: роботи тривають за планом, рух організовано через сусідню вулицю до вечора.`,
        datePublished: `2026-03-10T0${7 + i}:00:00+02:00`,
      }),
    );
    const shown = updates.map((u) => `<section class="z"><h2>${u.headline}</h2><p>${u.articleBody}</p></section>`);
    const intro = 'У місті розбирають старий залізничний міст, і ми розповідаємо про це з самого ранку.';
    const point = 'Рух через річку відкриють не раніше ніж за два тижні, кажуть у міській раді.';
    const other = extract(
      pageOf(
        'Наживо',
        `<article><h1>Розбирання мосту наживо</h1><ul class="head"><li>${intro}</li><li>${point}</li></ul><div class="feed">${shown.join('')}</div></article>` +
          jsonLd({ '@type': 'LiveBlogPosting', headline: 'Розбирання мосту наживо', liveBlogUpdate: updates }),
      ),
    );
    expect(other.articles.map((a) => a.headline)).toEqual([
      'Розбирання мосту наживо',
      ...updates.map((u) => u.headline),
    ]);
    expect(other.articles[0]?.articleBody).toBe(`${intro}\n\n${point}`);
  });
});
