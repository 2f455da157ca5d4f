/** Pages out of a seed: the same seed gives the same pages, and no two pages share more than a phrase by chance. */

const words = {
  en: 'river council bridge harvest teacher station market winter garden engineer budget ferry museum orchard storm library harbour railway village doctor festival bakery forest mayor school tunnel concert mountain weather farmer ticket sailor window letter painter morning evening summer printer meadow candle carpenter lantern valley stranger kitchen journey whistle blanket chapel pepper saddle thunder velvet walnut'.split(
    ' ',
  ),
  uk: 'річка рада міст врожай учитель вокзал ринок зима сад інженер бюджет пором музей поле буря бібліотека гавань залізниця село лікар свято пекарня ліс мер школа тунель концерт гора погода фермер квиток моряк вікно лист художник ранок вечір літо друкар луг свічка тесля ліхтар долина мандрівник кухня подорож сопілка ковдра каплиця перець сідло грім оксамит горіх'.split(
    ' ',
  ),
  ru: 'река совет мост урожай учитель вокзал рынок зима сад инженер бюджет паром музей поле буря библиотека гавань железная деревня врач праздник пекарня лес мэр школа туннель концерт гора погода фермер билет моряк окно письмо художник утро вечер лето печатник луг свеча плотник фонарь долина странник кухня путешествие свисток одеяло часовня перец седло гром бархат орех'.split(
    ' ',
  ),
  de: 'Fluss Rat Brücke Ernte Lehrer Bahnhof Markt Winter Garten Ingenieur Haushalt Fähre Museum Acker Sturm Bücherei Hafen Eisenbahn Dorf Arzt Fest Bäckerei Wald Bürgermeister Schule Tunnel Konzert Gebirge Wetter Bauer Fahrkarte Seemann Fenster Brief Maler Morgen Abend Sommer Drucker Wiese Kerze Tischler Laterne Tal Fremder Küche Reise Pfeife Decke Kapelle Pfeffer Sattel Donner Samt Walnuss'.split(
    ' ',
  ),
};

const joins = {
  en: ['and the', 'of the', 'with a', 'near the', 'before the', 'without any', 'from the', 'for every'],
  uk: ['і ще', 'біля якої', 'разом із', 'після чого', 'але не', 'щоб її', 'коли цей', 'для всіх'],
  ru: ['и ещё', 'возле которой', 'вместе с', 'после чего', 'но не', 'чтобы её', 'когда этот', 'для всех'],
  de: ['und der', 'mit dem', 'neben einer', 'vor dem', 'ohne jeden', 'aus der', 'für jeden', 'nach dem'],
};

export type PageLanguage = keyof typeof words;
export const LANGUAGES = Object.keys(words) as PageLanguage[];

/** mulberry32: small, seeded, good enough to choose words by. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(items: T[], next: () => number): T => items[Math.floor(next() * items.length)]!;

const syllables = {
  latin: 'bal dor fen gim har jol kam lun mor nis pel rad sov tur vik zan'.split(' '),
  cyrillic: 'бал дор фен гім гар йол кам лун мор ніс пел рад сов тур вік зан'.split(' '),
};

/** Who is told of, and how many: without them all pages would be of the same few things, in whatever language. */
function detail(language: PageLanguage, next: () => number): string {
  const script = language === 'en' || language === 'de' ? syllables.latin : syllables.cyrillic;
  const name = `${pick(script, next)}${pick(script, next)}${pick(script, next)}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${1000 + Math.floor(next() * 9000)}`;
}

function sentence(language: PageLanguage, next: () => number): string {
  const parts = [pick(words[language], next), detail(language, next)];
  for (let i = 0; i < 5; i += 1) parts.push(pick(joins[language], next), pick(words[language], next));
  const text = parts.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const paragraph = (language: PageLanguage, next: () => number): string =>
  Array.from({ length: 4 }, () => sentence(language, next)).join(' ');

/** A text of one paragraph. */
export const generatedParagraph = (language: PageLanguage, next: () => number): string => paragraph(language, next);

export interface GeneratedPage {
  url: string;
  language: PageLanguage;
  headline: string;
  /** Instant of publication, as the page says it. */
  published: string;
  html: string;
}

export interface GeneratedText {
  headline: string;
  paragraphs: string[];
}

/** A made-up article out of a seed. One seed in two languages tells of the same people and numbers in other words. */
export function generatedText(seed: string, language: PageLanguage, paragraphs = 4): GeneratedText {
  const next = random(hash(seed));
  const headline = sentence(language, next).slice(0, -1);
  return { headline, paragraphs: Array.from({ length: paragraphs }, () => paragraph(language, next)) };
}

/** An article in its chrome, with its date in a meta element. */
export function pageOf(
  { headline, paragraphs }: GeneratedText,
  page: Pick<GeneratedPage, 'url' | 'language' | 'published'> & { site: string },
): GeneratedPage {
  const { url, language, published, site } = page;
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${headline}</title>
<link rel="canonical" href="${url}"><meta property="article:published_time" content="${published}"></head>
<body><header><nav><a href="/">Start</a> <a href="/about">Info</a></nav></header>
<main><article><h1>${headline}</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
</article></main><footer>© ${site}</footer></body></html>`;
  return { url, language, headline, published, html };
}

/** Page number `index` of a series. */
export function generatedPage(series: string, index: number, paragraphs = 4): GeneratedPage {
  const language = LANGUAGES[index % LANGUAGES.length]!;
  return pageOf(generatedText(`${series}/${index}`, language, paragraphs), {
    url: `https://${series}.example/${language}/${index}`,
    language,
    published: new Date(Date.UTC(2026, 9, 1) + index * 60_000).toISOString(),
    site: series,
  });
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
