import { describe, expect, it } from '@jest/globals';
import { articleId, type Capture, decode, encode, ExtractedArticle, CaptureSummary } from '#libs/contracts';
import { takeIn } from './capture-intake.js';
import { countWords, extract } from './extract.js';

const page = (chrome: string): string => `<!doctype html><html lang="pl"><head><meta charset="utf-8">
<title>Nowy most otwarty – Gazeta Rzeczna</title><link rel="canonical" href="https://gazeta.example/most"></head>
<body>${chrome}<article><h1>Nowy most otwarty</h1><time datetime="2026-11-20T08:15:00+01:00">20.11.2026</time>
<p>Po trzech latach budowy mieszkańcy obu brzegów mogą znowu chodzić do siebie pieszo, bez czekania na prom i bez
objazdu przez sąsiednie miasteczko.</p>
<p>Burmistrz powiedział, że pierwszego dnia przez most przeszło więcej osób, niż mieszka w całej dzielnicy.</p>
<p>Stary prom zostanie na rzece do końca sezonu, a potem trafi do muzeum żeglugi.</p></article></body></html>`;

function capture(html: string, url?: string): Capture {
  const origin = { sourceId: 'gazeta', timeZone: 'Europe/Warsaw', ...(url === undefined ? {} : { url }) };
  return takeIn({ bytes: Buffer.from(html), contentType: 'text/html', origin, now: new Date('2026-11-21T10:00:00Z') });
}

describe('extract', () => {
  it('gives articles and a summary that are valid messages', () => {
    const { articles, summary } = extract(capture(page('')));
    for (const article of articles) expect(decode(ExtractedArticle, encode(article))).toEqual(article);
    expect(decode(CaptureSummary, encode(summary))).toEqual(summary);
    expect(summary.articleIds).toEqual(articles.map(({ id }) => id));
  });

  it('takes the identity of an article from its canonical URL, whatever address it was fetched at', () => {
    const [plain] = extract(capture(page(''))).articles;
    const [tracked] = extract(capture(page(''), 'https://gazeta.example/most?utm_source=mail')).articles;
    expect(plain!.id).toBe(articleId({ canonicalUrl: 'https://gazeta.example/most' }));
    expect(tracked!.id).toBe(plain!.id);
    expect(plain).toMatchObject({
      headline: 'Nowy most otwarty',
      representationType: 'full',
      datePublishedPrecision: 'second',
      provenance: { sourceId: 'gazeta', fetchedAt: '2026-11-21T10:00:00.000Z', charset: 'utf-8' },
    });
  });

  it('gives what was found by then of a page that takes too long, and says so', () => {
    const paragraphs = Array.from({ length: 20_000 }, (_, i) => `<p>Akapit numer ${i} o nowym moście nad rzeką.</p>`);
    let now = 0;
    const { articles, summary } = extract(capture(page('').replace('</article>', paragraphs.join(''))), {
      clock: () => (now += 0.5),
    });
    expect(decode(CaptureSummary, encode(summary))).toMatchObject({ truncated: true });
    expect(articles[0]?.headline).toBe('Nowy most otwarty');
    expect(extract(capture(page(''))).summary).not.toHaveProperty('truncated');
  });

  it("hands the source's languages on, to the splitter of tag lines and with every article", () => {
    const heard: unknown[] = [];
    const splitLanguages = (line: string, known?: string[]): { start: number; end: number; tag: string }[] => {
      heard.push(known);
      return [{ start: 0, end: line.length, tag: 'pl' }];
    };
    const text = `Nowy most otwarty po trzech latach budowy

20.11.2026, 08:15
Wiadomości znad rzeki новости с берегов реки

Po trzech latach budowy mieszkańcy obu brzegów mogą znowu chodzić do siebie pieszo, bez czekania na prom.

Stary prom zostanie na rzece do końca sezonu, a potem trafi do muzeum żeglugi w sąsiednim miasteczku.`;
    const of = (languages: string[] | undefined): Capture =>
      takeIn({
        bytes: Buffer.from(text),
        contentType: 'text/plain',
        origin: { sourceId: 'gazeta', ...(languages === undefined ? {} : { languages }) },
        now: new Date('2026-11-21T10:00:00Z'),
      });
    const { articles } = extract(of(['pl', 'ru']), { splitLanguages });
    expect(articles[0]?.provenance.sourceLanguages).toEqual(['pl', 'ru']);
    expect(new Set(heard)).toEqual(new Set([['pl', 'ru']]));
    expect(extract(of(undefined)).articles[0]?.provenance).not.toHaveProperty('sourceLanguages');
  });

  it('counts the words of a body once, a hyphen or apostrophe within them aside', () => {
    expect(countWords('П’ять пів-яблук, 3 груші — і все.')).toBe(6);
    expect(countWords('')).toBe(0);
  });
});
