import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { highlighter, indexedText, parseQuery, type SearchTerm, type SearchTerms } from './index.js';

type Searched = Parameters<typeof indexedText>[0];

function text(articleBody: string, inLanguage: string, more: Partial<Searched> = {}): Searched {
  const language = { tag: inLanguage, confidence: 1, segments: [], detector: 'test', detectorVersion: '1' };
  return { articleBody, inLanguage, language, ...more };
}

/** What a store does with terms, in the plainest way. */
function matches(article: Searched, { all, none }: SearchTerms): boolean {
  const { words, stems } = indexedText(article);
  const holds = (term: SearchTerm): boolean =>
    'phrase' in term
      ? words.includes(` ${term.phrase.join(' ')} `)
      : term.any.some((form) => words.includes(` ${form} `) || stems.includes(` ${form} `));
  return all.every(holds) && !none.some(holds);
}

const finds = (query: string, article: Searched, language?: string): boolean =>
  matches(article, parseQuery(query, language));

describe('a search', () => {
  it.each([
    ['uk', 'ПОРОМИ', 'На зимовий пором поставили нові двигуни.'],
    ['uk', 'гаваню', 'Мешканці чекали в гавані до вечора.'],
    ['uk', 'пʼятий', 'Це вже п’ятий міст через річку.'],
    ['ru', 'паромов', 'Паромы снова вышли из гавани.'],
    ['ru', 'паром', 'Новых паромов не ждут, старый паром чинят.'],
    ['ru', 'ёлки', 'На площади ставят елку.'],
    ['en', 'ferries', 'The ferry sails again.'],
    ['de', 'Hafen', 'Die Häfen bleiben geschlossen.'],
    ['de', 'strasse', 'Die Straße ist gesperrt.'],
    ['fr', 'ete', "L'été sera chaud."],
    ['pl', 'Łódź', 'W mieście Lodz otwarto most.'],
    ['bg', 'МОСТ', 'Новият мост е готов.'],
    ['zh', '电力', '昨日电力公司宣布降价。'],
  ])('finds in %s by %s: %s', (language, query, body) => {
    expect(finds(query, text(body, language), language)).toBe(true);
    expect(finds(query, text(body, language))).toBe(true);
    expect(finds(`${query} xyzzy`, text(body, language))).toBe(false);
    expect(finds(`xyzzy`, text(body, language))).toBe(false);
  });

  it('keeps letters apart that only look alike without their marks', () => {
    expect(finds('мои', text('Ця гора мой дом', 'ru'), 'pl')).toBe(false);
    expect(finds('ії', text('ии', 'uk'), 'pl')).toBe(false);
  });

  it('finds a form by another one only where its language has a stemmer', () => {
    expect(finds('ხიდები', text('ახალი ხიდი მზად არის.', 'ka'), 'ka')).toBe(false);
    expect(finds('ხიდი', text('ახალი ხიდი მზად არის.', 'ka'), 'ka')).toBe(true);
  });

  it('stems each language of a mixed text', () => {
    const mixed = text('The ferry sails.\n\nПаромы стоят.', 'en');
    mixed.language.segments = [{ start: 18, end: 31, tag: 'ru', confidence: 1 }];
    expect(finds('ferries паромов', mixed)).toBe(true);
  });

  it('asks for all words, for phrases as they stand, and for the lack of what has a minus', () => {
    const article = text('The new bridge over the river opens on Monday.', 'en', { headline: 'River news' });
    expect(finds('bridge river', article)).toBe(true);
    expect(finds('"bridge over"', article)).toBe(true);
    expect(finds('"over bridge"', article)).toBe(false);
    expect(finds('bridge -river', article)).toBe(false);
    expect(finds('bridge -tunnel', article)).toBe(true);
    expect(finds('bridge -"over the"', article)).toBe(false);
    expect(finds('"news the"', article)).toBe(false);
  });

  it.each(['', '   ', '-', '-bridge', '"', '""', '$ { } * ^ : ( )', '🙂', 'a '.repeat(21), 'x'.repeat(501)])(
    'refuses %j, which asks for nothing or too much',
    (query) => {
      expect(() => parseQuery(query)).toThrow(expect.objectContaining({ code: 'invalid-query', kind: 'poison' }));
    },
  );

  it('makes terms of letters and digits alone, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        let terms: SearchTerms;
        try {
          terms = parseQuery(`word ${typed}`);
        } catch {
          return;
        }
        const forms = [...terms.all, ...terms.none].flatMap((term) => ('any' in term ? term.any : term.phrase));
        for (const form of forms) expect(form).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
      }),
    );
  });
});

