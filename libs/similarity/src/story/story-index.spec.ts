import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createStoryIndex } from './story-index.js';
import { storySignature } from './signature.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const FERRY = {
  en: 'Ferry returns to Port Velmora. The old ferry Santa Luria sailed again on Tuesday with 340 passengers, captain Irena Malik said.',
  ru: 'В Порт-Велмору вернулся паром. Старый паром «Санта Лурия» снова вышел в море во вторник с 340 пассажирами, сообщила капитан Ирена Малик.',
  uk: 'До Порт-Велмори повернувся пором. Старий пором «Санта Лурія» знову вийшов у море у вівторок із 340 пасажирами, повідомила капітан Ірена Малік.',
};
const FIRE = {
  en: 'Fire destroys library in Norholm. Firefighters from Norholm and Estby fought the blaze for 9 hours, mayor Tomas Vilde said.',
  ru: 'В Норхольме сгорела библиотека. Пожарные Норхольма и Эстби боролись с огнём 9 часов, сказал мэр Томас Вильде.',
};

function indexOf(...texts: [id: string, text: string, language: string][]): ReturnType<typeof createStoryIndex> {
  const index = createStoryIndex();
  for (const [id, text, language] of texts) index.add(id, storySignature(text, language), 0);
  return index;
}

describe('story index', () => {
  it('finds the versions of a story in other languages, and no other story', () => {
    const index = indexOf(['ferry-en', FERRY.en, 'en'], ['fire-en', FIRE.en, 'en'], ['ferry-uk', FERRY.uk, 'uk']);
    const ferry = index.query(storySignature(FERRY.ru, 'ru'), 10 * MINUTE);
    expect(ferry.map((match) => match.id).sort()).toEqual(['ferry-en', 'ferry-uk']);
    expect(index.query(storySignature(FIRE.ru, 'ru'), 10 * MINUTE).map((match) => match.id)).toEqual(['fire-en']);
  });

  it('finds a story among thousands that came after it and use the same everyday words', () => {
    const NAMES = 'Bal Dor Fen Gim Har Jol Kam Lun Mor Nis Pel Rad'.split(' ').map((name) => `${name}mira`);
    // What the ferry's text names is in the news again now and then, never two of them at once.
    const again = ['Velmora', 'Santa', 'Luria', 'Irena', 'Malik', '340'];
    const index = createStoryIndex();
    index.add('ferry', storySignature(FERRY.en, 'en'), 0);
    for (let i = 0; i < 6000; i += 1) {
      const text = `It was ${NAMES[i % NAMES.length]!} who said that on Tuesday the old captain and his passengers returned to the port from the sea with ${again[i % 100] ?? 10_000 + i}.`;
      index.add(`other-${i}`, storySignature(text, 'en'), i * 500);
    }
    expect(index.query(storySignature(FERRY.ru, 'ru'), 50 * MINUTE)[0]).toMatchObject({ id: 'ferry' });
  });

  it('never offers a text in the same language', () => {
    expect(indexOf(['a', FERRY.en, 'en']).query(storySignature(FERRY.en, 'en-GB'), 0)).toEqual([]);
  });

  it('links languages without a table of concepts by their names and numbers', () => {
    const czech =
      'Do přístavu Velmora se vrátil přívoz. Starý přívoz Santa Luria vyplul s 340 cestujícími, řekla Irena Malik.';
    const german =
      'In Port Velmora fährt die Fähre wieder. Die alte Santa Luria hatte 340 Menschen an Bord, sagte Irena Malik.';
    const index = indexOf(['de', german, 'de']);
    expect(index.query(storySignature(czech, 'cs'), 0)).toMatchObject([{ id: 'de' }]);
    expect(index.query(storySignature('Irena Malik přijela do Prahy s 12 hosty.', 'cs'), 0)).toEqual([]);
  });

  it('wants more agreement the further apart the texts are in time', () => {
    const index = indexOf(['a', FERRY.en, 'en']);
    const threshold = (at: number): number | undefined => index.query(storySignature(FERRY.ru, 'ru'), at)[0]?.threshold;
    expect(threshold(12 * HOUR) ?? 1).toBeGreaterThan(threshold(30 * MINUTE) ?? 1);
  });

  it('passes over what is refused, and lets other signs speak for an article', () => {
    const index = indexOf(['a', FERRY.en, 'en'], ['b', FIRE.en, 'en']);
    const ferry = storySignature(FERRY.ru, 'ru');
    expect(index.query(ferry, 0, { accept: (id) => id !== 'a' })).toEqual([]);
    const plain = index.query(ferry, 0)[0]?.score ?? 0;
    expect(index.query(ferry, 0, { bonus: () => 0.1 })[0]?.score).toBeCloseTo(Math.min(1, plain + 0.1));
  });

  it('forgets what was removed, replaced or is older than the window', () => {
    const index = createStoryIndex();
    const ferry = storySignature(FERRY.ru, 'ru');
    for (let n = 0; n < 3000; n++) index.add(`old-${n}`, storySignature(FERRY.en, 'en'), n);
    index.evictBefore(2998);
    expect(index.size).toBe(2);
    expect(
      index
        .query(ferry, 3000)
        .map((match) => match.id)
        .sort(),
    ).toEqual(['old-2998', 'old-2999']);
    index.remove('old-2998');
    index.add('old-2999', storySignature(FIRE.en, 'en'), 3000);
    expect(index.query(ferry, 3000)).toEqual([]);
  });

  it('finds older articles again when the newer ones with the same words are forgotten', () => {
    const index = createStoryIndex();
    const texts = [FERRY.en, FIRE.en];
    const signatures = texts.map((text) => storySignature(text, 'en'));
    const add = (target: typeof index, n: number): void => {
      const signature = signatures[n % 2];
      if (signature) target.add(`n${n}`, signature, n);
    };
    for (let n = 0; n < 600; n++) add(index, n);
    for (let n = 40; n < 600; n++) index.remove(`n${n}`);
    const rebuilt = createStoryIndex();
    for (let n = 0; n < 40; n++) add(rebuilt, n);
    const ferry = storySignature(FERRY.ru, 'ru');
    expect(index.query(ferry, 600)).toHaveLength(12);
    expect(index.query(ferry, 600)).toEqual(rebuilt.query(ferry, 600));
  });

  it('goes on to the next best when all of the best are refused', () => {
    const index = createStoryIndex();
    for (let n = 0; n < 60; n++) index.add(`n${n}`, storySignature(FERRY.en, 'en'), n);
    const allowed = new Set(['n57', 'n58']);
    const found = index.query(storySignature(FERRY.ru, 'ru'), 60, { accept: (id) => allowed.has(id) });
    expect(found.map(({ id }) => id)).toEqual(['n57', 'n58']);
  });

  it('answers the same after it has seen and forgotten very many words', () => {
    const index = indexOf(['ferry-en', FERRY.en, 'en'], ['fire-en', FIRE.en, 'en']);
    const ferry = storySignature(FERRY.ru, 'ru');
    const before = index.query(ferry, 0);
    const letters = 'bdfgklmnprstvz';
    const word = (n: number): string =>
      [0, 1, 2, 3].map((i) => `${letters[Math.floor(n / 14 ** i) % 14] ?? ''}${'aeiou'[(n + i) % 5] ?? ''}`).join('');
    for (let n = 0; n < 1200; n++) {
      const signature = { ...ferry, names: [], words: Array.from({ length: 60 }, (_, i) => word(60 * n + i)) };
      index.query(signature, 0);
      if (n % 2 === 0) index.add('passing', signature, 0);
    }
    index.remove('passing');
    expect(index.query(ferry, 0)).toEqual(before);
  });

  it('refuses a signature that no text can have', () => {
    const signature = { ...storySignature(FERRY.en, 'en'), words: new Array<string>(300).fill('parom') };
    expect(() => createStoryIndex().query(signature, 0)).toThrow(/300 entries/);
  });

  it('answers as an index that was built from what is left', () => {
    const texts = [
      FERRY.en,
      FERRY.uk,
      FIRE.en,
      `${FERRY.en} ${FIRE.en}`,
      'Ferry fire, 9 hours, 340 passengers, Norholm',
    ];
    const text = fc.constantFrom(...texts.map((value, i) => ({ value, language: i === 1 ? 'uk' : 'en' })));
    const adds = fc.array(fc.record({ id: fc.nat(12), text, at: fc.nat(50), drop: fc.nat(14) }), { maxLength: 30 });
    fc.assert(
      fc.property(adds, fc.nat(50), (history, before) => {
        const lived = createStoryIndex();
        const left = new Map<string, (typeof history)[number]>();
        for (const step of history) {
          lived.add(String(step.id), storySignature(step.text.value, step.text.language), step.at);
          lived.remove(String(step.drop));
          left.delete(String(step.id));
          left.set(String(step.id), step);
          left.delete(String(step.drop));
        }
        lived.evictBefore(before);
        const rebuilt = createStoryIndex();
        for (const [id, step] of left) {
          if (step.at >= before) rebuilt.add(id, storySignature(step.text.value, step.text.language), step.at);
        }
        expect(lived.size).toBe(rebuilt.size);
        for (const probe of [FERRY.ru, FIRE.ru]) {
          const signature = storySignature(probe, 'ru');
          expect(lived.query(signature, 50)).toEqual(rebuilt.query(signature, 50));
        }
      }),
    );
  });
});
