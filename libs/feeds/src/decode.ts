import { decodeAs, decodeMixed } from '#libs/extraction';

export interface DecodedDocument {
  text: string;
  /** As WHATWG names it. */
  charset: string;
}

/** What XML forbids and feeds carry all the same: controls other than tab and line end, byte order marks, non-characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufeff\ufffe\uffff]/gu;

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
  const { text, charset } = decodeMixed(bytes, contentType);
  return { text: text.replace(FORBIDDEN, mended), charset };
}
