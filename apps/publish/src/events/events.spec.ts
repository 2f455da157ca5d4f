import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encode, eventHeaders, stableId, Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog, type OutgoingMessage } from '#libs/messaging';
import { createStore, type Store } from '#libs/store';
import { EventFeed } from './event-feed.js';
import type { EventReader } from './event-reader.js';
import { Follower } from './follower.js';
import { Position } from './position.js';
import { type Selection, selects } from './selection.js';

interface Told {
  inLanguage?: string;
  sourceId?: string;
  type?: string;
  /** Letters in the document. */
  length?: number;
}

function article(
  name: string,
  { inLanguage = 'en', sourceId = 'gazette', type, length = 0 }: Told = {},
): OutgoingMessage {
  const id = stableId(name);
  const time = '2026-03-01T09:00:00Z';
  return {
    topic: Topics.articles,
    key: id,
    value: encode({ id, headline: name, inLanguage, provenance: { sourceId }, articleBody: 'x'.repeat(length) }),
    headers: eventHeaders({ id: name, source: '/test', type: type ?? 'article.created', time, subject: id }),
  };
}

function story(name: string, ...languages: string[]): OutgoingMessage {
  const members = languages.map((inLanguage) => ({ id: stableId(name, inLanguage), inLanguage }));
  const time = '2026-03-01T09:00:00Z';
  return {
    topic: Topics.stories,
    key: stableId(name),
    value: encode({ id: stableId(name), members }),
    headers: eventHeaders({ id: name, source: '/test', type: 'story.updated', time, subject: stableId(name) }),
  };
}

const until = async (condition: () => boolean): Promise<void> => {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1000) throw new Error('waited in vain');
    await sleep(20);
  }
};

const named = (from: number, to: number, told: Told = {}): OutgoingMessage[] =>
  Array.from({ length: to - from }, (_, index) => article(`n${from + index}`, told));

