import { describe, expect, it } from '@jest/globals';
import { marksAgainst } from './marks.js';

/** Those of some languages that a text's marks speak against. */
function unlikely(text: string, languages: string): string {
  const against = marksAgainst(text);
  return languages
    .split(' ')
    .filter((language) => (against?.(language) ?? 0) > 0)
    .join(' ');
}

describe('marksAgainst', () => {
  it('speaks against languages that begin a quotation with another mark', () => {
    expect(unlikely('«Broen er lukket»', 'da no sv fr')).toBe('da sv');
    expect(unlikely('»Broen er lukket«', 'da no sv de')).toBe('no');
    expect(unlikely('„Мостът е затворен“', 'bg mk sr ru uk be')).toBe('ru uk be');
    expect(unlikely('Кмет: «Міст зачинено»', 'bg mk sr ru uk be')).toBe('bg mk sr');
  });

  it('takes a question that begins with a mark for Spanish or a neighbour of it', () => {
    expect(unlikely('¿Quién paga el puente?', 'es gl ca pt it')).toBe('pt it');
  });

  it('says nothing of marks that everybody uses, nor of those that only end a quotation', () => {
    for (const text of [
      '"Broen er lukket"',
      '“Broen er lukket”',
      'Broen er lukket?',
      'lukket»',
      'le pont » dit-il',
      '',
    ]) {
      expect(marksAgainst(text)).toBeUndefined();
    }
  });

  it('speaks against none that uses one of two kinds', () => {
    expect(unlikely('«Міст» і „пором“', 'uk bg fi')).toBe('fi');
  });
});
