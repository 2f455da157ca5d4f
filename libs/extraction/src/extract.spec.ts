import { describe, expect, it } from '@jest/globals';
import { extractPage, type LanguageSplitter } from './index.js';

/** Stands in for libs/langid: Greek letters are one run, the rest another. */
const byAlphabet: LanguageSplitter = (text) => {
  const runs: { start: number; end: number; tag: string }[] = [];
  for (const word of text.matchAll(/\S+/gu)) {
    const tag = /\p{Script=Greek}/u.test(word[0]) ? 'el' : 'de';
    const last = runs.at(-1);
    const end = word.index + word[0].length;
    if (last?.tag === tag) last.end = end;
    else runs.push({ start: word.index, end, tag });
  }
  return runs;
};

const PARAGRAPHS = [
  'Der Gemeinderat hat am Montagabend beschlossen, die alte Brücke am Hafen bis zum Frühjahr zu erneuern.',
  'Die Arbeiten sollen im Januar beginnen und rund vier Monate dauern, sagte die Bürgermeisterin nach der Sitzung.',
  'Während der Bauzeit fährt die Fähre alle zwanzig Minuten, und die Fahrt bleibt für Anwohner kostenlos.',
];
const TEASERS = [
  ['Ein Sturm hat in der Nacht mehrere Boote losgerissen. Verletzt wurde niemand.', '3. Januar, 08:15'],
  ['Μια καταιγίδα παρέσυρε τη νύχτα αρκετές βάρκες. Κανείς δεν τραυματίστηκε.', '2. Januar, 21:40'],
  [
    'Das Museum zeigt Fotos aus hundert Jahren Fischerei. Der Eintritt ist am ersten Sonntag frei.',
    '30. Dezember, 12:00',
  ],
];

const plainPage = [
  'Alte Brücke am Hafen wird bis zum Frühjahr erneuert',
  '',
  'Mo, 05.01.2026 - 18:30',
  'Nachrichten vom Hafen νέα από το λιμάνι',
  '',
  PARAGRAPHS.join('\n\n'),
  '',
  'Alle Nachrichten jetzt auch per Brieftaube',
  '7',
  ...TEASERS.flatMap(([text, date]) => ['Nachrichten vom Hafen νέα από το λιμάνι Küste', '', text, '', date]),
  '',
  'Neues aus «Küste»',
  '',
  ...TEASERS.slice(0, 2).flatMap(([text, date]) => [
    'Nachrichten vom Hafen νέα από το λιμάνι Küste',
    '',
    text,
    '',
    date,
  ]),
].join('\n');

const row = ([text, date]: string[], i: number): string => `<div class="row">
  <div class="terms"><a href="/tags/9">Nachrichten vom Hafen</a> <a href="/tags/8">νέα από το λιμάνι</a> <a href="/kueste">Küste</a></div>
  <h3><a href="/a/${i + 100}/lang-genug">${text}</a></h3><span class="when">${date}</span></div>`;

const htmlPage = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Alte Brücke am Hafen wird bis zum Frühjahr erneuert | Hafenbote</title>
<link rel="canonical" href="https://bote.example/a/99"></head><body>
<header><nav><a href="/kueste">Küste</a> <a href="/markt">Markt</a></nav></header>
<div class="node"><h1>Alte Brücke am Hafen wird bis zum Frühjahr erneuert</h1><div class="info">Mo, 05.01.2026 - 18:30</div>
<div class="field-tags"><a href="/tags/9">Nachrichten vom Hafen</a> <a href="/tags/8">νέα από το λιμάνι</a></div>
<div class="text">${PARAGRAPHS.map((p) => `<p>${p}</p>`).join('\n')}</div>
<div><a href="/post">Alle Nachrichten jetzt auch per Brieftaube bestellen</a></div><div>7</div></div>
<div class="list">${TEASERS.map(row).join('')}${TEASERS.slice(0, 2).map(row).join('')}</div></body></html>`;

describe.each([
  ['text', plainPage, 'text/plain'],
  ['HTML', htmlPage, 'text/html'],
])('a page as %s', (_name, body, contentType) => {
  const page = extractPage({
    body,
    contentType,
    timeZone: 'Europe/Berlin',
    fetchedAt: '2026-01-06T09:00:00Z',
    splitLanguages: byAlphabet,
  });
  const [main, ...teasers] = page.articles;

  it('gives its own article with headline, time, keywords and nothing but its paragraphs', () => {
    expect(main).toMatchObject({
      representationType: 'full',
      headline: 'Alte Brücke am Hafen wird bis zum Frühjahr erneuert',
      date: { value: '2026-01-05T18:30:00+01:00', precision: 'minute', zone: 'source' },
      keywords: ['Nachrichten vom Hafen', 'νέα από το λιμάνι'],
    });
    expect(main?.articleBody.split('\n\n')).toEqual(PARAGRAPHS);
  });

  it('gives every teaser once, with text, section and the year that its list belongs to', () => {
    expect(teasers.map((t) => [t.representationType, t.articleBody, t.articleSection, t.date?.value])).toEqual([
      ['partial', TEASERS[0]?.[0], 'Küste', '2026-01-03T08:15:00+01:00'],
      ['partial', TEASERS[1]?.[0], 'Küste', '2026-01-02T21:40:00+01:00'],
      ['partial', TEASERS[2]?.[0], 'Küste', '2025-12-30T12:00:00+01:00'],
    ]);
  });

  it('counts the blocks that repeat an article', () => {
    expect(teasers.map((t) => t.repeatsOnPage)).toEqual([1, 1, 0]);
    expect(page.repeats).toBe(2);
  });
});

describe('input that is no page', () => {
  const input = { contentType: 'text/html', fetchedAt: '2026-01-06T09:00:00Z' };

  it.each([
    ['unknown-time-zone', { ...input, body: '<p>x', timeZone: 'Mars/Olympus' }],
    ['not-text', { ...input, body: Uint8Array.from({ length: 600 }, (_, i) => i % 7) }],
    ['empty-page', { ...input, body: ' \n ' }],
  ])('is refused as %s', (code, bad) => {
    expect(() => extractPage(bad)).toThrow(expect.objectContaining({ code, kind: 'poison' }));
  });
});