describe('the public events', () => {
  let folder: string;
  let log: MessageLog;
  let feed: EventFeed;
  const readers: EventReader[] = [];
  const stop = new AbortController();

  const open = async (): Promise<void> => {
    log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    feed = new EventFeed(log);
    feed.onApplicationBootstrap();
  };
  const close = async (): Promise<void> => {
    for (const reader of readers.splice(0)) await reader.close();
    await feed.beforeApplicationShutdown();
    await log.close();
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-events-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  const read = async (from: string, selection: Selection = {}): Promise<EventReader> => {
    const position = from === 'now' ? 'now' : Position.parse(from);
    const reader = await feed.read(position, selects(selection), stop.signal);
    readers.push(reader);
    return reader;
  };
  const BEGINNING = Position.beginning().toString();

  /** Ids of so many events, and the place after them. */
  const take = async (reader: EventReader, count: number): Promise<{ ids: string[]; place: string }> => {
    const ids: string[] = [];
    let place = reader.place;
    while (ids.length < count) {
      for (const one of await reader.next(count - ids.length)) {
        ids.push(one.event.id);
        place = one.place;
      }
    }
    return { ids, place };
  };
  const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `n${from + i}`);

  it('come to a reader from the moment it begins, in order', async () => {
    await log.publish(named(0, 3));
    const reader = await read('now');
    await log.publish(named(3, 6));
    expect((await take(reader, 3)).ids).toEqual(ids(3, 6));
  });

  it('go on from any place, without a gap and without a repeat, also after a restart', async () => {
    await log.publish(named(0, 20));
    const { place, ids: first } = await take(await read(BEGINNING), 7);
    await close();
    await open();
    await log.publish(named(20, 25));
    const second = await take(await read(place), 18);
    expect([...first, ...second.ids]).toEqual(ids(0, 25));
  });

  it('are read from the log by one who comes from further back than what is kept, and then go on as they come', async () => {
    await log.publish(named(0, 900));
    await close();
    await open();
    const reader = await read(BEGINNING);
    expect((await take(reader, 900)).ids).toEqual(ids(0, 900));
    await log.publish(named(900, 910));
    expect((await take(reader, 10)).ids).toEqual(ids(900, 910));
  });

  it('are all there for a reader so slow that the latest ones made room many times', async () => {
    const reader = await read('now');
    const large = { length: 400_000 };
    await log.publish(named(0, 60, large));
    expect((await take(reader, 5)).ids).toEqual(ids(0, 5));
    for (let at = 60; at < 260; at += 50) await log.publish(named(at, at + 50, large));
    // 260 documents of 400 kB are three times what is kept.
    await until(() => feed.recent.first > 100);
    expect((await take(reader, 255)).ids).toEqual(ids(5, 260));
  });

  it('wait in no memory of their own for readers that do not take them', async () => {
    for (let index = 0; index < 200; index++) await read(BEGINNING);
    await log.publish(named(0, 100, { length: 100_000 }));
    await sleep(100);
    const before = process.memoryUsage().heapUsed;
    for (const reader of readers) await reader.next(1);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * 1024 * 1024);
  });

  it('are chosen by type, by language with its kinds, and by source; stories by the languages they are told in', async () => {
    await log.publish([
      article('uk', { inLanguage: 'uk' }),
      article('gb', { inLanguage: 'en-GB', sourceId: 'herald' }),
      article('enm', { inLanguage: 'enm' }),
      article('gone', { inLanguage: 'en', type: 'article.canceled' }),
      story('both', 'en', 'uk'),
      story('polish', 'pl'),
    ]);
    const chosen = async (selection: Selection, count: number): Promise<string[]> => {
      const reader = await read(BEGINNING, selection);
      const found = await take(reader, count);
      return found.ids.sort();
    };
    expect(await chosen({ languages: ['en'] }, 3)).toEqual(['both', 'gb', 'gone']);
    expect(await chosen({ languages: ['EN-gb', 'pl'] }, 2)).toEqual(['gb', 'polish']);
    expect(await chosen({ sources: ['herald'] }, 1)).toEqual(['gb']);
    expect(await chosen({ types: ['story.updated'] }, 2)).toEqual(['both', 'polish']);
    expect(await chosen({ types: ['article.canceled'], languages: ['en'] }, 1)).toEqual(['gone']);
  });

  it('move the place of a reader that wants none of them, so that it need not look at them again', async () => {
    const reader = await read('now', { languages: ['pl'] });
    const before = reader.place;
    const next = reader.next(1);
    await log.publish(named(0, 50));
    await sleep(100);
    expect(reader.place).not.toBe(before);
    await log.publish([article('polish', { inLanguage: 'pl' })]);
    expect((await next).map(({ event }) => event.id)).toEqual(['polish']);
  });

  it.each(['', 'x', '2;a=1;s=', '1;a=-1;s=', '1;a=1', '1;a=1;s=;', '1;a=1e3;s=', '1;a=1\n;s='])(
    'do not go on from %j, which is no place',
    (text) => {
      expect(() => Position.parse(text)).toThrow(expect.objectContaining({ code: 'invalid-position', kind: 'poison' }));
    },
  );

  it('do not go on from a place of another line', async () => {
    await log.publish(named(0, 3));
    await expect(read('1;a=4;s=')).rejects.toMatchObject({ code: 'invalid-position' });
    await expect(read('1;a=3,1;s=')).rejects.toMatchObject({ code: 'invalid-position' });
  });

  describe('that are followed', () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
      await store.migrate();
    });
    afterEach(() => store.close());

    const follower = (owner: string, seen: string[], most = 4, work = async (): Promise<void> => {}): Follower =>
      new Follower({
        id: 'test',
        feed,
        bookmarks: store.bookmarks,
        owner,
        from: 'beginning',
        most,
        wants: () => true,
        handle: async (events) => {
          await work();
          seen.push(...events.map(({ event }) => event.id));
        },
        warn: () => undefined,
      });
    it('are handled once, by one of many, and by the next from where that one stopped', async () => {
      const seen: string[] = [];
      const one = follower('one', seen);
      const two = follower('two', seen);
      one.start();
      await log.publish(named(0, 10));
      await until(() => seen.length === 10);
      two.start();
      await log.publish(named(10, 20));
      await until(() => seen.length === 20);
      await one.stop();
      await log.publish(named(20, 30));
      await until(() => seen.length === 30);
      await two.stop();
      expect(seen).toEqual(ids(0, 30));
    });

    it('come again when handling them failed, and none is passed over', async () => {
      const seen: string[] = [];
      let failures = 1;
      const one = follower('one', seen, 4, async () => {
        await Promise.resolve();
        if (seen.length === 4 && failures-- > 0) throw new Error('away');
      });
      one.start();
      await log.publish(named(0, 10));
      await until(() => seen.length === 10);
      await one.stop();
      expect(seen).toEqual(ids(0, 10));
      expect(failures).toBe(-1);
    });
  });
});
