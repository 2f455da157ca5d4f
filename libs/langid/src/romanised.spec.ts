import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

/** One sentence each way; what is written so in a paper, a passport, a library or on a telephone. */
const ROMANISED: readonly (readonly [string, string, string])[] = [
  ['uk-Latn', 'national, 2010', 'Rybalky kazhut, shcho staryi mist zachyneno, a porom yide lyshe vvecheri'],
  ['uk-Latn', 'national, 2010', 'Yizhak zhyv u ochereti, ale zghodom pereishov na toi bereh'],
  ['uk-Latn', 'BGN/PCGN', 'Rybalky kazhut’, shcho staryy mist zachyneno, a porom yide lyshe vvecheri'],
  ['uk-Latn', 'ISO 9', 'Ribalki kažutʹ, ŝo starij mìst začineno, a porom ïde liše vvečerì'],
  ['uk-Latn', 'scholarly', 'Rybalky kažut’, ščo staryj mist začyneno, a porom jide lyše vvečeri'],
  ['uk-Latn', 'on a telephone', 'Rybalky kazhut scho staryy mist zakryly, a porom yide til’ky vvecheri'],
  ['uk-Latn', 'on a telephone, и as i', 'Ribalki kazhut, scho starij mist zachineno, a porom jide tilki vvecheri'],
  ['ru-Latn', 'as on maps', 'Rybaki govoryat, chto staryy most zakryt, a parom khodit tolko vecherom'],
  ['ru-Latn', 'BGN/PCGN', 'Yesli most zakroyut, zhiteli levogo berega budut yezditʹ v obʺyezd'],
  ['ru-Latn', 'passports', 'Rybaki govoriat, chto staryi most zakryt, a parom khodit tolko vecherom'],
  ['ru-Latn', 'ISO 9, GOST 7.79 A', 'Rybaki govorât, čto staryj most zakryt, a parom hodit tolʹko večerom'],
  ['ru-Latn', 'GOST 7.79 B', 'Ry`baki govoryat, chto stary`j most zakry`t, a parom xodit tol`ko vecherom'],
  ['ru-Latn', 'scholarly', 'Rybaki govorjat, čto staryj most zakryt, a parom xodit tol’ko večerom'],
  ['ru-Latn', 'on a telephone', 'rybaki govoryat chto most zakryli, parom hodit tolko vecherom'],
  ['ru-Latn', 'on a telephone, ж as j', 'ribaki govorjat chto most uje zakrili, parom hodit tolko vecherom'],
];

/** Sentences of the neighbours in Latin letters, with words that both have. */
const CLEAN: readonly (readonly [string, string])[] = [
  ['pl', 'Rybacy mówią, że stary most jest zamknięty, a prom kursuje tylko wieczorem'],
  ['pl', 'Woda stoi na drodze, most stary, prom nowy'],
  ['cs', 'Rybáři říkají, že starý most je zavřený a přívoz jezdí jen večer'],
  ['sk', 'Rybári hovoria, že starý most je zatvorený a kompa chodí iba večer'],
  ['sl', 'Ribiči pravijo, da je stari most zaprt, trajekt pa vozi samo zvečer'],
  ['hr', 'Ribari kažu da je stari most zatvoren, a trajekt vozi samo navečer'],
  ['sr-Latn', 'Ribari kažu da je stari most zatvoren, a skela vozi samo uveče, posle posla'],
  ['lt', 'Žvejai sako, kad senasis tiltas uždarytas, o keltas plaukia tik vakare'],
  ['lv', 'Zvejnieki saka, ka vecais tilts ir slēgts, bet prāmis kursē tikai vakarā'],
  ['ro', 'Pescarii spun că podul vechi este închis, iar bacul merge numai seara'],
  ['en', 'Slava and Oleksandr told the Novosti reporter that the Kyivska bridge was closed'],
  ['en', 'The magazine Ogonyok and the newspaper Ukrainska Pravda wrote about the ferry'],
  ['de', 'Die Zeitung Nowaja Gaseta schreibt, dass Petro und Oleh die Brücke gesperrt haben'],
];

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

describe('Ukrainian and Russian in Latin letters', () => {
  it.each(ROMANISED)('%s as such: %s', (tag, _, text) => {
    expect(detector.detect(text)).toMatchObject({ tag, script: 'Latn' });
  });

  it('are known within a text of their own source only when it says so', () => {
    const text = 'Rybaki govoryat, chto most zakryt';
    expect(detector.detect(text, { known: ['ru-Latn'] }).confidence).toBeGreaterThanOrEqual(
      detector.detect(text, { known: ['ru'] }).confidence,
    );
  });

  it('are cut out of a text in another language', () => {
    const text = 'The captain wrote on the wall: rybaki govoryat chto most zakryli navsegda. Nobody washed it off.';
    expect(detector.segment(text).map(({ tag }) => tag)).toEqual(['en', 'ru-Latn', 'en']);
  });
});

describe('languages of Latin letters', () => {
  it.each(CLEAN)('are not taken for them: %s, %s', (tag, text) => {
    expect(detector.detect(text).tag).toBe(tag);
    expect(detector.segment(text).map((segment) => segment.tag)).toEqual([tag]);
  });
});
