import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

/** Segments as readable pairs. */
function split(text: string, known?: string[]): [string, string][] {
  return detector
    .segment(text, known === undefined ? {} : { known })
    .map(({ start, end, tag }) => [tag, text.slice(start, end)]);
}

describe('detect', () => {
  it.each([
    ['en', 'The harbour master closed the old bridge to lorries on Tuesday morning'],
    ['ru', 'Начальник порта закрыл старый мост для грузовиков во вторник утром'],
    ['uk', 'Начальник порту закрив старий міст для вантажівок у вівторок уранці'],
    ['be', 'Начальнік порта зачыніў стары мост для грузавікоў у аўторак раніцай'],
    ['bg', 'Началникът на пристанището затвори стария мост за камиони във вторник сутринта'],
    ['pl', 'Kapitan portu zamknął stary most dla ciężarówek we wtorek rano'],
    ['cs', 'Velitel přístavu uzavřel starý most pro nákladní vozy v úterý ráno'],
    ['de', 'Der Hafenmeister sperrte die alte Brücke am Dienstagmorgen für Lastwagen'],
    ['el', 'Ο λιμενάρχης έκλεισε την παλιά γέφυρα για τα φορτηγά'],
    ['ka', 'ნავსადგურის უფროსმა ძველი ხიდი დახურა'],
  ])('tells %s', (tag, text) => {
    expect(detector.detect(text).tag).toBe(tag);
  });

  it('says und, and why, where no letter speaks', () => {
    const detection = detector.detect('12/15/2025 - 09:55');
    expect(detection.tag).toBe('und');
    expect(detection.reason).toBeDefined();
  });
});

describe('segment', () => {
  it.each([undefined, ['en', 'ru', 'uk']])(
    'splits a tag line of two close languages at the word (known: %p)',
    (known) => {
      expect(split('погода в городе на неделю погода в місті на тиждень', known)).toEqual([
        ['ru', 'погода в городе на неделю'],
        ['uk', 'погода в місті на тиждень'],
      ]);
    },
  );

  it('keeps a sentence with a foreign name in one piece', () => {
    expect(split('Компания Google открыла новый офис в центре столицы')).toHaveLength(1);
  });

  it('cuts out a foreign quotation', () => {
    expect(split('The mayor answered «мы этого никогда не обещали» and left the room').map(([tag]) => tag)).toEqual([
      'en',
      'ru',
      'en',
    ]);
  });

  it('gives offsets that cover each word of the text, in order', () => {
    const text = 'Старый мост 🌉 закрыт. The old bridge is closed.';
    const segments = detector.segment(text);
    expect(segments.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Старый мост 🌉 закрыт',
      'The old bridge is closed',
    ]);
  });
});

describe('tagArticle', () => {
  it('reads the language from headline and body, not from the keywords', () => {
    const language = detector.tagArticle({
      headline: 'Bridge closed to lorries',
      articleBody: 'The harbour master closed the old bridge to lorries on Tuesday.',
      keywords: ['последние новости города', 'новости порта'],
    });
    expect(language.tag).toBe('en');
    expect(language.segments).toHaveLength(1);
  });

  it('keeps the language of a text with a masked word in another script', () => {
    const language = detector.tagArticle({ articleBody: 'Рыбаки кричали с берега: «F**k, мост опять закрыт!»' });
    expect(language.tag).toBe('ru');
    expect(language.segments).toHaveLength(1);
  });
});
