import { describe, expect, it } from '@jest/globals';
import { extractPage } from '../index.js';
import { decode, decodeAs } from './decode.js';
import { decodeMixed } from './mixed.js';

const RUSSIAN = 'Городской совет решил построить новый мост через реку. Работы начнутся весной, сообщили в мэрии.';
const UKRAINIAN = 'Міська рада вирішила збудувати новий міст через річку. Її мешканці чекають на це вже десять років.';
const POLISH =
  'Rada miasta zdecydowała o budowie nowego mostu. Mieszkańcy czekają na to już dziesięć lat, źródło pewne.';
const CZECH = 'Městská rada rozhodla o stavbě nového mostu přes řeku. Žádné další zpoždění už nehrozí, řekl primátor.';
const GERMAN =
  'Der Stadtrat beschließt den Bau einer neuen Brücke über den Fluß. Die Bürger müssen künftig früher aufstehen.';
const FRENCH =
  'Le conseil a décidé de bâtir un nouveau pont. Les élèves de l’école y passeront dès l’été prochain, à pied.';
const DANISH =
  'Byrådet besluttede at bygge en ny bro over åen. Borgerne må vente, og færgen sejler også på søndage, sagde de.';
const ITALIAN =
  'Il consiglio costruirà un nuovo ponte sul fiume. La città è pronta, però i lavori inizieranno più tardi, lunedì.';
const TURKISH =
  'Belediye meclisi nehrin üzerine yeni bir köprü yapılmasına karar verdi. Şehirde yaşayanlar on yıldır bunu bekliyor, ışıklar yanacak.';
const GREEK = 'Το δημοτικό συμβούλιο αποφάσισε να χτίσει νέα γέφυρα. Οι κάτοικοι περιμένουν εδώ και δέκα χρόνια.';
const CHINESE = '市政府决定在河上建一座新的大桥。工程将在明年开始，他们说这对人民的生活很重要。';
const JAPANESE = '市議会は新しい橋を建設することを決めた。工事は来年の春に始まると市長が話した。';
const KOREAN = '시의회는 강에 새로운 다리를 건설하기로 결정했다. 공사는 내년 봄에 시작된다고 시장이 말했다.';

/** The bytes of a text in an encoding, found by asking the decoder what each one or two bytes mean. */
function encode(text: string, encoding: string): Uint8Array {
  const table = new Map<string, number[]>();
  for (let a = 0; a < 256; a++) {
    const one = decodeAs(Uint8Array.of(a), encoding);
    if (one.length === 1 && one !== '\uFFFD' && !table.has(one)) table.set(one, [a]);
  }
  if (/gb|jis|euc/.test(encoding)) {
    for (let a = 0x81; a < 0xff; a++) {
      for (let b = 0x40; b < 0xff; b++) {
        const two = decodeAs(Uint8Array.of(a, b), encoding);
        if (two.length === 1 && two !== '\uFFFD' && !table.has(two)) table.set(two, [a, b]);
      }
    }
  }
  return Uint8Array.from([...text].flatMap((sign) => table.get(sign) ?? [0x3f]));
}

const page = (text: string, head = ''): string =>
  `<!doctype html><html><head>${head}<title>x</title></head><body><div class="a"><p>${text}</p></div></body></html>`;