describe('stemmers', () => {
  const ALPHABETS = [
    'абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя',
    'abcdefghijklmnopqrstuvwxyzéèêàâäöüßšžčćńłóąęūėőıøåæ',
    'αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ',
    'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإ',
    'अआइईउकखगघचछजटठडतथदधनपफबभमयरलवशषसहािीुूेैोौ',
    'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցուփքօֆ',
    'அஆஇஈஉகஙசஞடணதநபமயரலவழளறனாிீுூெேைொோௌ',
  ].map((letters) => [...letters]);

  it.each(ALPHABETS.map((letters) => [letters.slice(0, 6).join(''), letters] as const))(
    'take any word of the letters %s…',
    (_, letters) => {
      const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 14 });
      fc.assert(
        fc.property(word, (chosen) => {
          const { all } = parseQuery(chosen.join(''));
          for (const term of all) for (const form of 'any' in term ? term.any : term.phrase) expect(form).not.toBe('');
        }),
        { numRuns: 2000 },
      );
    },
  );
});

describe('highlights', () => {
  const options = { fragments: 3, length: 60 };
  const shown = (article: Searched, query: string, length = 60): string[] =>
    highlighter(parseQuery(query), { ...options, length })(article).map(({ html }) => html);

  it('mark every form that was found, in headline and body', () => {
    const article = text('Старий пором чинять. Нові пороми прийдуть навесні.', 'uk', { headline: 'Пороми й гавань' });
    expect(shown(article, 'поромів', 120)).toEqual([
      '<mark>Пороми</mark> й гавань',
      'Старий <mark>пором</mark> чинять. Нові <mark>пороми</mark> прийдуть навесні.',
    ]);
  });

  it('do not show the headline again where the body repeats it', () => {
    const article = text('Ferries sail again', 'en', { headline: 'Ferries sail again' });
    expect(shown(article, 'ferry')).toEqual(['<mark>Ferries</mark> sail again']);
  });

  it('mark phrases as one', () => {
    expect(shown(text('The new bridge over the river.', 'en'), '"bridge over"')).toEqual([
      'The new <mark>bridge over</mark> the river.',
    ]);
  });

  it('escape what the page wrote', () => {
    const article = text('<script>alert("ferry")</script> & more', 'en');
    expect(shown(article, 'ferry')).toEqual([
      '&lt;script&gt;alert(&quot;<mark>ferry</mark>&quot;)&lt;/script&gt; &amp; more',
    ]);
  });

  it('show pieces of a long body that begin and end between words, each place once, and say where they stand', () => {
    const filler = 'Nothing to see here, the town is quiet. '.repeat(20);
    const body = `${filler}The ferry sails. ${filler}Two ferries sail. ${filler}`;
    const fragments = highlighter(parseQuery('ferry'), options)(text(body, 'en'));
    expect(fragments).toHaveLength(2);
    for (const { start, end, html, field } of fragments) {
      expect(field).toBe('articleBody');
      expect(body.slice(start, end)).toBe(html.replace(/<\/?mark>/g, ''));
      expect(end - start).toBeLessThanOrEqual(90);
      expect(body.charAt(start - 1)).toMatch(/\s/);
    }
  });

  it('are as many as were asked for', () => {
    const body = `The ferry sails. ${'Nothing else is to be told of it. '.repeat(10)}`.repeat(4);
    for (const fragments of [0, 1, 3]) {
      expect(highlighter(parseQuery('ferry'), { fragments, length: 30 })(text(body, 'en'))).toHaveLength(fragments);
    }
  });

  it('mark a word and a phrase that it is part of once', () => {
    expect(shown(text('The new bridge over the river.', 'en'), '"bridge over" over', 120)).toEqual([
      'The new <mark>bridge over</mark> the river.',
    ]);
  });

  it('take a word for what it is in each text, one after the other', () => {
    const shownIn = highlighter(parseQuery('ferries'), options);
    expect(shownIn(text('Two ferry boats', 'en'))).toHaveLength(1);
    expect(shownIn(text('Two ferry boats', 'fi'))).toHaveLength(0);
    expect(shownIn(text('Two ferry boats', 'en'))).toHaveLength(1);
  });

  it('have escaped pieces of the text for every text and query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (body, word) => {
        let terms: SearchTerms;
        try {
          terms = parseQuery(word);
        } catch {
          return;
        }
        for (const { start, end, html } of highlighter(terms, { fragments: 9, length: 10 })(text(body, 'en'))) {
          expect(start).toBeLessThan(end);
          expect(html.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
        }
      }),
    );
  });
});
