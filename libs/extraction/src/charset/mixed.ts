import { decode, decodeAs, type Decoded } from './decode.js';

const LT = 0x3c;
/** Real documents have some 20,000 tags; of what has many more, one encoding is enough. */
const MOST_STRETCHES = 200_000;

/**
 * Bytes as text, as `decode` reads them; but what was put together of texts in UTF-8 and in another encoding (a feed of
 * feeds, a page with a counter or an old block pasted in) is read in both: each stretch between tags in its own. Never throws.
 */
export function decodeMixed(bytes: Uint8Array, contentType: string): Decoded {
  const found = decode(bytes, contentType);
  return mixed(bytes, found) ?? found;
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

interface Stretch {
  bytes: Uint8Array;
  text: string;
  foreign: boolean;
}

/** From one `<` to the next. Undefined if there are too many. */
function stretchesOf(bytes: Uint8Array): Stretch[] | undefined {
  const utf8 = new TextDecoder();
  const stretches: Stretch[] = [];
  for (let from = 0; from < bytes.length;) {
    if (stretches.length === MOST_STRETCHES) return undefined;
    const next = bytes.indexOf(LT, from + 1);
    const stretch = bytes.subarray(from, next < 0 ? bytes.length : next);
    const text = utf8.decode(stretch);
    // One that is broken somewhere, and else right, is UTF-8 all the same.
    stretches.push({ bytes: stretch, text, foreign: text.includes('\uFFFD') && !mostlyRight(text) });
    from += stretch.length;
  }
  return stretches;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A document most of which is UTF-8, each stretch between tags in the encoding it is in; undefined for all others. */
function mixed(bytes: Uint8Array, found: Decoded): Decoded | undefined {
  if (found.charset.startsWith('utf-16') || (found.charset === 'utf-8' && !found.text.includes('\uFFFD')))
    return undefined;
  if (!mostlyRight(new TextDecoder().decode(bytes))) return undefined;
  const stretches = stretchesOf(bytes);
  if (stretches === undefined) return undefined;
  const foreign = stretches.filter((stretch) => stretch.foreign).map((stretch) => stretch.bytes);
  if (foreign.length === 0) return { text: stretches.map(({ text }) => text).join(''), charset: 'utf-8' };
  const { charset } = decode(joined(foreign), '');
  return {
    text: stretches.map((one) => (one.foreign ? decodeAs(one.bytes, charset) : one.text)).join(''),
    charset: 'utf-8',
  };
}
