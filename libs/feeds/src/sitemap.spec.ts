import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { gunzip, isGzip } from './gunzip.js';
import { readSitemap } from './sitemap.js';
import { sniff } from './sniff.js';

const context = { url: 'https://paper.example/sitemap.xml', capturedAt: '2026-03-10T12:00:00Z' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): ReturnType<typeof readSitemap> => readSitemap(bytes(text), context);
const URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

describe('a sitemap', () => {
  it('is read with its extensions for news and images', () => {
    const found =
      read(`<?xml version="1.0"?><urlset ${URLSET} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc>https://paper.example/a?x=1&amp;y=2</loc><lastmod>2026-03-10T09:00:00+02:00</lastmod><news:news><news:publication><news:name>Вісник</news:name><news:language>uk</news:language></news:publication><news:publication_date>2026-03-10T08:30:00+02:00</news:publication_date><news:title>Міст &quot;відкрито&quot;</news:title><news:keywords>міст, місто</news:keywords></news:news><image:image><image:loc>https://paper.example/a.jpg</image:loc></image:image></url>
      <url><loc> /b </loc><lastmod>2026-03-09</lastmod></url></urlset>`);
    expect(found).toEqual({
      kind: 'urls',
      charset: 'utf-8',
      entries: [
        {
          url: 'https://paper.example/a?x=1&y=2',
          lastModified: '2026-03-10T09:00:00+02:00',
          news: {
            title: 'Міст "відкрито"',
            published: '2026-03-10T08:30:00+02:00',
            language: 'uk',
            publication: 'Вісник',
            keywords: ['міст', 'місто'],
          },
          images: ['https://paper.example/a.jpg'],
        },
        { url: 'https://paper.example/b', lastModified: '2026-03-09', images: [] },
      ],
      warnings: [],
    });
  });

  it('may be an index', () => {
    const text = `<sitemapindex ${URLSET}><sitemap><loc>https://paper.example/s1.xml.gz</loc><lastmod>2026-03-10</lastmod></sitemap><sitemap><loc>https://paper.example/s2.xml</loc></sitemap></sitemapindex>`;
    expect(sniff(bytes(text), 'text/html')).toBe('sitemap-index');
    expect(read(text)).toMatchObject({
      kind: 'index',
      entries: [
        { url: 'https://paper.example/s1.xml.gz', lastModified: '2026-03-10' },
        { url: 'https://paper.example/s2.xml' },
      ],
    });
  });

  it('may be a list of addresses', () => {
    expect(read('\ufeffhttps://paper.example/1\r\nhttps://paper.example/2\n\n').entries.map(({ url }) => url)).toEqual([
      'https://paper.example/1',
      'https://paper.example/2',
    ]);
  });

  it('that is cut off, repeats itself or holds nonsense gives what is good', () => {
    const found = read(
      `<urlset ${URLSET}><url><loc>https://paper.example/1</loc></url><url><loc>https://paper.example/1</loc></url><url><loc>mailto:desk@paper.example</loc></url><url></url><url><loc>https://paper.example/2<lastmod>yesterday evening</lastmod></url><url><loc>https://pap`,
    );
    expect(found.entries.map(({ url }) => url)).toEqual(['https://paper.example/1', 'https://paper.example/2']);
    expect(found.warnings.map(({ code }) => code)).toEqual([
      'address-unreadable',
      'address-unreadable',
      'date-unreadable',
      'truncated',
    ]);
  });

  it.each([
    ['a feed', '<rss><channel/></rss>'],
    ['a page', '<!doctype html><p>Not here</p>'],
    ['nothing', ''],
  ])('is not %s', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'not-a-sitemap', kind: 'poison' }));
  });

  it('of fifty thousand addresses is read in seconds', () => {
    const urls = Array.from(
      { length: 50_000 },
      (_, i) => `<url><loc>https://paper.example/${i}</loc><lastmod>2026-03-10T09:00:00Z</lastmod></url>`,
    );
    const started = process.cpuUsage();
    expect(read(`<urlset ${URLSET}>${urls.join('')}</urlset>`).entries.length).toBe(50_000);
    // Microseconds of the processor; a second at most where nothing else runs.
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });
});

describe('gzip', () => {
  const packed = gzipSync(bytes(`<urlset>${'<url/>'.repeat(1000)}</urlset>`));

  it('is undone, and of a file that was cut off as much as there is', () => {
    expect(isGzip(packed)).toBe(true);
    expect(Buffer.from(gunzip(packed, 100_000)).toString()).toMatch(/^<urlset>.*<\/urlset>$/);
    expect(Buffer.from(gunzip(packed.subarray(0, packed.length - 12), 100_000)).toString()).toMatch(/^<urlset><url\/>/);
  });

  it('that would come to more than is allowed is refused', () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(() => gunzip(bomb, 1_000_000)).toThrow(expect.objectContaining({ code: 'gzip-too-large', kind: 'poison' }));
  });

  it('that is damaged is refused', () => {
    const damaged = Uint8Array.from(packed).fill(0xff, 12, 30);
    expect(() => gunzip(damaged, 100_000)).toThrow(expect.objectContaining({ code: 'gzip-broken', kind: 'poison' }));
  });
});
