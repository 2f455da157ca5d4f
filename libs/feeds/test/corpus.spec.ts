import { describe, expect, it } from '@jest/globals';
import { readFeed, sniff, type FeedEntry } from '#libs/feeds';
import { ATOM_AND_JSON } from './corpus/atom.js';
import { BROKEN } from './corpus/broken.js';
import { CHARSETS } from './corpus/charsets.js';
import { DATES } from './corpus/dates.js';
import { RSS } from './corpus/rss.js';

const CORPUS = [...RSS, ...ATOM_AND_JSON, ...CHARSETS, ...BROKEN, ...DATES];

describe('the corpus of feeds', () => {
  it('has at least forty documents', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(40);
  });

  it.each(CORPUS.map((specimen) => [specimen.about, specimen] as const))('is read: %s', (_about, specimen) => {
    const { document, contentType, format, feed, entries, warnings = [], charset } = specimen;
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    expect(sniff(bytes, contentType)).toBe(format);
    const read = readFeed(bytes, {
      url: 'https://feeds.example/paper.xml',
      capturedAt: '2026-03-10T12:00:00Z',
      ...(contentType === undefined ? {} : { contentType }),
    });
    const members = read.entries.map((entry, i) =>
      Object.fromEntries(Object.keys(entries[i] ?? entry).map((key) => [key, entry[key as keyof FeedEntry]])),
    );
    expect(members).toEqual(entries);
    expect(read.warnings.map(({ code }) => code)).toEqual(warnings);
    expect(read).toMatchObject({ format, ...feed, ...(charset === undefined ? {} : { charset }) });
  });
});
