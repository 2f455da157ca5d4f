import { describe, expect, it } from '@jest/globals';
import { explainStory } from './explain.js';
import { linkScore } from './score.js';
import { storySignature } from './signature.js';

const EN = storySignature(
  'Ferry returns to Port Velmora. The old ferry Santa Luria sailed again on Tuesday with 340 passengers, captain Irena Malik said.',
  'en',
);
const UK = storySignature(
  'До Порт-Велмори повернувся пором. Старий пором «Санта Лурія» знову вийшов у море у вівторок із 340 пасажирами, повідомила капітан Ірена Малік.',
  'uk',
);
const sum = (terms: { weight: number }[]): number => terms.reduce((total, { weight }) => total + weight, 0);

describe('the explanation of a story link', () => {
  const explanation = explainStory(EN, UK);

  it('lists what both texts have', () => {
    expect(explanation.names.map(({ a, b }) => `${a} ${b}`)).toEqual(
      expect.arrayContaining(['irena irena', 'malik malik', 'luria luria', 'velmora velmori']),
    );
    expect(explanation.words).toContainEqual(expect.objectContaining({ a: 'kaptain', b: 'kapitan' }));
    expect(explanation.concepts.map(({ text }) => text)).toEqual(expect.arrayContaining(['tuesday', 'passenger']));
    expect(explanation.numbers).toEqual([{ text: '340', weight: expect.closeTo(2.2) }]);
  });

  it('adds up to the score', () => {
    expect(explanation.score).toEqual(linkScore(EN, UK));
    for (const kind of ['names', 'words', 'concepts', 'numbers'] as const) {
      expect(sum(explanation[kind])).toBeCloseTo(explanation.score[kind]);
    }
  });

  it('is the same the other way round', () => {
    const other = explainStory(UK, EN);
    expect(other.names.map(({ a, b, weight }) => ({ a: b, b: a, weight }))).toEqual(explanation.names);
    expect(other.score.score).toBeCloseTo(explanation.score.score);
  });

  it('is empty for texts that share nothing', () => {
    const { score, ...shared } = explainStory(EN, storySignature('Зимний лёд растаял.', 'ru'));
    expect(score.score).toBe(0);
    expect(Object.values(shared).flat()).toEqual([]);
  });
});
