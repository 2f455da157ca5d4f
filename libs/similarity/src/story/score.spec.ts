import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conceptOf } from './concepts.js';
import { linkScore } from './score.js';
import { storySignature } from './signature.js';
import { soundOf } from './sound.js';
import { Sounds } from './sounds.js';

const sounds = new Sounds(() => 0);
const likeness = (a: string, b: string): number =>
  sounds.likeness(sounds.number(soundOf(a)), sounds.number(soundOf(b)));

describe('sounds', () => {
  it.each([
    ['Malik', 'Малик'],
    ['Irena', 'Ірена'],
    ['Vilde', 'Вильде'],
    ['Charlotte', 'Шарлотты'],
    ['Thatcher', 'Тэтчер'],
    ['Geneva', 'Женева'],
    ['Johnson', 'Джонсону'],
    ['Kharkiv', 'Харків'],
    ['Gödel', 'Гёделя'],
    ['parliament', 'парламента'],
  ])('takes %s and %s for one name', (latin, cyrillic) => {
    expect(likeness(latin, cyrillic)).toBeGreaterThan(0.68);
  });

  it.each([
    ['Malik', 'Морозов'],
    ['Norholm', 'Велмора'],
    ['Irena', 'Оксана'],
  ])('tells %s and %s apart', (latin, cyrillic) => {
    expect(likeness(latin, cyrillic)).toBeLessThan(0.68);
  });
});

describe('concepts', () => {
  it('knows a word in its grammatical forms', () => {
    expect(conceptOf('больницах', 'ru')).toBe(conceptOf('hospitals', 'en'));
    expect(conceptOf('лікарнею', 'uk')).toBe(conceptOf('hospital', 'en'));
    expect(conceptOf('hospital', 'de')).toBeUndefined();
  });
});

describe('link score', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.lorem(), fc.constant('Ірена Малік, 340, вівторок'));
  const language = fc.constantFrom('en', 'ru', 'uk', 'de', 'und', '');

  it('takes any text in any language, is symmetric and stays between 0 and 1', () => {
    fc.assert(
      fc.property(text, language, text, language, (a, languageOfA, b, languageOfB) => {
        const x = storySignature(a, languageOfA);
        const y = storySignature(b, languageOfB);
        const { score } = linkScore(x, y);
        expect(linkScore(y, x).score).toBeCloseTo(score, 10);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('takes no capital for a name in a headline that capitalises every word', () => {
    const { names } = storySignature(
      'Quiet Harbour Towns Want Better Winter Ferries\nAn offer came from Velmora.',
      'en',
    );
    expect(names).toEqual(['velmora']);
  });

  it('reads numbers however they are grouped or spelled', () => {
    const signature = storySignature('375,000 or 375 000, 7,5 percent, six boats', 'en');
    expect(signature.numbers).toEqual(['375000', '7.5', '6']);
  });
});
