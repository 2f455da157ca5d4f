import { encode, type Specimen } from '../specimen.js';

const around = (title: string, encoding?: string): string =>
  `<?xml version="1.0"${encoding === undefined ? '' : ` encoding="${encoding}"`}?><rss version="2.0"><channel><title>x</title><item><title><![CDATA[${title}]]></title><link>https://paper.example/1</link></item></channel></rss>`;

const RUSSIAN = 'Городской совет решил построить новый мост через реку, работы начнутся весной';
const UKRAINIAN = 'Міська рада вирішила збудувати новий міст через річку, її мешканці чекають';
const POLISH = 'Rada miasta zdecydowała o budowie nowego mostu, mieszkańcy czekają już dziesięć lat';
const CHINESE = '市政府决定在河上建一座新的大桥，工程将在明年开始';
const GERMAN = 'Der Stadtrat beschließt den Bau einer Brücke – „früher als geplant“, heißt es';

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2 + 2);
  const view = new DataView(bytes.buffer);
  [...`\ufeff${text}`].forEach((sign, i) => {
    view.setUint16(i * 2, sign.charCodeAt(0), little);
  });
  return bytes;
}

/** `text` in UTF-8, with some bytes put in at the first `@`. */
function spliced(text: string, ...bytes: number[]): Uint8Array {
  const [before = '', after = ''] = text.split('@');
  return Uint8Array.from([...new TextEncoder().encode(before), ...bytes, ...new TextEncoder().encode(after)]);
}

const one = (
  about: string,
  document: string | Uint8Array,
  title: string,
  charset: string,
  contentType?: string,
): Specimen => ({
  about,
  document,
  format: 'rss',
  charset,
  entries: [{ title, url: 'https://paper.example/1' }],
  ...(contentType === undefined ? {} : { contentType }),
});

/** Encodings that are declared, not declared and declared wrongly. */
export const CHARSETS: Specimen[] = [
  one('windows-1251, declared', encode(around(RUSSIAN, 'windows-1251'), 'windows-1251'), RUSSIAN, 'windows-1251'),
  one('windows-1251 that says it is UTF-8', encode(around(RUSSIAN, 'UTF-8'), 'windows-1251'), RUSSIAN, 'windows-1251'),
  one('windows-1251 that says nothing', encode(around(UKRAINIAN), 'windows-1251'), UKRAINIAN, 'windows-1251'),
  one('koi8-r, declared', encode(around(RUSSIAN, 'KOI8-R'), 'koi8-r'), RUSSIAN, 'koi8-r'),
  one('koi8-u that says it is koi8-u', encode(around(UKRAINIAN, 'koi8-u'), 'koi8-u'), UKRAINIAN, 'koi8-u'),
  one(
    'koi8-u that the server calls windows-1251',
    encode(around(UKRAINIAN), 'koi8-u'),
    UKRAINIAN,
    'koi8-u',
    'text/xml; charset=windows-1251',
  ),
  one('iso-8859-2, declared', encode(around(POLISH, 'ISO-8859-2'), 'iso-8859-2'), POLISH, 'iso-8859-2'),
  one(
    'windows-1252 that says it is Latin 1',
    encode(around(GERMAN, 'iso-8859-1'), 'windows-1252'),
    GERMAN,
    'windows-1252',
  ),
  one('gb2312, declared', encode(around(CHINESE, 'gb2312'), 'gb18030'), CHINESE, 'gbk'),
  one('UTF-8 that says it is windows-1251', around(RUSSIAN, 'windows-1251'), RUSSIAN, 'utf-8'),
  one('UTF-8 that says it is US-ASCII, with a mark', `\ufeff${around(POLISH, 'us-ascii')}`, POLISH, 'utf-8'),
  one(
    'UTF-8 that the server calls Latin 1',
    around(CHINESE),
    CHINESE,
    'utf-8',
    'application/rss+xml; charset=ISO-8859-1',
  ),
  one('UTF-8 that calls itself UTF-16', around(UKRAINIAN, 'UTF-16'), UKRAINIAN, 'utf-8'),
  one('UTF-16, little end first', utf16(around(UKRAINIAN, 'UTF-16'), true), UKRAINIAN, 'utf-16le'),
  one('UTF-16, big end first', utf16(around(CHINESE, 'UTF-16'), false), CHINESE, 'utf-16be'),
  one('an encoding nobody knows', around(POLISH, 'x-unknown-8'), POLISH, 'utf-8'),
  one(
    'a broken sequence in UTF-8',
    spliced(around(`${RUSSIAN} @и точка`, 'UTF-8'), 0xd0),
    `${RUSSIAN} \ufffdи точка`,
    'utf-8',
  ),
  one('NUL and control characters', spliced(around(`Мост@ открыт\u0003\u0008`), 0, 0x1f), 'Мост открыт', 'utf-8'),
  one(
    'quotes of windows-1252 as controls of UTF-8',
    around('The mayor\u0092s \u0093bridge\u0094'),
    'The mayor’s “bridge”',
    'utf-8',
  ),
  one(
    'quotes of windows-1252 as references',
    around('x').replace('<![CDATA[x]]>', 'The mayor&#146;s bridge &#8212; open&#x2026;'),
    'The mayor’s bridge — open…',
    'utf-8',
  ),
  {
    about: 'one entry in windows-1251 among others in UTF-8',
    document: Buffer.concat([
      Buffer.from(around(UKRAINIAN, 'UTF-8').replace('</channel></rss>', '')),
      encode(`<item><title>${RUSSIAN}</title></item>`, 'windows-1251'),
      Buffer.from(`<item><title>${POLISH}</title></item></channel></rss>`),
    ]),
    format: 'rss',
    charset: 'utf-8',
    entries: [{ title: UKRAINIAN }, { title: RUSSIAN }, { title: POLISH }],
  },
  {
    about: 'quotes of windows-1252 pasted into English in UTF-8',
    document: Buffer.concat([
      Buffer.from(around('Café and crème').replace('</channel></rss>', '<item><title>The mayor')),
      Buffer.from([0x92]),
      Buffer.from('s bridge</title></item></channel></rss>'),
    ]),
    format: 'rss',
    charset: 'utf-8',
    entries: [{ title: 'Café and crème' }, { title: 'The mayor’s bridge' }],
  },
];
