import { describe, expect, it } from '@jest/globals';
import { stemsOf } from './stemmers.js';
import { fold } from './words.js';

/** Nouns and adjectives as news uses them: forms of each in all cases, or with all articles. */
const PARADIGMS: Record<string, string[]> = {
  pl: [
    'most mostu mostowi mostem moście mosty mostów mostom mostami mostach',
    'szkoła szkoły szkole szkołę szkołą szkół szkołom szkołami szkołach',
    'rząd rządu rządowi rządem rządzie rządy rządów rządom rządami rządach',
    'miasto miasta miastu miastem miastom miastami miastach',
    'rzeka rzeki rzece rzekę rzeką rzek rzekom rzekami rzekach',
    'rynek rynku rynkowi rynkiem rynki rynków rynkom rynkami rynkach',
    'wybory wyborów wyborom wyborami wyborach',
    'nowy nowego nowemu nowym nowa nowej nową nowe nowi nowych nowymi',
    'wysoki wysokiego wysokiemu wysokim wysoka wysokiej wysoką wysokie wysokich wysokimi',
    'minister ministra ministrowi ministrem ministrze ministrowie ministrów ministrom ministrami ministrach',
    'łódź łodzi łodzią łodzie łodziom łodziami łodziach',
    'prezydent prezydenta prezydentowi prezydentem prezydencie prezydenci prezydentów prezydentom prezydentami',
  ],
  cs: [
    'most mostu mostem mosty mostů mostům mostech',
    'škola školy škole školu školou škol školám školami školách',
    'vláda vlády vládě vládu vládou vlád vládám vládami vládách',
    'město města městu městě městem měst městům městech',
    'řeka řeky řece řeku řekou řek řekám řekami řekách',
    'zámek zámku zámkem zámky zámků zámkům zámcích',
    'volby voleb volbám volbami volbách',
    'nový nového novému novém novým nová nové novou noví nových novými',
    'dům domu domem domy domů domům domech',
    'ministr ministra ministrovi ministrem ministři ministrů ministrům ministry ministrech',
    'Praha Prahy Praze Prahu Prahou',
    'cena ceny ceně cenu cenou cen cenám cenami cenách',
  ],
  sk: [
    'most mosta mostu mostom moste mosty mostov mostoch mostami',
    'škola školy škole školu školou škôl školám školami školách',
    'vláda vlády vláde vládu vládou vlád vládam vládami vládach',
    'mesto mesta mestu mestom meste mestá miest mestám mestami mestách',
    'nový nového novému novom novým nová novej novú novou nové noví nových novými',
    'minister ministra ministrovi ministrom ministri ministrov ministroch ministrami',
    'rieka rieky rieke rieku riekou riek riekam riekami riekach',
    'cena ceny cene cenu cenou cien cenám cenami cenách',
    'zámok zámku zámkom zámky zámkov zámkoch zámkami',
    'voľby volieb voľbám voľbami voľbách',
  ],
  bg: [
    'мост моста мостът мостове мостовете',
    'училище училището училища училищата',
    'град града градът градове градовете',
    'река реката реки реките',
    'език езика езикът езици езиците',
    'правителство правителството правителства правителствата',
    'министър министъра министърът министри министрите',
    'нов новия новият нова новата ново новото нови новите',
    'избори изборите избор избора изборът',
    'театър театъра театърът театри театрите',
    'край края краят краища краищата',
    'цена цената цени цените',
  ],
  be: [
    'мост моста мосту мостам мосце масты мастоў мастам мастамі мастах',
    'школа школы школе школу школай школ школам школамі школах',
    'горад горада гораду горадам горадзе гарады гарадоў гарадам гарадамі гарадах',
    'рака ракі рацэ раку ракой рэкі рэк рэкам рэкамі рэках',
    'новы новага новаму новым новая новай новую новае новыя новых новымі',
    'выбары выбараў выбарам выбарамі выбарах',
    'рынак рынку рынкам рынкі рынкаў рынкамі рынках',
    'цана цаны цане цану цаной цэны цэн цэнам цэнамі цэнах',
    'міністр міністра міністру міністрам міністры міністраў міністрамі міністрах',
    'бібліятэка бібліятэкі бібліятэцы бібліятэку бібліятэкай бібліятэк бібліятэкам бібліятэкамі бібліятэках',
    'свет свету светам свеце',
    'поезд поезда поезду поездам поездзе паязды паяздоў паяздамі',
  ],
};

const keysOf = (form: string, language: string): Set<string> =>
  new Set([fold(form.toLowerCase()), ...stemsOf(form.toLowerCase(), [language])]);
const meet = (a: Set<string>, b: Set<string>): boolean => [...a].some((key) => b.has(key));

/** Of all pairs of two forms of a word, how many find each other; and of all pairs of words, how many forms do wrongly. */
function measure(language: string): { recall: number; confused: string[] } {
  const words = (PARADIGMS[language] ?? []).map((line) => line.split(' '));
  let [pairs, found] = [0, 0];
  const confused: string[] = [];
  for (const forms of words) {
    for (const one of forms) {
      for (const other of forms) {
        if (one === other) continue;
        pairs += 1;
        if (meet(keysOf(one, language), keysOf(other, language))) found += 1;
      }
    }
    for (const strangers of words.filter((other) => other !== forms)) {
      for (const one of forms)
        for (const other of strangers)
          if (meet(keysOf(one, language), keysOf(other, language))) confused.push(`${one} ${other}`);
    }
  }
  return { recall: found / pairs, confused };
}

describe('light stemmers', () => {
  it.each([
    ['pl', 0.9],
    ['cs', 0.9],
    ['sk', 0.85],
    ['bg', 0.9],
    ['be', 0.9],
  ])('find the forms of a word in %s by one another, and no other word', (language, least) => {
    const { recall, confused } = measure(language);
    expect(confused).toEqual([]);
    expect(recall).toBeGreaterThan(least);
  });

  it.each(['pl', 'cs', 'sk', 'bg', 'be'])('leave three letters at least in %s', (language) => {
    for (const word of ['om', 'ami', 'mami', 'оў', 'амі', 'ите', 'овете', 'ího'])
      for (const stem of stemsOf(word, [language])) expect(stem.length).toBeGreaterThanOrEqual(3);
  });
});
