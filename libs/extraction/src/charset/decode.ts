import { BabelwireError } from '#libs/contracts';

export interface Decoded {
  text: string;
  /** As WHATWG names it. */
  charset: string;
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
  encodingOf(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1]);

function fromBom(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function fromMeta(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const found = encodingOf(/<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]);
  // A meta element that can be read as ASCII is not in UTF-16, whatever it says.
  return found?.startsWith('utf-16') ? 'utf-8' : found;
}

/** Reads the bytes in the encoding that the evidence supports. Broken sequences become U+FFFD, never an error. */
export function decode(bytes: Uint8Array, contentType: string): Decoded {
  const charset = fromBom(bytes) ?? fromHeader(contentType) ?? fromMeta(bytes) ?? 'utf-8';
  return { text: new TextDecoder(charset).decode(bytes), charset };
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
