import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readOpml, writeOpml } from './opml.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a list of feeds', () => {
  it('is read with its folders, each feed once', () => {
    const list = readOpml(
      bytes(`<?xml version="1.0"?><opml version="1.0"><head><title>Моя &amp; твоя</title></head><body>
      <outline text="Новини"><outline text="Київ"><outline type="rss" text="Вісник &quot;Київ&quot;" xmlUrl="https://paper.example/feed" htmlUrl="https://paper.example/"/></outline>
      <outline title="Same again" xmlurl="https://paper.example/feed"/></outline>
      <outline text="Alone" type="rss" url="feed://other.example/rss"/><outline text="Broken" xmlUrl="nowhere"/></body></opml>`),
    );
    expect(list).toEqual({
      title: 'Моя & твоя',
      feeds: [
        {
          url: 'https://paper.example/feed',
          title: 'Вісник "Київ"',
          site: 'https://paper.example/',
          folders: ['Новини', 'Київ'],
        },
        { url: 'http://other.example/rss', title: 'Alone', folders: [] },
      ],
      warnings: [{ code: 'address-unreadable', message: 'opml: "nowhere" is no http address' }],
    });
  });

  it.each([['<rss/>'], ['{}'], [''], ['<html><body>']])('is not %s', (text) => {
    expect(() => readOpml(bytes(text))).toThrow(expect.objectContaining({ code: 'not-opml', kind: 'poison' }));
  });

  it('comes back as it was written', () => {
    const name = fc
      .string({ unit: fc.constantFrom(...'aБї字"<>&\' é'), minLength: 1 })
      .map((text) => `n${text}n`.replace(/ +/g, ' '));
    const feed = fc.record({
      url: fc.nat().map((n) => `https://paper.example/${n}?a=1&b=2`),
      title: name,
      folders: fc.array(name, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(name, fc.uniqueArray(feed, { selector: ({ url }) => url }), (title, feeds) => {
        const back = readOpml(bytes(writeOpml({ title, feeds })));
        expect(back.warnings).toEqual([]);
        expect(new Map(back.feeds.map((one) => [one.url, one.folders.join('/')]))).toEqual(
          new Map(feeds.map((one) => [one.url, one.folders.join('/')])),
        );
        expect(back.feeds.map(({ title: t }) => t).sort()).toEqual(feeds.map((one) => one.title).sort());
      }),
    );
  });
});