describe('the encoding of a page', () => {
  it.each([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['iso-8859-5', RUSSIAN],
    ['ibm866', RUSSIAN],
    ['windows-1251', UKRAINIAN],
    ['koi8-u', UKRAINIAN],
    ['windows-1250', POLISH],
    ['windows-1250', CZECH],
    ['iso-8859-2', POLISH],
    ['windows-1252', GERMAN],
    ['windows-1252', FRENCH],
    ['windows-1252', DANISH],
    ['windows-1252', ITALIAN],
    ['windows-1253', GREEK],
    ['gb18030', CHINESE],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['euc-kr', KOREAN],
  ])('is found without any declaration: %s', (encoding, text) => {
    const found = decode(encode(page(text), encoding), 'text/html');
    expect(found.text).toContain(text);
  });

  it('is believed when declared and fitting', () => {
    const bytes = encode(page(RUSSIAN, '<meta charset="koi8-r">'), 'koi8-r');
    expect(decode(bytes, 'text/html').charset).toBe('koi8-r');
  });

  it.each([
    ['windows-1251', RUSSIAN, 'text/html; charset=utf-8'],
    ['windows-1251', RUSSIAN, 'text/html; charset=iso-8859-1'],
    ['koi8-u', UKRAINIAN, 'text/html; charset=windows-1251'],
    ['euc-kr', KOREAN, 'text/html; charset=gb2312'],
  ])('is %s whatever a lying header says', (encoding, text, contentType) => {
    expect(decode(encode(page(text), encoding), contentType).text).toContain(text);
  });

  it('is UTF-8 when the bytes are, whatever is declared', () => {
    const bytes = new TextEncoder().encode(page(UKRAINIAN, '<meta charset="windows-1251">'));
    expect(decode(bytes, 'text/html; charset=windows-1251')).toMatchObject({ charset: 'utf-8' });
  });

  it.each(['utf-16le', 'utf-16be'])('is %s with and without a mark', (encoding) => {
    const bytes = new Uint8Array(page(RUSSIAN).length * 2);
    [...page(RUSSIAN)].forEach((sign, i) => {
      new DataView(bytes.buffer).setUint16(i * 2, sign.charCodeAt(0), encoding === 'utf-16le');
    });
    const mark = encoding === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff];
    expect(decode(bytes, 'text/html')).toMatchObject({ charset: encoding });
    expect(decode(Uint8Array.from([...mark, ...bytes]), 'text/html').text).toContain(RUSSIAN);
  });

  it.each([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['koi8-u', UKRAINIAN],
    ['windows-1250', CZECH],
    ['windows-1252', FRENCH],
    ['iso-8859-1', GERMAN],
    ['iso-8859-2', POLISH],
    ['iso-8859-5', RUSSIAN],
    ['iso-8859-7', GREEK],
    ['iso-8859-9', TURKISH],
    ['iso-8859-15', ITALIAN],
    ['windows-1254', TURKISH],
    ['gb18030', CHINESE],
    ['gbk', CHINESE],
    ['gb2312', CHINESE],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['euc-kr', KOREAN],
  ])('is read as the header, the meta element or the XML declaration says: %s', (label, text) => {
    const encoding = new TextDecoder(label).encoding;
    const { text: plain } = decode(encode(page(text), encoding), `text/html; charset=${label}`);
    expect(plain).toContain(text);
    const meta = `<meta http-equiv="Content-Type" content="text/html; charset=${label.toUpperCase()}">`;
    expect(decode(encode(page(text, meta), encoding), 'text/html').text).toContain(text);
    const xml = `<?xml version="1.0" encoding="${label}"?>${page(text)}`;
    expect(decode(encode(xml, encoding), 'application/xhtml+xml').text).toContain(text);
  });

  it.each([
    ['windows-1251', RUSSIAN, 'koi8-r'],
    ['koi8-r', RUSSIAN, 'windows-1251'],
    ['windows-1250', CZECH, 'utf-8'],
    ['gb18030', CHINESE, 'iso-8859-1'],
    ['shift_jis', JAPANESE, 'utf-8'],
    ['euc-kr', KOREAN, 'utf-8'],
  ])('is %s whatever a lying meta element says: %#', (encoding, text, lie) => {
    expect(decode(encode(page(text, `<meta charset="${lie}">`), encoding), 'text/html').text).toContain(text);
  });

  it('is what the byte order mark says, whatever header and meta element say', () => {
    const marked = Uint8Array.from([
      0xef,
      0xbb,
      0xbf,
      ...new TextEncoder().encode(page(RUSSIAN, '<meta charset="koi8-r">')),
    ]);
    const found = decode(marked, 'text/html; charset=windows-1251');
    expect(found.charset).toBe('utf-8');
    expect(found.text.startsWith('<!doctype')).toBe(true);
  });

  it.each(['utf-16le', 'utf-16be', 'nonsense', 'x-user-defined', ''])(
    'is found where the label is none for bytes of 8 bits: %s',
    (label) => {
      const bytes = encode(page(RUSSIAN, `<meta charset="${label}">`), 'windows-1251');
      expect(decode(bytes, `text/html; charset=${label}`).text).toContain(RUSSIAN);
    },
  );

  it.each([
    ['utf-8', RUSSIAN],
    ['windows-1251', RUSSIAN],
    ['gb18030', CHINESE],
    ['shift_jis', JAPANESE],
    ['euc-kr', KOREAN],
    ['utf-16le', RUSSIAN],
  ])('never throws on bytes that break it, and keeps what is whole: %s', (encoding, text) => {
    const whole = encoding.startsWith('utf')
      ? Buffer.from(page(text), encoding === 'utf-8' ? 'utf8' : 'utf16le')
      : encode(page(text), encoding);
    const broken = Uint8Array.from([...whole, 0xff, 0x81, 0xfe, 0x80, 0xc3]);
    for (const bytes of [broken, broken.subarray(0, broken.length - 40), broken.subarray(0, broken.length - 33)]) {
      expect(decode(bytes, `text/html; charset=${encoding}`).text).toContain(text.slice(0, 12));
    }
  });

  it('survives a few broken sequences in UTF-8', () => {
    const bytes = new TextEncoder().encode(page(RUSSIAN));
    bytes[bytes.length - 60] = 0xff;
    expect(decode(bytes, 'text/html; charset=utf-8').text).toContain(RUSSIAN.slice(0, 40));
  });
});

