import { describe, expect, it } from '@jest/globals';
import { discover } from './discover.js';

const HOME = `<!doctype html><html><head><base href="/uk/">
<link rel="alternate" type="application/rss+xml" title="Коментарі" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Усі новини" href="/feed/">
<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml#top">
<link rel="alternate" type="application/feed+json" href="https://api.paper.example/feed.json">
<link rel="alternate" hreflang="ru" href="/ru/"><link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
<link rel="alternate" type="text/xml" href="/api/data.xml"><link rel="alternate" type="text/xml" href="/rss/all.xml">
<link rel="stylesheet" href="/feed.css"><link rel="sitemap" href="/map.xml"></head><body>
<a href="/rss/sport.xml">Спорт <b>RSS</b></a><a href="/rss-icon.png">icon</a><a href="/news/feeding-the-ducks">Ducks</a>
<a href="/sitemap-2026.xml">map</a><a href="javascript:rss()">x</a><a href="?feed=rss2">feed</a></body></html>`;

describe('the feeds of a site', () => {
  const found = discover(HOME, 'https://paper.example/uk/');
  const urls = (how: string): string[] => found.feeds.filter((one) => one.how === how).map(({ url }) => url);

  it('are those its page declares, that of the comments last', () => {
    expect(urls('link')).toEqual([
      'https://paper.example/feed/',
      'https://paper.example/uk/atom.xml',
      'https://api.paper.example/feed.json',
      'https://paper.example/rss/all.xml',
      'https://paper.example/comments/feed/',
    ]);
    expect(found.feeds[0]).toEqual({
      url: 'https://paper.example/feed/',
      how: 'link',
      title: 'Усі новини',
      type: 'application/rss+xml',
    });
  });

  it('are then those it links to', () => {
    expect(urls('anchor')).toEqual(['https://paper.example/rss/sport.xml', 'https://paper.example/uk/?feed=rss2']);
    expect(found.feeds.find(({ url }) => url.endsWith('sport.xml'))?.title).toBe('Спорт RSS');
  });

  it('are at last guessed, none twice', () => {
    expect(urls('guess')).toContain('https://paper.example/rss.xml');
    expect(urls('guess')).not.toContain('https://paper.example/feed/');
  });

  it('come with its sitemaps', () => {
    expect(found.sitemaps.map(({ url, how }) => [url, how]).slice(0, 3)).toEqual([
      ['https://paper.example/map.xml', 'link'],
      ['https://paper.example/sitemap-2026.xml', 'anchor'],
      ['https://paper.example/sitemap.xml', 'guess'],
    ]);
  });

  it('are looked for in bounded time, whatever the page', () => {
    const started = process.cpuUsage();
    discover('<a href="/rss">'.repeat(300_000), 'https://paper.example/');
    discover('<div>'.repeat(500_000), 'https://paper.example/');
    // Microseconds of the processor; a second at most where nothing else runs.
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });
});
