import { describe, expect, it } from '@jest/globals';
import { extractPage, type FoundPage } from '../index.js';

const extract = (lines: readonly string[]): FoundPage =>
  extractPage({
    body: lines.join('\n'),
    contentType: 'text/plain; charset=utf-8',
    timeZone: 'Europe/Sofia',
    fetchedAt: '2026-05-20T09:00:00Z',
  });

const HEADLINE = 'Harbour ferry to sail every twenty minutes';
const BODY = [
  'The ferry between the two halves of the harbour will sail every twenty minutes from the first of June, the port authority said.',
  'Two more boats have been bought second-hand and are being painted in the yard. Tickets will cost the same as a tram ride.',
  'Residents of the southern quay had asked for the change for years, pointing at queues of up to an hour on summer evenings.',
];
const ITEMS: [text: string, date: string, value: string][] = [
  [
    'Новият кей ще бъде осветен до края на лятото, обяви кметът на събрание с жителите.',
    '18 май, 17:20',
    '2026-05-18T17:20:00+03:00',
  ],
  [
    'Риболовците протестират срещу новите такси за пристанището и спират работа за два дни.',
    '17 май, 11:05',
    '2026-05-17T11:05:00+03:00',
  ],
  [
    'Студенти почистиха плажа и събраха над триста килограма пластмаса за една сутрин.',
    '15 май, 20:00',
    '2026-05-15T20:00:00+03:00',
  ],
];
const values = (page: FoundPage): unknown[] =>
  page.articles.filter((a) => a.representationType === 'partial').map((a) => [a.articleBody, a.date?.value]);
const wanted = ITEMS.map(([text, , value]) => [text, value]);

const main = [HEADLINE, '19.05.2026 14:30', '', ...BODY.flatMap((p) => [p, ''])];

describe('a text with an article and a list', () => {
  it.each([
    ['text, date', ITEMS.flatMap(([text, date]) => [text, date, ''])],
    ['date, text', ITEMS.flatMap(([text, date]) => [date, text, ''])],
    ['date, empty line, text', ITEMS.flatMap(([text, date]) => [date, '', text, ''])],
    ['text, date, label', ITEMS.flatMap(([text, date]) => [text, '', date, 'Пристанище', ''])],
    ['label, text, date', ITEMS.flatMap(([text, date]) => ['Пристанище', text, date, ''])],
    ['date and label in a line, text', ITEMS.flatMap(([text, date]) => [`${date} | Пристанище`, text, ''])],
  ])('keeps both apart: %s', (_name, list) => {
    const page = extract([...main, ...list]);
    expect(page.articles[0]).toMatchObject({
      representationType: 'full',
      headline: HEADLINE,
      date: { value: '2026-05-19T14:30:00+03:00' },
    });
    expect(page.articles[0]?.articleBody.split('\n\n')).toEqual(BODY);
    expect(values(page)).toEqual(wanted);
  });

  it('reads labels as the section of each item', () => {
    const page = extract([...main, ...ITEMS.flatMap(([text, date]) => ['Пристанище', text, date, ''])]);
    expect(page.articles.slice(1).map((a) => a.articleSection)).toEqual(['Пристанище', 'Пристанище', 'Пристанище']);
  });

  it('knows lines of tags by their words, though no two lines are the same', () => {
    const tags = ['Пристанище Град', 'Море Пристанище', 'Град Море'];
    const list = ITEMS.flatMap(([text, date], i) => [tags[i] ?? '', '', text, '', date, '']);
    const page = extract([...main, ...list]);
    expect(values(page)).toEqual(wanted);
    expect(page.articles.slice(1).map((a) => a.articleSection)).toEqual(tags);
  });

  it('reads a headline and a text of an item as such', () => {
    const list = ITEMS.flatMap(([text, date], i) => [
      `Заглавие номер ${['едно', 'две', 'три'][i] ?? ''}`,
      text,
      date,
      '',
    ]);
    const page = extract([...main, ...list]);
    expect(page.articles.slice(1).map((a) => [a.headline, a.articleBody])).toEqual(
      ITEMS.map(([text], i) => [`Заглавие номер ${['едно', 'две', 'три'][i] ?? ''}`, text]),
    );
  });
});

describe('a text that is only an article', () => {
  it('needs no date', () => {
    const page = extract([HEADLINE, '', ...BODY]);
    expect(page.articles).toHaveLength(1);
    expect(page.articles[0]).toMatchObject({ headline: HEADLINE, articleBody: BODY.join('\n\n') });
  });

  it('loses the promo lines behind its text', () => {
    const page = extract([...main, 'All our news in your pocket', '14', 'Share']);
    expect(page.articles[0]?.articleBody.split('\n\n')).toEqual(BODY);
  });
});

describe('a text that is only a list', () => {
  it('makes up no article of its own', () => {
    const page = extract(['Новини', '', ...ITEMS.flatMap(([text, date]) => [date, text, ''])]);
    expect(page.pageType).toBe('listing');
    expect(values(page)).toEqual(wanted);
    expect(page.articles).toHaveLength(ITEMS.length);
  });
});
