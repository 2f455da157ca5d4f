import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundArticle } from '../index.js';

const TITLES = [
  'Ferry stops for the ice on the upper lake',
  'Паром зупинено через кригу на озері Довгому',
  'Chor sucht Tenöre vor dem langen Winter',
  'Совы вернулись на старую мельницу у реки',
];

/** Teasers of a section page, captured on Tuesday 10 March 2026 at 12:00 UTC, 14:00 in Kyiv. */
const teasers = (times: readonly string[], label = ''): FoundArticle[] =>
  extractPage({
    body: `<html><body><h1>News</h1><div class="list">${TITLES.map((title, i) => `<div class="item">${label}<h3><a href="/news/${String(100 + i)}-story-of-the-day">${title}</a></h3><span class="when">${times[i] ?? ''}</span></div>`).join('')}</div></body></html>`,
    contentType: 'text/html',
    url: 'https://news.example/town/',
    timeZone: 'Europe/Kyiv',
    fetchedAt: '2026-03-10T12:00:00Z',
  }).articles;

describe('the times of teasers', () => {
  it.each([
    [
      ['vor 3 Stunden', 'вчера, 10:34', 'учора о 12:00', 'just now'],
      [
        '2026-03-10T11:00:00+02:00',
        '2026-03-09T10:34:00+02:00',
        '2026-03-09T12:00:00+02:00',
        '2026-03-10T14:00:00+02:00',
      ],
    ],
    [
      ['сёння ў 08:15', 'il y a 20 min', 'przedwczoraj, 23:10', 'Pazartesi 08:15'],
      [
        '2026-03-10T08:15:00+02:00',
        '2026-03-10T13:40:00+02:00',
        '2026-03-08T23:10:00+02:00',
        '2026-03-09T08:15:00+02:00',
      ],
    ],
    [
      ['15:30', '10:34', '09.03. 21:05', 'ieri'],
      ['2026-03-09T15:30:00+02:00', '2026-03-10T10:34:00+02:00', '2026-03-09T21:05:00+02:00', '2026-03-09'],
    ],
  ])('are counted from the capture: %j', (times, values) => {
    expect(teasers(times).map((t) => t.date?.value)).toEqual(values);
  });
});

describe('the only label of a teaser', () => {
  const times = ['15:30', '10:34', '09:05', '08:00'];

  it('is its section', () => {
    const found = teasers(times, '<a href="/category/town">Town and lake</a>');
    expect(found.map((t) => [t.articleSection, t.keywords])).toEqual(TITLES.map(() => ['Town and lake', []]));
  });

  it('is a keyword when it leads to a tag', () => {
    const found = teasers(times, '<a href="/tags/7">latest news in town</a>');
    expect(found.map((t) => [t.articleSection, t.keywords])).toEqual(
      TITLES.map(() => [undefined, ['latest news in town']]),
    );
  });
});
