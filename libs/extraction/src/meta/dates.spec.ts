import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundDate, type FoundPage } from '../index.js';
import { dateInAddress } from './address-date.js';

const TEXT = [
  'The town will dim its street lamps after midnight from next week, saving a third of the power they use, the mayor said on Monday.',
  'Crossings and the station square stay bright. Owls, the park keeper added, will be the first to notice the difference.',
  'The trial ends in June, when the council will ask residents whether they felt safe walking home.',
];

interface Parts {
  head?: string;
  byline?: string;
  /** Below the text. */
  below?: string;
  path?: string;
  timeZone?: string;
}

function extract({ head = '', byline = '', below = '', path = '/news/lamps', timeZone }: Parts): FoundPage {
  return extractPage({
    body: `<html lang="en"><head><title>Lamps to go dim</title><meta property="og:type" content="article">${head}</head><body><article><h1>Lamps to go dim</h1>${byline}${TEXT.map((p) => `<p>${p}</p>`).join('')}${below}</article></body></html>`,
    contentType: 'text/html',
    url: `https://owl.example${path}`,
    fetchedAt: '2026-03-10T12:00:00Z',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}
const published = (parts: Parts): FoundDate | undefined => extract(parts).articles[0]?.date;

const jsonLd = (data: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Lamps to go dim', ...data })}</script>`;
const meta = (name: string, content: string): string => `<meta name="${name}" content="${content}">`;

describe('the time of publication', () => {
  it.each([
    ['json-ld', { head: jsonLd({ datePublished: '2026-03-09T18:20:00+01:00' }) }, '2026-03-09T18:20:00+01:00'],
    [
      'json-ld',
      { head: jsonLd({ '@type': 'WebPage', datePublished: '2026-03-09T18:20:00+01:00' }) },
      '2026-03-09T18:20:00+01:00',
    ],
    [
      'meta:article:published_time',
      { head: '<meta property="article:published_time" content="2026-03-09T18:20:00Z">' },
      '2026-03-09T18:20:00Z',
    ],
    ['meta:dc.date.issued', { head: meta('DC.date.issued', '2026-03-09T18:20') }, '2026-03-09T18:20:00'],
    ['meta:dcterms.created', { head: meta('dcterms.created', '2026-03-09') }, '2026-03-09'],
    ['meta:publish-date', { head: meta('publish-date', 'Mon, 09 Mar 2026 18:20:00 GMT') }, '2026-03-09T18:20:00Z'],
    [
      'microdata',
      { byline: '<span itemprop="datePublished" content="2026-03-09T18:20:00+02:00">Monday</span>' },
      '2026-03-09T18:20:00+02:00',
    ],
    [
      'rdfa',
      { byline: '<span property="schema:datePublished" content="2026-03-09T18:20:00+02:00">Monday</span>' },
      '2026-03-09T18:20:00+02:00',
    ],
    ['rdfa', { byline: '<span property="dc:date" content="2026-03-09">Monday</span>' }, '2026-03-09'],
    ['time', { byline: '<time datetime="2026-03-09T18:20+02:00">Monday</time>' }, '2026-03-09T18:20:00+02:00'],
    ['visible', { byline: '<div class="date">9 March 2026, 18:20</div>' }, '2026-03-09T18:20:00'],
    ['visible', { below: '<p>Published: 9 March 2026, 18:20</p>' }, '2026-03-09T18:20:00'],
    [
      'script',
      { head: '<script>window.state={"publishedAt":"2026-03-09T18:20:00Z"}</script>' },
      '2026-03-09T18:20:00Z',
    ],
    ['script', { below: '<div data-post-date="2026-03-09 18:20"></div>' }, '2026-03-09T18:20:00'],
    ['script', { below: '<i data-time-ms="1773080400000"></i>' }, '2026-03-09T18:20:00Z'],
    ['url', { path: '/2026/03/09/lamps' }, '2026-03-09'],
    ['meta:last-modified', { head: meta('last-modified', '2026-03-09T18:20:00Z') }, '2026-03-09T18:20:00Z'],
  ])('is read from %s', (method, parts, value) => {
    expect(published(parts)).toMatchObject({ method, value });
  });

  it('is not that of an update beside it', () => {
    const byline =
      '<p>Updated: 10 March 2026, 09:00</p><p>Обновлено: 10.03.2026 09:00</p><p>9 March 2026, 18:20</p><time class="updated" datetime="2026-03-10T09:00">today</time>';
    expect(published({ byline })).toMatchObject({ value: '2026-03-09T18:20:00', method: 'visible' });
  });

  it('is not that of scripts that tell of several days', () => {
    expect(
      published({ head: '<script>a=[{"publishedAt":"2026-03-09"},{"publishedAt":"2026-03-08"}]</script>' }),
    ).toBeUndefined();
  });

  it('is not that of the build, the session or the copyright', () => {
    expect(
      published({
        head: '<script>s={"buildTime":"2026-03-10T01:00:00Z","sessionDate":"2026-03-10","lastUpdated":"2026-03-10"}</script>',
        below: '<footer>© 2026-03-10 The Owl</footer>',
      }),
    ).toBeUndefined();
  });

  it('is what three other sources say when JSON-LD alone says another day', () => {
    const at = '2026-03-09T02:00:07-07:00';
    expect(
      published({
        head: `${jsonLd({ datePublished: '2026-03-08T22:40:00-07:00' })}${meta('parsely-pub-date', at)}`,
        byline: `<span itemprop="datePublished" content="${at}"></span><time datetime="${at}">Mar 9</time>`,
      })?.value,
    ).toBe(at);
  });

  it('takes the hour from the visible page when the data know the day', () => {
    const parts = {
      head: jsonLd({ datePublished: '2026-03-09' }),
      byline: '<div class="date">9 March 2026, 18:20</div>',
    };
    expect(published({ ...parts, timeZone: 'Europe/Oslo' })?.value).toBe('2026-03-09T18:20:00+01:00');
  });
});

describe('an instant in UTC', () => {
  const head = jsonLd({ datePublished: '2026-03-10T02:20:11Z' });

  it.each([
    ['the hour that the page shows', { byline: '<div class="date">March 9, 2026, 9:20 pm</div>' }],
    [
      'a script that has the same minute on the day that the page shows',
      { byline: '<div class="date">March 9, 2026</div><script>d="2026-03-09 21:20:11"</script>' },
    ],
    [
      'a script that has the same minute on the day of the address',
      { byline: '<script>d="2026-03-09 21:20:11"</script>', path: '/2026/03/09/lamps' },
    ],
  ])('is told in local time when that is another day, by %s', (_evidence, parts) => {
    expect(published({ head, ...parts })).toMatchObject({ value: '2026-03-09T21:20:11-05:00', zone: 'page' });
  });

  it('is left as it is without such proof', () => {
    expect(
      published({ head, byline: '<div class="date">March 9, 2026</div><script>d="2026-03-09 21:47:11"</script>' }),
    ).toMatchObject({ value: '2026-03-10T02:20:11Z', zone: 'date' });
  });
});

describe('a page without an article of its own', () => {
  it('has the date that it says it is of, not that of a teaser', () => {
    const titles = [
      'Lamps to go dim after midnight',
      'Owls return to the old mill',
      'Ferry stops for the ice',
      'Choir looks for tenors',
    ];
    const card = (title: string, n: number): string =>
      `<li class="card"><a href="/news/${title.toLowerCase().replaceAll(' ', '-')}">${title}</a> <span class="date">${String(n + 3)} March 2026</span></li>`;
    const page = extractPage({
      body: `<html><body><div class="date">Tuesday, 10 March 2026</div><ul>${titles.map(card).join('')}</ul></body></html>`,
      contentType: 'text/html',
      url: 'https://owl.example/',
      fetchedAt: '2026-03-10T12:00:00Z',
    });
    expect(page.pageType).toBe('listing');
    expect(page.date).toMatchObject({ value: '2026-03-10', method: 'visible' });
  });
});

describe('the day in an address', () => {
  it.each([
    ['/2026/03/09/lamps', '2026-3-9'],
    ['/town/lamps-2026-03-09-late', '2026-3-9'],
    ['/n/20260309_1.html', '2026-3-9'],
    ['/2026/0309/lamps', '2026-3-9'],
    ['/2026/3/9/lamps', '2026-3-9'],
    ['/lamps-19-03-2026', '2026-3-19'],
    ['/2026/03/lamps', undefined],
    ['/lamps-03-09-2026', undefined],
    ['/a/202603091820/b', undefined],
    ['/article/12345678', undefined],
  ])('is found: %s', (path, day) => {
    const found = dateInAddress(new URL(path, 'https://owl.example'));
    expect(found && [found.year, found.month, found.day].join('-')).toBe(day);
  });
});
