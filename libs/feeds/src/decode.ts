import { decode, decodeAs } from '#libs/extraction';

export interface DecodedDocument {
  text: string;
  /** As WHATWG names it. */
  charset: string;
}

/** What XML forbids and feeds carry all the same: controls other than tab and line end, byte order marks, non-characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufeff\ufffe\uffff]/gu;
const LT = 0x3c;

/** A C1 control was a quote or a dash of windows-1252 once, before somebody called it Latin 1; the others mean nothing. */
function mended(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x80 || code > 0x9f) return '';
  const meant = decodeAs(Uint8Array.of(code), 'windows-1252');
  return meant === sign ? '' : meant;
}

/**
 * Bytes as text: in the encoding that fits them (see `libs/extraction`), without what XML forbids. A feed that was put
 * together of texts in UTF-8 and in another encoding is read in both. Never throws.
 */
export function decodeDocument(bytes: Uint8Array, contentType = ''): DecodedDocument {
  const found = decode(bytes, contentType);
  const { text, charset } = mixed(bytes, found) ?? found;
  return { text: text.replace(FORBIDDEN, mended), charset };
}

/** Whether a text that was read as UTF-8 has more characters beyond ASCII that are right than sequences that are wrong. */
function mostlyRight(text: string): boolean {
  let right = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) right--;
    else if (code > 0x7f) right++;
  }
  return right > 0;
}

/** A document most of which is UTF-8, each stretch between tags in the encoding it is in; undefined for all others. */
function mixed(bytes: Uint8Array, found: DecodedDocument): DecodedDocument | undefined {
  if (found.charset.startsWith('utf-16') || (found.charset === 'utf-8' && !found.text.includes('\uFFFD')))
    return undefined;
  const utf8 = new TextDecoder();
  if (!mostlyRight(utf8.decode(bytes))) return undefined;
  const stretches: { bytes: Uint8Array; text: string; foreign: boolean }[] = [];
  for (let from = 0; from < bytes.length;) {
    const next = bytes.indexOf(LT, from + 1);
    const stretch = bytes.subarray(from, next < 0 ? bytes.length : next);
    const text = utf8.decode(stretch);
    // One that is broken somewhere, and else right, is UTF-8 all the same.
    stretches.push({ bytes: stretch, text, foreign: text.includes('\uFFFD') && !mostlyRight(text) });
    from += stretch.length;
  }
  const foreign = stretches.filter((stretch) => stretch.foreign).map((stretch) => stretch.bytes);
  if (foreign.length === 0) return { text: stretches.map(({ text }) => text).join(''), charset: 'utf-8' };
  const { charset } = decode(Buffer.concat(foreign), '');
  return {
    text: stretches.map((one) => (one.foreign ? decodeAs(one.bytes, charset) : one.text)).join(''),
    charset: 'utf-8',
  };
}
