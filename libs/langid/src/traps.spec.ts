import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

/**
 * What tips a text over that tells languages by letters or words without a thought. Each row: what is wrong with the text,
 * what its label must be, the text. Where there is one language, its segments must say the same.
 */
const TRAPS: readonly (readonly [string, string, string])[] = [
  // Masked words: their stumps are words of any language, and their marks are no ends of sentences.
  ['masked at its end', 'ru', 'На**й этот мост, говорит рыбак'],
  ['masked in the middle', 'ru', 'Су*а, опять паром не пришёл'],
  ['masked with an at sign', 'ru', 'Бл@ть, мост опять закрыли'],
  ['masked with a hash', 'ru', 'Опять эта с#ка закрыла мост'],
  ['masked with a dollar sign', 'en', 'What a pile of bull$hit, the bridge is closed again'],
  ['masked to the last letter', 'ru', 'Пошли вы на х**, сказал капитан'],
  ['masked but for its ends', 'ru', 'п***ц, паром опять не ходит'],
  ['masked in another language', 'ru', 'F**k, паром опять не ходит'],
  ['masked in Ukrainian', 'uk', 'Та ну на**й, міст знову зачинили'],
  ['masked in Polish', 'pl', 'K***a, znowu zamknęli most na rzece'],
  ['masked, and nothing else', 'und', 'На**й'],
  ['masked, and nothing else', 'und', 'F**k'],
  ['masked, and nothing else', 'und', 'Бл@ть'],
  ['bold in mark-up, which is no mask', 'uk', '**Міст** зачинено'],
  ['a list with bullets, which are no masks', 'uk', '* міст зачинено\n* пором не ходить'],

  // Names, in small letters and alone.
  ['names without capitals', 'uk', 'олександр коваленко закрив старий міст'],
  ['names without capitals', 'uk', 'марина петренко прийшла на берег'],
  ['names without capitals', 'ru', 'иван петров открыл старый мост'],
  ['names without capitals', 'be', 'алесь кавалёў адкрыў стары мост'],
  ['names without capitals', 'en', 'john smith and mary brown closed the old bridge'],
  ['names without capitals', 'pl', 'katarzyna nowak otworzyła stary most'],
  ['names of another language', 'ru', 'Джон Смит и Мэри Браун закрыли мост'],
  ['names in Latin letters', 'uk', 'Міст будує Harbour Bridge Company з Rotterdam'],
  ['names alone', 'und', 'Google, Facebook, Microsoft'],
  ['acronyms alone', 'und', 'США, ООН, ЕС'],

  // Letters of another alphabet that look the same.
  ['Latin а, о, С in Russian', 'ru', 'Cтарый мост зaкрыли для грузoвиков'],
  ['Latin i in Ukrainian', 'uk', 'Мiст зачинено до весни'],
  ['Latin i and a in Ukrainian', 'uk', 'Cтaрий мiст зaкрито для вaнтaжiвок'],
  ['Cyrillic о and і in English', 'en', 'The brіdge was clоsed to lоrries'],

  // Letters that are written for apostrophes.
  ["a typewriter's apostrophe", 'uk', "П'ять м'ячів"],
  ['a typographic apostrophe', 'uk', 'П’ять м’ячів'],
  ['the modifier letter apostrophe', 'uk', 'Пʼять мʼячів'],
  ['an opening quotation mark for an apostrophe', 'uk', 'Сім‘я купила пʼять мʼячів'],
  ['a modifier letter apostrophe by itself', 'und', 'ʼ'],

  // What nobody could know.
  ['one word that five languages have', 'und', 'Мост'],
  ['one word that five languages have', 'und', 'Voda'],
  ['one word that all have', 'und', 'Radio'],
  ['one word that all have', 'und', 'Problem'],
  ['one word that all have', 'und', 'Europa'],
  ['one short word', 'und', 'нос'],
  ['laughter', 'und', 'хахаха'],
  ['laughter', 'und', 'Hahahaha'],
  ['a cry', 'und', 'ааааа!!!'],
  ['a keyboard', 'und', 'asdfghjkl'],
  ['one word that only one language has', 'uk', 'Світанок'],
  ['one word that only one language has', 'de', 'Brückenschaden'],

  // Code and mark-up.
  ['a statement in JavaScript', 'und', "const bridge = open ? 'yes' : 'no';"],
  ['a function in JavaScript', 'und', 'function close(bridge) { return bridge.lorries.map((one) => one.stop()); }'],
  ['a query', 'und', 'SELECT name FROM bridges WHERE closed = 1 ORDER BY name'],
  ['a function in Python', 'und', 'def close(bridge): return bridge.lorries == []'],
  ['a rule of a style sheet', 'und', '.bridge-closed { color: red; margin: 0 auto; }'],
  ['tags without words', 'und', '<div class="bridge"><a href="/closed">»</a></div>'],
  ['tags around words', 'ru', '<p>Старый <b>мост</b> закрыт для <i>грузовиков</i></p>'],
  [
    'an article about code',
    'en',
    'Write let bridge = open in the first line, and the harbour master sees at once which of the bridges on the river are open to lorries this morning',
  ],

  // Addresses.
  ['an address of words', 'und', 'https://example.org/novosti/staryy-most-zakryt'],
  ['an address without a scheme', 'und', 'www.example.org/bridge-closed'],
  ['an address for mail', 'und', 'harbour.master@example.org'],
  ['handles', 'und', '@harbour_master #мост #Bridge2025'],
  ['an English address in Russian', 'ru', 'Мост закрыт: https://example.org/the-old-bridge-is-closed-to-lorries'],
  ['an English address in Spanish', 'es', 'El puente está cerrado: https://example.org/the-bridge-is-closed'],

  // Numbers.
  ['a time', 'und', '12:45 – 13:00'],
  ['a price', 'und', '1 200,50 €'],
  ['a telephone', 'und', '+380 44 000 00 00'],
  ['letters glued to numbers', 'und', 'G8, 5G, A320, COVID-19'],
  ['a score', 'und', '3:2 (1:0, 0:2, 2:0)'],
  ['a date in Russian', 'ru', '5 декабря, 10:34'],
  ['a date in Ukrainian', 'uk', '12 грудня 2025, 09:15'],
  ['numbers in Russian', 'ru', '10.12.2025. Мост закрыт на 14 дней, 300 машин ждут'],
  ['numbers in German', 'de', '2025: 14 Brücken, 300 Lastwagen, 1.200 Euro'],
];

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

describe('a text that may mislead', () => {
  it.each(TRAPS)('%s: %s (%s)', (_, tag, text) => {
    const detection = detector.detect(text);
    expect(detection.tag).toBe(tag);
    if (tag === 'und') {
      expect(detection.confidence).toBe(0);
      expect(detection.reason).toBeTruthy();
    } else if (!text.includes('<')) {
      expect(new Set(detector.segment(text).map((segment) => segment.tag))).toEqual(new Set([tag]));
    }
  });

  it('gives a source that is known to write one language the benefit of the doubt', () => {
    expect(detector.detect('Voda', { known: ['sl'] }).tag).toBe('sl');
    expect(detector.detect('Мост', { known: ['be'] }).tag).toBe('be');
  });
});
