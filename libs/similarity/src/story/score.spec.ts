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

  it.each([
    'Festiwal zup: wygrał żurek bez żurku. Jury po dogrywce przyznało nagrodę kucharzowi, który zakwas zastąpił gruszką.',
    'Orkiestra dęta szuka tubisty. Nuty, mundur i obiady gwarantowane. Następca powinien mieć płuca i wolne niedziele.',
  ])('takes no sounds that a long text in another language has by chance for a story: %s', (polish) => {
    const german =
      'Nach vier Jahren Bauzeit hebt die Talbrücker Schleuse wieder Schiffe. Die Ministerin drückte am Dienstag den Knopf, ' +
      'der Regen machte eine Pause, und das erste Schiff war ein Kiesfrachter aus Neustadt. Ingenieure ersetzten beide ' +
      'Tore, die Pumpen und den Leitstand; die Kosten stiegen von dreißig auf neunzig Millionen. Der Kapitän Jens Harms ' +
      'lobte die Ruhe in der Kammer. Kritik kam vom Anglerverein: Die Fischtreppe fehlt bis heute, und der Rat will im ' +
      'Januar über ein Angebot der Firma Sommer beraten.';
    const { score } = linkScore(storySignature(german, 'de'), storySignature(polish, 'pl'));
    expect(score).toBeLessThan(0.02);
  });

  it('links names and numbers across languages of which nothing else is known', () => {
    const german = 'Kapitän Jens Harms steuerte am Montag den Kiesfrachter Lorelei mit 1250 Tonnen nach Neustadt.';
    const polish = 'Kapitan Jens Harms poprowadził w poniedziałek barkę Lorelei z ładunkiem 1250 ton do Neustadt.';
    const { score } = linkScore(storySignature(german, 'de'), storySignature(polish, 'pl'));
    expect(score).toBeGreaterThan(0.43);
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

  it.each([
    ['1 234 5678', ['1234', '5678']],
    ['1.2345', ['1.2345']],
    ['12:30 and 7.', ['12:30', '7']],
    ['9,000,00', ['9000', '00']],
  ])('takes %s for %j', (text, numbers) => {
    expect(storySignature(text, 'en').numbers).toEqual(numbers);
  });

  it('reads a word on over an apostrophe that letters follow', () => {
    const { names, words } = storySignature("They met O'Velmora' and Tam’s uncles' friends", 'de');
    expect(names).toEqual(['ovelmora', 'tam']);
    expect(words).toEqual(['unkles', 'friends']);
  });

  it('judges by the whole of a sentence whether it is in title case, however long', () => {
    const capitals = Array.from({ length: 130 }, (_, n) => `Harbour${'abcdefghij'.charAt(n % 10)}`).join(' ');
    const small = ' quiet'.repeat(40);
    expect(storySignature(capitals, 'de').names).toEqual([]);
    expect(storySignature(capitals + small, 'de').names).not.toEqual([]);
  });

  it('reads no further than 120 words and numbers', () => {
    const text = Array.from({ length: 130 }, (_, n) => String(1000 + n)).join('; ');
    expect(storySignature(text, 'en').numbers).toHaveLength(120);
    expect(storySignature(text.replaceAll(';', '.'), 'en').numbers).toHaveLength(120);
  });

  it.each([
    ['Thiontsch', 'tsiaS'],
    ['Khhalix', 'galiks'],
    ['Bridget', 'briZet'],
    ['Scythe', 'site'],
    ['Côte', 'kote'],
    ['Джамала', 'Zamala'],
    ['Поддждать', 'podZdat'],
  ])('hears %s as %s', (word, sound) => {
    expect(soundOf(word)).toBe(sound);
  });
});
