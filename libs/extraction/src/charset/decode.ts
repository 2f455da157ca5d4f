import { BabelwireError } from '#libs/contracts';
import { plausibility } from './plausible.js';
import { nonAsciiText } from './sample.js';

export interface Decoded {
  text: string;
  /** As WHATWG names it. */
  charset: string;
}

/** Those that pages are really written in; of equals, the earlier. */
const CANDIDATES =
  'windows-1252 windows-1251 koi8-u koi8-r windows-1250 iso-8859-2 iso-8859-5 windows-1253 windows-1254 gb18030 shift_jis euc-jp euc-kr big5 ibm866 x-mac-cyrillic iso-8859-15'.split(
    ' ',
  );
/** What a declared encoding must be beaten by: declarations are mostly true, and some encodings differ by two letters. */
const DECLARED_BONUS = 0.08;

/** What windows-1252 has at 0x80-0x9F; five places are empty. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Decodes, never throws. Node before 23.7 reads windows-1252 as Latin 1: its curly quotes and dashes are put back here. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes);
  if (encoding !== 'windows-1252' || !/[\x80-\x9f]/.test(text)) return text;
  return text.replace(/[\x80-\x9f]/g, (sign) => C1[sign.charCodeAt(0) - 0x80] ?? sign);
}

/** The WHATWG name of a label, or undefined if the runtime does not know it. */
export function encodingOf(label: string | undefined): string | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label.trim().toLowerCase()).encoding;
  } catch {
    return undefined;
  }
}

const fromHeader = (contentType: string): string | undefined =>
  encodingOf(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType.slice(0, 500))?.[1]);

function fromBom(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: mark-up is mostly ASCII, so every other byte is zero. */
function utf16(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length & ~1, 1024);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const many = length / 2 / 2.5;
  if (length < 8) return undefined;
  if (odd > many && even < odd / 8) return 'utf-16le';
  return even > many && odd < even / 8 ? 'utf-16be' : undefined;
}

function fromMeta(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const found = encodingOf(/<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]);
  // A meta element that can be read as ASCII is not in UTF-16, whatever it says.
  return found?.startsWith('utf-16') ? 'utf-8' : found;
}

/** Bytes of other encodings hardly ever make valid sequences; a text cut or pasted together has few broken ones. */
const MOST_BROKEN = 0.2;

/** Reads UTF-8: `clean` without a broken sequence, `broken` with few (cut or pasted pages), else undefined. */
function utf8(bytes: Uint8Array): { text: string; state: 'ascii' | 'clean' | 'broken' } | undefined {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\uFFFD'))
    return { text, state: text.length >= bytes.length - 3 && isAscii(text) ? 'ascii' : 'clean' };
  let good = 0;
  let bad = 0;
  for (let i = 0; i < text.length && good + bad < 20_000; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) bad++;
    else if (code > 0x7f) good++;
  }
  return bad < good * MOST_BROKEN ? { text, state: 'broken' } : undefined;
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/**
 * Reads the bytes in the encoding that the evidence supports: byte order mark, then what header and meta element
 * declare, unless the bytes say otherwise; then what reads most like language. Broken sequences become U+FFFD.
 */
export function decode(bytes: Uint8Array, contentType: string): Decoded {
  const marked = fromBom(bytes) ?? utf16(bytes);
  if (marked !== undefined) return { text: decodeAs(bytes, marked), charset: marked };
  const declared = [fromHeader(contentType), fromMeta(bytes)].filter((name) => name !== undefined);
  // ISO-2022-JP is all ASCII to the eye: only a declaration tells.
  if (declared[0] === 'iso-2022-jp')
    return { text: new TextDecoder('iso-2022-jp').decode(bytes), charset: 'iso-2022-jp' };
  const universal = utf8(bytes);
  if (universal?.state === 'ascii')
    return { text: universal.text, charset: declared.find((d) => !d.startsWith('utf-16')) ?? 'utf-8' };
  // Valid UTF-8 beyond ASCII is hardly ever anything else, whatever is declared.
  if (universal?.state === 'clean') return { text: universal.text, charset: 'utf-8' };
  if (universal && (declared.length === 0 || declared.includes('utf-8')))
    return { text: universal.text, charset: 'utf-8' };
  const charset = detect(bytes, declared) ?? declared[0] ?? 'windows-1252';
  return { text: decodeAs(bytes, charset), charset };
}

function detect(bytes: Uint8Array, declared: readonly string[]): string | undefined {
  const sample = nonAsciiText(bytes);
  if (sample.length < 4) return declared.find((d) => d !== 'utf-8');
  let best: string | undefined;
  let bestScore = -Infinity;
  const order = [...new Set([...declared.filter((d) => d !== 'utf-8' && !d.startsWith('utf-16')), ...CANDIDATES])];
  for (const name of order) {
    const score = plausibility(decodeAs(sample, name), sample.length) + (declared.includes(name) ? DECLARED_BONUS : 0);
    if (score > bestScore + 1e-6) {
      best = name;
      bestScore = score;
    }
  }
  return best;
}

/** Throws `not-text` (poison) for images, archives and the like, by what they are made of. */
export function assertText(text: string): void {
  const sample = text.slice(0, 4096);
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 32 && code !== 27) || code === 0xfffd || code === 0x7f) odd++;
  }
  if (odd > 8 && odd > sample.length * 0.1) {
    throw new BabelwireError(
      'not-text',
      'poison',
      'body: the content is binary, not HTML or plain text; send the page itself as text/html or text/plain',
    );
  }
}
