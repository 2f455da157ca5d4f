import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';

const BODY =
  'Councillors voted on Monday to dim the lamps after midnight, which saves a third of the power that they use now, the mayor told reporters after the meeting.';
const ITEMS = [
  ['Ferry stops for the ice on the upper lake', 'Around the world', '5 December, 10:34'],
  ['Паром зупинено через кригу на озері', 'Around the world', '5 December, 10:20'],
  ['Choir looks for tenors before the winter', 'Town', '4 December, 09:20'],
  ['Owls return to the old mill near Kirchdorf', 'Around the world', '4 December, 08:00'],
] as const;

const extract = (own: string | undefined, tagOf: (section: string) => string): FoundPage =>
  extractPage({
    body: [
      'Lamps to go dim after midnight in the whole town',
      '',
      'пн, 12/15/2025 - 09:55',
      ...(own === undefined ? [] : [own]),
      '',
      BODY,
      '',
      `${BODY} It was late.`,
      '',
      'Our newsletter',
      '2',
      ...ITEMS.flatMap(([title, section, when]) => [tagOf(section), '', title, when, '']),
    ].join('\n'),
    contentType: 'text/plain',
    timeZone: 'Europe/Kyiv',
    fetchedAt: '2025-12-15T12:00:00Z',
  });

describe('a line of tags without marks between them', () => {
  it.each(['latest news today', 'Latest news in town', 'Ukraine news'])(
    'is keywords where it repeats the tags of the page’s own article, and section beyond that: %s',
    (tags) => {
      const [main, ...teasers] = extract(tags, (section) => `${tags} ${section}`).articles;
      expect(main).toMatchObject({ keywords: [tags] });
      expect(main?.articleSection).toBeUndefined();
      expect(teasers.map((t) => [t.articleSection, t.keywords])).toEqual(ITEMS.map(([, section]) => [section, [tags]]));
    },
  );

  it('is no section where it says the same as that of the page’s own article', () => {
    const [, ...teasers] = extract('Ukraine news', () => 'Ukraine news').articles;
    expect(teasers.map((t) => [t.articleSection, t.keywords])).toEqual(ITEMS.map(() => [undefined, ['Ukraine news']]));
  });

  it('is parted where all lines begin alike, though the page’s own article has none', () => {
    const [, ...teasers] = extract(undefined, (section) => `all the latest news ${section}`).articles;
    expect(teasers.map((t) => [t.articleSection, t.keywords])).toEqual(
      ITEMS.map(([, section]) => [section, ['all the latest news']]),
    );
  });
});
