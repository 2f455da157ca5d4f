import { createHash } from 'node:crypto';
import { addressForm } from './address.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A deterministic id: the first 130 bits of SHA-256 over the parts, in Crockford's base 32 (26 lower-case characters,
 * no i, l, o, u). Each part is preceded by its length, so that ("ab","c") and ("a","bc") differ. 130 bits: with 10^12
 * articles the chance that any two collide is below 10^-15.
 */
export function stableId(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  const bytes = hash.digest();
  let id = '';
  let bits = 0;
  let value = 0;
  for (let i = 0; id.length < 26;) {
    if (bits < 5) {
      value = (value << 8) | (bytes[i++] ?? 0);
      bits += 8;
    }
    bits -= 5;
    id += ALPHABET[(value >>> bits) & 31] ?? '';
    value &= (1 << bits) - 1;
  }
  return id;
}

/** SHA-256 in lower-case hexadecimal. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** The same page from the same place, read in the same zone, is the same capture, whenever it is sent. */
export function captureId(capture: {
  url?: string | undefined;
  sourceId: string;
  timeZone?: string | undefined;
  languages?: readonly string[] | undefined;
  contentType: string;
  rawSha256: string;
}): string {
  const mediaType = capture.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const { languages = [] } = capture;
  return stableId(
    'capture',
    capture.url ?? '',
    capture.sourceId,
    capture.timeZone ?? '',
    mediaType,
    capture.rawSha256,
    // Nothing at all where nobody named any: captures from before there were these keep their ids.
    ...(languages.length === 0 ? [] : [[...languages].sort().join(' ')]),
  );
}

/**
 * An article's identity. With a link: the canonical URL in the form that all its spellings have (`addressForm`), so that a
 * teaser and the article behind it are one, and its AMP page too. Without: source, text and the date *as written* (a resolved date would move with the time of capture).
 */
export function articleId(
  identity: { canonicalUrl: string } | { sourceId: string; text: string; dateAsWritten: string },
): string {
  if ('canonicalUrl' in identity) {
    return stableId('article', 'url', addressForm(identity.canonicalUrl) ?? identity.canonicalUrl);
  }
  return stableId('article', 'text', identity.sourceId, normaliseForIdentity(identity.text), identity.dateAsWritten);
}

/** Letters and digits only, compatibility forms folded, lower case: what survives a change of typography. */
export function normaliseForIdentity(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
