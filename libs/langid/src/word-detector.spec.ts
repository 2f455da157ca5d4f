import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

/** Segments as readable pairs. */
function split(text: string, known?: string[]): [string, string][] {
  return detector
    .segment(text, known === undefined ? {} : { known })
    .map(({ start, end, tag }) => [tag, text.slice(start, end)]);
}

describe('detect', () => {
  it.each([
    ['en', 'The harbour master closed the old bridge to lorries on Tuesday morning'],
    ['ru', 'Начальник порта закрыл старый мост для грузовиков во вторник утром'],
    ['uk', 'Начальник порту закрив старий міст для вантажівок у вівторок уранці'],
    ['be', 'Начальнік порта зачыніў стары мост для грузавікоў у аўторак раніцай'],
    ['bg', 'Началникът на пристанището затвори стария мост за камиони във вторник сутринта'],
    ['mk', 'Началникот на пристаништето го затвори стариот мост за камиони во вторник наутро'],
    ['sr-Cyrl', 'Управник луке затворио је стари мост за камионе у уторак ујутру'],
    ['kk', 'Порт бастығы ескі көпірді сейсенбі күні таңертең жүк көліктері үшін жапты'],
    ['pl', 'Kapitan portu zamknął stary most dla ciężarówek we wtorek rano'],
    ['cs', 'Velitel přístavu uzavřel starý most pro nákladní vozy v úterý ráno'],
    ['sk', 'Veliteľ prístavu uzavrel starý most pre nákladné autá v utorok ráno'],
    ['de', 'Der Hafenmeister sperrte die alte Brücke am Dienstagmorgen für Lastwagen'],
    ['ga', 'Dhún máistir an chuain an seandroichead ar leoraithe maidin Dé Máirt'],
    ['gl', 'O patrón do porto pechou a vella ponte aos camións o martes pola mañá, e non abrirá ata mañá'],
    ['pt', 'O capitão do porto fechou a velha ponte aos camiões na terça-feira de manhã, e não abrirá até amanhã'],
    ['fa', 'رئیس بندر پل قدیمی را صبح سه‌شنبه به روی کامیون‌ها بست'],
    ['ar', 'أغلق مدير الميناء الجسر القديم أمام الشاحنات صباح يوم الثلاثاء'],
    ['el', 'Ο λιμενάρχης έκλεισε την παλιά γέφυρα για τα φορτηγά'],
    ['ka', 'ნავსადგურის უფროსმა ძველი ხიდი დახურა'],
    ['ja', '港長は火曜の朝、古い橋をトラックに対して閉鎖した'],
    ['ko', '항만장은 화요일 아침 오래된 다리를 폐쇄했다'],
    ['zh-Hans', '港务长星期二早上对卡车关闭了旧桥'],
    ['zh-Hant', '港務長星期二早上對卡車關閉了舊橋'],
  ])('tells %s', (tag, text) => {
    expect(detector.detect(text).tag).toBe(tag);
  });

  it.each([
    ['uk-Latn', 'Nachalnyk portu zakryv staryi mist dlia vantazhivok u vivtorok uranci'],
    ['ru-Latn', 'Nachalnik porta zakryl staryy most dlya gruzovikov vo vtornik utrom'],
  ])('recognises romanised %s', (tag, text) => {
    expect(detector.detect(text)).toMatchObject({ tag, script: 'Latn' });
  });

  it.each([
    [
      'hr',
      'Lučki kapetan zatvorio je stari most jer su se nakon oluje pomaknula dva stupa, a djeca i dalje prelaze rijeku',
    ],
    [
      'sr-Latn',
      'Upravnik luke zatvorio je stari most jer su se posle oluje pomerila dva stuba, a deca i dalje prelaze reku',
    ],
  ])('tells %s from its neighbour of the same letters, never quite sure', (tag, text) => {
    const { tag: found, confidence } = detector.detect(text);
    expect(found).toBe(tag);
    expect(confidence).toBeLessThanOrEqual(0.95);
  });

  it.each([
    ['nothing', ''],
    ['a date', '12/15/2025 - 09:55'],
    ['an address', 'https://example.org/harbour/bridge-closed?id=7'],
    ['a handle', '@harbour_master #Bridge2025'],
    ['a masked word', 'D**n'],
    ['a price', '€ 1 200,50'],
    ['code', 'const closed = bridges.filter((bridge) => !bridge.open()); return closed;'],
    ['mark-up', '<div class="bridge"><a href="/x">»</a></div>'],
    ['a style', '.bridge{color:#333;margin:0}'],
    ['broken encoding', 'ÐœÐ¾ÑÑ‚ Ð·Ð°ÐºÑ€Ñ‹Ñ‚'],
    ['keys at random', 'qwerty asdfgh zxcvbn'],
    ['letters at random', 'wqzx kvbt mmrp'],
    ['acronyms', 'NATO EU IMF'],
    ['filler', 'Lorem ipsum dolor sit amet, consectetur'],
    ['an unknown script', 'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ'],
  ])('says und, and why, of %s', (_what, text) => {
    const detection = detector.detect(text);
    expect(detection.tag).toBe('und');
    expect(detection.reason).toBeTruthy();
    expect(detection.confidence).toBe(0);
  });

  it('keeps the language of a text with a masked word, a handle and an address', () => {
    expect(detector.detect('Рыбаки кричат «Д**ь, откройте мост!» @port https://example.org/news').tag).toBe('ru');
  });

  it('is not tipped by Latin letters that look Cyrillic inside a word', () => {
    expect(detector.detect('Cтарый мост зaкрыли для грузoвиков').tag).toBe('ru');
  });

  it('is not tipped by Cyrillic letters that look Latin inside a word', () => {
    expect(detector.detect('The brіdge was clоsed to lоrries')).toMatchObject({ tag: 'en', script: 'Latn' });
  });

  it.each([
    ['uk', 'олександр коваленко закрив старий міст'],
    ['en', 'john smith and mary brown closed the old bridge'],
  ])('reads names without their capitals as what they are (%s)', (tag, text) => {
    expect(detector.detect(text).tag).toBe(tag);
  });

  it('is not swayed by masked words of another language', () => {
    expect(detector.detect('Na**y s**t, они опять закрыли мост').tag).toBe('ru');
  });

  it('reads capitals like small letters', () => {
    expect(detector.detect('СТАРИЙ МІСТ ЗАКРИТО ДЛЯ ВАНТАЖІВОК').tag).toBe('uk');
  });

  it('says mul of a text half in one language and half in another', () => {
    const detection = detector.detect(
      'The old bridge is closed to lorries until the end of the week. Старый мост закрыт для грузовиков до конца недели.',
    );
    expect(detection.tag).toBe('mul');
    expect(detection.reason).toContain('en, ru');
  });

  it('says mul of two languages as close as Russian and Ukrainian, and names both', () => {
    const text =
      'Старый мост закрыт до весны, и паром не ходит. Старий міст зачинено до весни, бо тріщина росте щодня. ' +
      'Рыбаки недовольны этим решением совета. Рибалки невдоволені цим рішенням і чекають на пором.';
    const detection = detector.detect(text);
    expect(detection.tag).toBe('mul');
    expect(detection.reason).toContain('ru');
    expect(detection.reason).toContain('uk');
  });

  it('ranks what else it may be, the sum being no more than 1', () => {
    const { candidates } = detector.detect('Broen er lukket');
    expect(candidates.length).toBeGreaterThan(1);
    expect(candidates.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('lets the declared language break a tie and nothing else', () => {
    const tie = 'Мост открыт';
    expect(detector.detect(tie, { declared: 'uk' }).tag).toBe('ru');
    expect(detector.detect('The bridge is open again', { declared: 'ru' }).tag).toBe('en');
  });

  it('asks the quotation marks where the words leave a doubt, and believes plain words rather', () => {
    const either = 'Han kan ikke komme i morgen';
    expect(detector.detect(`«${either}»`).tag).toBe('no');
    expect(detector.detect(`»${either}«`).tag).toBe('da');
    expect(detector.detect('«Broen blev lukket efter påske»').tag).toBe('da');
  });

  it('prefers the languages that the source is known to write in', () => {
    const shared = 'Stari most';
    expect(detector.detect(shared, { known: ['sl'] }).tag).toBe('sl');
    expect(detector.detect(shared, { known: ['hr'] }).tag).toBe('hr');
  });

  it('labels a long text by slices of it', () => {
    const long = 'The harbour master closed the old bridge to lorries. '.repeat(2000);
    expect(detector.detect(long)).toMatchObject({ tag: 'en', script: 'Latn' });
  });
});

describe('segment', () => {
  it.each([undefined, ['en', 'ru', 'uk']])(
    'splits a tag line of two close languages at the word (known: %p)',
    (known) => {
      expect(split('погода в городе на неделю погода в місті на тиждень', known)).toEqual([
        ['ru', 'погода в городе на неделю'],
        ['uk', 'погода в місті на тиждень'],
      ]);
    },
  );

  it('keeps a sentence with foreign names in one piece', () => {
    expect(split('Компания Google открыла новый офис, а Bridge Port Authority молчит', ['en', 'ru'])).toHaveLength(1);
  });

  it('cuts out a foreign quotation', () => {
    expect(split('The mayor answered «мы этого никогда не обещали» and left the room').map(([tag]) => tag)).toEqual([
      'en',
      'ru',
      'en',
    ]);
  });

  it('gives offsets in UTF-16 code units that cover each word, in order', () => {
    const text = 'Старый мост 🌉 закрыт. The old bridge is closed.';
    expect(split(text).map(([, words]) => words)).toEqual(['Старый мост 🌉 закрыт', 'The old bridge is closed']);
  });

  it('lets a line break end a language without a word to spare', () => {
    expect(split('Сегодня\nThe weather\nСегодня').map(([tag]) => tag)).toEqual(['ru', 'en', 'ru']);
  });

  it('says und of words that say nothing', () => {
    expect(split('F**k').map(([tag]) => tag)).toEqual(['und']);
  });

  it('has nothing to say of a text without words', () => {
    expect(split('12:45 — 13:00')).toEqual([]);
  });

  it('keeps both halves of a hyphenated word together', () => {
    for (const [, words] of split('матч-реванш закінчився внічию')) expect(words).not.toMatch(/(^-|-$|^реванш)/);
  });
});

describe('tagArticle', () => {
  it('reads the language from headline and body, not from the keywords', () => {
    const language = detector.tagArticle({
      headline: 'Bridge closed to lorries',
      articleBody: 'The harbour master closed the old bridge to lorries on Tuesday.',
      keywords: ['последние новости города', 'новости порта'],
    });
    expect(language).toMatchObject({ tag: 'en', script: 'Latn' });
    expect(language.segments).toHaveLength(1);
  });

  it('keeps the language of a text with a masked word in another script', () => {
    const language = detector.tagArticle({ articleBody: 'Рыбаки кричали с берега: «F**k, мост опять закрыт!»' });
    expect(language.tag).toBe('ru');
    expect(language.segments).toHaveLength(1);
  });

  it('says so where the page declares another language, and is not swayed', () => {
    const article = { articleBody: 'The harbour master closed the old bridge to lorries on Tuesday.' };
    expect(detector.tagArticle(article, { declared: 'uk-UA' })).toMatchObject({
      tag: 'en',
      reason: 'the page declares uk-UA',
    });
    expect(detector.tagArticle(article, { declared: 'en-GB' }).reason).toBeUndefined();
  });

  it('reads the headline where there is no body', () => {
    expect(detector.tagArticle({ headline: 'Alte Brücke für Lastwagen gesperrt', articleBody: '' })).toMatchObject({
      tag: 'de',
      segments: [],
    });
  });
});
