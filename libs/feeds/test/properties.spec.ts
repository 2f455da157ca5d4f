import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BabelwireError } from '#libs/contracts';
import { addressForm } from '#libs/contracts';
import { discover, entryKeys, readFeed, readOpml, readSitemap, sniff } from '#libs/feeds';
import { ATOM_AND_JSON } from './corpus/atom.js';
import { BROKEN } from './corpus/broken.js';
import { CHARSETS } from './corpus/charsets.js';
import { DATES } from './corpus/dates.js';
import { RSS } from './corpus/rss.js';

const CORPUS = [...RSS, ...ATOM_AND_JSON, ...CHARSETS, ...BROKEN, ...DATES].map(({ document }) =>
  typeof document === 'string' ? new TextEncoder().encode(document) : document,
);
const context = { url: 'https://paper.example/feed', capturedAt: '2026-03-10T12:00:00Z' };

/** What a reader gives, or the poison it finds; anything else is a fault of ours. */
function attempt<T>(reader: () => T): T | undefined {
  try {
    return reader();
  } catch (error) {
    if (!(error instanceof BabelwireError)) throw error;
    expect(error.kind).toBe('poison');
    return undefined;
  }
}

function readAll(bytes: Uint8Array, contentType: string): void {
  sniff(bytes, contentType);
  const feed = attempt(() => readFeed(bytes, { ...context, contentType }));
  if (feed) {
    for (const { url, image } of feed.entries) {
      for (const address of [url, image]) if (address !== undefined) expect(address).toMatch(/^https?:\/\//);
    }
    expect(entryKeys(feed).map((keys) => keys.length > 0)).toEqual(feed.entries.map(() => true));
  }
  attempt(() => readSitemap(bytes, { ...context, contentType }));
  attempt(() => readOpml(bytes, contentType));
  discover(bytes, context.url, contentType);
}

/** Pieces that documents are made of, to be put together wrongly. */
const PIECES = [
  '<?xml version="1.0"?>', '<rss>', '<channel>', '<item>', '</item>', '<feed xmlns="http://www.w3.org/2005/Atom">', '<entry>',
  '<title type="xhtml">', '<link href="x">', '<link>', '<![CDATA[', ']]>', '<!--', '-->', '&amp;', '&#xD83D;', '&#1114112;',
  '<pubDate>', '10 Mar 2026 08:15 +3', '<guid isPermaLink=', '"', "'", '<urlset>', '<url><loc>', 'https://paper.example/1',
  '<opml><outline xmlUrl="', '{"items":[', '{"id":1,', '"url":"', '}', ']', '<a href="/rss">', 'xml:base="http://[', '\u0000', 'міст',
]; // prettier-ignore

describe('any bytes', () => {
  const types = fc.constantFrom('', 'text/xml; charset=koi8-r', 'text/html; charset=utf-16', 'application/json');

  it('are read or refused as poison', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), types, readAll), { numRuns: 300 });
  });

  it('are so too when pieces of documents stand in the wrong places', () => {
    const text = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 40 })
      .map((pieces) => new TextEncoder().encode(pieces.join('')));
    fc.assert(fc.property(text, types, readAll), { numRuns: 500 });
  });

  it('are so too when a good document is cut, doubled and overwritten', () => {
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.constantFrom(...CORPUS), fc.array(edit, { maxLength: 6 }), types, (document, edits, type) => {
        let bytes = Buffer.from(document);
        for (const [place, gone, added] of edits) {
          const at = place % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + gone)]);
        }
        readAll(bytes, type);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an address', () => {
  it('has one canonical form, which is its own', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const form = addressForm(url);
        if (form !== undefined) expect(addressForm(form)).toBe(form);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a large hostile document', () => {
  const MEGABYTE = 1_000_000;
  const filled = (piece: string): string => piece.repeat(Math.ceil((2 * MEGABYTE) / piece.length));

  it.each([
    ['open elements', `<rss>${filled('<a>')}`],
    ['open items', `<rss><channel>${filled('<item><title>x')}`],
    ['open links', `<rss><channel><item>${filled('<link>')}`],
    ['comments without end', filled('<!--')],
    ['comments without end in a feed', `<rss>${filled('<!-- ')}`],
    ['CDATA without end', `<rss><channel><item><description>${filled('<![CDATA[')}`],
    ['escaped CDATA', `<rss><channel><item><description>${filled('&lt;![CDATA[ ]]&gt;')}`],
    ['attributes', `<rss ${filled('a="b" ')}`],
    ['namespaces', `<rss><channel>${filled('<item xmlns:a="b" xmlns:c="d">')}`],
    ['end tags', `<rss>${filled('</a>')}`],
    ['references', `<rss><channel><item><title>${filled('&amp;')}</title></item></channel></rss>`],
    ['declarations', filled('<!DOCTYPE a ')],
    ['blanks', `<rss><channel><item><title>${filled(' ')}x</title><link>${filled(' ')}</link></item></channel></rss>`],
    ['ampersands', `<rss><channel><item><title>${filled('&')}</title></item></channel></rss>`],
    ['smaller-than signs', `<rss><channel><item><title>${filled('<')}</title></item></channel></rss>`],
    ['addresses', `<rss><channel><item><link>https://paper.example/${filled('/a%')}</link></item></channel></rss>`],
    ['people', `<rss><channel><item><author>${filled('a@(')}</author></item></channel></rss>`],
    ['brackets of JSON', `{"items":[${filled('[')}`],
    ['strings of JSON', `{"items":[${filled('{"a":"')}`],
    ['a list of blanks', filled(' \n')],
    ['slashes', `https://paper.example/${filled('/')}`],
    ['outlines', `<opml><body>${filled('<outline text="a">')}`],
  ])('of %s is done with in time', (_what, text) => {
    const bytes = new TextEncoder().encode(text);
    const started = process.cpuUsage();
    readAll(bytes, 'text/xml');
    // Microseconds of the processor, for four readings; the slowest takes some two seconds where nothing else runs.
    expect(process.cpuUsage(started).user).toBeLessThan(20 * MEGABYTE);
  });
});
