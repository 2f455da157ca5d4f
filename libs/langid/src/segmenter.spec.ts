import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

/** Sentences enough that the segmenter looks for doubtful stretches instead of asking every language about every word. */
const ENGLISH =
  'The harbour master closed the old bridge to lorries on Tuesday morning, because two of its piles had moved in the storm. ' +
  'Fishermen said that they had seen the crack for weeks, and that nobody at the town hall had listened to them. ' +
  'The council will meet again on Thursday and decide whether a ferry can carry the school buses until the spring.';
const RUSSIAN =
  'Начальник порта закрыл старый мост для грузовиков во вторник утром, потому что две сваи сдвинулись во время шторма. ' +
  'Рыбаки говорят, что видели трещину уже несколько недель, но в мэрии их никто не слушал. ' +
  'Совет соберётся в четверг и решит, сможет ли паром до весны возить школьные автобусы через реку и обратно.';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

function split(text: string): [string, string][] {
  return detector.segment(text).map(({ start, end, tag }) => [tag, text.slice(start, end)]);
}

describe('segmenting a long text', () => {
  it.each([
    ['en', ENGLISH],
    ['ru', RUSSIAN],
  ])('leaves one language (%s) in one piece, sure of it', (tag, text) => {
    expect(detector.segment(text)).toEqual([{ start: 0, end: text.length - 1, tag, confidence: 1 }]);
  });

  it('finds a close language in the middle, to the word', () => {
    const quotation = 'Ми бачили цю тріщину ще восени, але нас ніхто не чув';
    const text = `${RUSSIAN} ${quotation}. ${RUSSIAN}`;
    expect(split(text).map(([tag]) => tag)).toEqual(['ru', 'uk', 'ru']);
    expect(split(text)[1]).toEqual(['uk', quotation]);
  });

  it('finds another language of the same script at the beginning and at the end', () => {
    const german = 'Der Hafenmeister sperrte die alte Brücke am Dienstagmorgen für Lastwagen';
    expect(split(`${german}. ${ENGLISH}`).map(([tag]) => tag)).toEqual(['de', 'en']);
    expect(split(`${ENGLISH} ${german}`).map(([tag]) => tag)).toEqual(['en', 'de']);
  });

  it('finds another script between, names in the first one and all', () => {
    const text = `${ENGLISH} Компания Google этого не обещала. ${ENGLISH}`;
    expect(split(text)[1]).toEqual(['ru', 'Компания Google этого не обещала']);
  });

  it('finds two languages side by side, neither of them the main one', () => {
    const text = `${ENGLISH}\nпогода в городе на неделю погода в місті на тиждень\n${ENGLISH}`;
    expect(split(text).map(([tag]) => tag)).toEqual(['en', 'ru', 'uk', 'en']);
  });

  it('says the same of a text whatever was read before it', async () => {
    const names = 'Zorvenka Blimpart and Kestrivol of Ulmenhadt, Grobentaler Vizkupra, Ommelzind';
    const text = `${names}. ${ENGLISH} ${names}. Der Hafenmeister Vizkupra sperrte die Brücke. ${ENGLISH}`;
    const fresh = (await loadDetector()).segment(text);
    detector.detect(names);
    expect(detector.segment(text)).toEqual(fresh);
    expect(detector.segment(text)).toEqual(fresh);
  });
});
