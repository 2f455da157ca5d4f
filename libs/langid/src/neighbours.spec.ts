import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

/**
 * What is promised: the script of Serbian and of Chinese, always; Croatian and Serbian in Latin letters where a text has words
 * of one of them, at no more than 0.95; Bosnian as one of these two, never by its name.
 */
describe('Serbian', () => {
  it.each([
    ['sr-Cyrl', 'Cyrl', 'Рибари кажу да је стари мост затворен, а скела вози само увече'],
    ['sr-Latn', 'Latn', 'Ribari kažu da je stari most zatvoren, a skela vozi samo uveče, posle posla'],
    ['sr-Cyrl', 'Cyrl', 'Вода је хладна, рекао је капетан'],
    ['sr-Latn', 'Latn', 'Predsednik opštine je rekao da će deca besplatno prelaziti reku'],
  ])('carries its script: %s', (tag, script, text) => {
    expect(detector.detect(text)).toMatchObject({ tag, script });
  });

  it('changes its script within a text, and its tag with it', () => {
    const text = 'Стари мост је затворен до пролећа. Stari most je zatvoren do proleća, kažu u opštini.';
    expect(detector.segment(text).map(({ tag }) => tag)).toEqual(['sr-Cyrl', 'sr-Latn']);
    expect(detector.detect(text).tag).not.toBe('mul');
  });

  it('is Cyrillic or Latin to a source that is known to write it', () => {
    const shared = 'Stari most je zatvoren';
    expect(detector.detect(shared, { known: ['sr'] }).tag).toBe('sr-Latn');
    expect(detector.detect(shared, { known: ['hr'] }).tag).toBe('hr');
  });
});

describe('Croatian, Bosnian and Serbian in Latin letters', () => {
  it.each([
    ['hr', 'Tijekom tjedna vlak vozi svakih sat vremena, a u siječnju i veljači rjeđe'],
    ['hr', 'Općinsko vijeće je odlučilo da se nogometno igralište gradi uz kolodvor'],
    ['sr-Latn', 'Tokom nedelje voz ide na svakih sat vremena, a u januaru i februaru ređe'],
    ['sr-Latn', 'Opštinsko veće je odlučilo da se fudbalski teren gradi pored stanice'],
  ])('are told apart by words of their own, never quite surely: %s, %s', (tag, text) => {
    const { tag: found, confidence } = detector.detect(text);
    expect(found).toBe(tag);
    expect(confidence).toBeLessThanOrEqual(0.95);
  });

  it.each([
    'Ribari kažu da je stari most zatvoren',
    'Voda je hladna, rekao je kapetan',
    'Sretno svima, vidimo se sutra na mostu',
  ])('are one of the two, and nothing else, where the words are shared: %s', (text) => {
    const { tag, candidates } = detector.detect(text);
    expect(['hr', 'sr-Latn']).toContain(tag);
    expect(candidates.slice(0, 2).map((each) => each.tag)).toEqual(expect.arrayContaining(['hr', 'sr-Latn']));
  });

  it('are never called bs', () => {
    const text = 'Općina Stari Grad saopćila je da je historijski most zatvoren, a kahva se pije kod kuće';
    expect(detector.detect(text).candidates.map(({ tag }) => tag)).not.toContain('bs');
  });
});

describe('Chinese', () => {
  it.each([
    ['zh-Hans', 'Hans', '渔民说旧桥已经关闭，渡轮只在晚上开'],
    ['zh-Hant', 'Hant', '漁民說舊橋已經關閉，渡輪只在晚上開'],
    ['zh-Hans', 'Hans', '市长：桥梁工程将于春天结束'],
    ['zh-Hant', 'Hant', '市長：橋樑工程將於春天結束'],
  ])('carries its writing: %s', (tag, script, text) => {
    expect(detector.detect(text)).toMatchObject({ tag, script });
    expect(detector.segment(text).map((segment) => segment.tag)).toEqual([tag]);
  });

  it('is plain zh where both write the same', () => {
    expect(detector.detect('今天下雨，山上有大火').tag).toBe('zh');
  });

  it('goes by what most letters say', () => {
    expect(detector.detect('这本书叫《舊橋》，说的是渔民过去的生活').tag).toBe('zh-Hans');
  });

  it('is not Japanese, which has kana', () => {
    expect(detector.detect('漁師は古い橋が閉鎖されたと言う').tag).toBe('ja');
    expect(detector.detect('東京都の橋').tag).toBe('ja');
  });
});