describe('a page put together of two encodings', () => {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  const glued = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
  const paragraphs = `<h1>Новый мост</h1><p>${RUSSIAN}</p><p>${UKRAINIAN}</p>`.repeat(4);

  it.each([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['windows-1250', CZECH],
  ])('is read in both: %s in UTF-8', (encoding, text) => {
    const bytes = glued(
      utf8(`<main>${paragraphs}</main><aside>`),
      encode(`<p>${text}</p>`, encoding),
      utf8('</aside>'),
    );
    expect(decodeMixed(bytes, 'text/html; charset=utf-8')).toEqual({
      text: `<main>${paragraphs}</main><aside><p>${text}</p></aside>`,
      charset: 'utf-8',
    });
  });

  it('gives its article whole', () => {
    const foreign = encode(`<p>${UKRAINIAN}</p>`, 'windows-1251');
    const bytes = glued(
      utf8(`<article><h1>Новый мост</h1><p>${RUSSIAN}</p>`),
      foreign,
      utf8(`<p>${RUSSIAN} Вот так.</p></article>`),
    );
    const page = extractPage({ body: bytes, contentType: 'text/html', fetchedAt: '2026-03-10T12:00:00Z' });
    expect(page.articles[0]?.articleBody).toBe(`${RUSSIAN}\n\n${UKRAINIAN}\n\n${RUSSIAN} Вот так.`);
  });

  it('is read in one where it is in one', () => {
    const bytes = encode(`<main>${paragraphs}</main>`, 'windows-1251');
    expect(decodeMixed(bytes, 'text/html')).toEqual(decode(bytes, 'text/html'));
  });

  it('is not taken apart beyond all measure', () => {
    const bytes = glued(utf8(`<main>${paragraphs}</main>`), encode(RUSSIAN, 'windows-1251'), utf8('<'.repeat(300_000)));
    expect(decodeMixed(bytes, 'text/html').text).toContain('\uFFFD');
  });
});
