import { decodeAs } from '#libs/extraction';
import type { FeedEntry } from '#libs/feeds';

/** A feed document with a defect or a custom of real feeds, and what is to be read of it. */
export interface Specimen {
  /** What is odd about it. */
  about: string;
  document: string | Uint8Array;
  contentType?: string;
  format: 'rss' | 'atom' | 'rdf' | 'json-feed';
  feed?: { title?: string; language?: string; link?: string; ttlMinutes?: number; updatePeriod?: number; hub?: string };
  /** All entries, in order; each with the members that matter here. One that is undefined must not be there. */
  entries: Partial<FeedEntry>[];
  /** Codes, in order; none when absent. */
  warnings?: string[];
  charset?: string;
}

/** Bytes of a text in an encoding, found by asking the decoder what each byte, or pair of bytes, means. */
export function encode(text: string, encoding: string): Uint8Array {
  const bytesOf = new Map<string, number[]>();
  for (let a = 0; a < 256; a++) {
    const sign = decodeAs(Uint8Array.of(a), encoding);
    if (sign.length === 1 && sign !== '\uFFFD' && !bytesOf.has(sign)) bytesOf.set(sign, [a]);
  }
  if (/gb|jis|euc|big5/.test(encoding)) {
    for (let a = 0x81; a < 0xff; a++) {
      for (let b = 0x40; b < 0xff; b++) {
        const sign = decodeAs(Uint8Array.of(a, b), encoding);
        if (sign.length === 1 && sign !== '\uFFFD' && !bytesOf.has(sign)) bytesOf.set(sign, [a, b]);
      }
    }
  }
  return Uint8Array.from(
    [...text].flatMap((sign) => {
      const bytes = bytesOf.get(sign);
      if (!bytes) throw new Error(`${encoding} has no "${sign}"`);
      return bytes;
    }),
  );
}

/** An RSS 2.0 document around some items. */
export const rss = (items: string, head = '<title>Paper</title><link>https://paper.example/</link>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>${head}${items}</channel></rss>`;
