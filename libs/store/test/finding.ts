import { describe, expect, it } from '@jest/globals';
import type { ArticleQuery, Store } from '../src/ports.js';
import { article, idOf, shuffled, stored } from './documents.js';

const minute = (number: number): string => new Date(Date.UTC(2026, 2, 1, 0, number)).toISOString();

/** How articles get out. */
export function describeFinding(store: () => Store): void {
  const names = new Map<string, string>();
  const put = async (...articles: Parameters<typeof stored>[]): Promise<void> => {
    for (const [name] of articles) names.set(idOf(name), name);
    await store().articles.upsert(articles.map((given) => stored(...given)));
  };
  const find = async (query: Omit<ArticleQuery, 'limit'> = {}): Promise<(string | undefined)[]> => {
    const { items } = await store().articles.find({ limit: 200, ...query });
    return items.map(({ id }) => names.get(id));
  };
  /** Every page up to the last; `between` runs after each. */
  const walk = async (query: ArticleQuery, between?: (page: number) => Promise<void>): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 1000; page++) {
      const { items, nextCursor } = await store().articles.find({
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
      });
      ids.push(...items.map(({ id }) => id));
      if (nextCursor === undefined) return ids;
      await between?.(page);
      cursor = nextCursor;
    }
    throw new Error('the pages never end');
  };

  describe('find', () => {
    it('gives whole documents', async () => {
      await put(['ferry']);
      expect(await store().articles.find({ limit: 1 })).toEqual({ items: [article('ferry')] });
    });

    it('gives the same as JSON text', async () => {
      await put(['ferry'], ['storm'], ['bridge, "old"']);
      for (const limit of [1, 3]) {
        const page = await store().articles.find({ limit });
        expect(JSON.parse(await store().articles.findAsJson({ limit }))).toEqual(page);
      }
      expect(await store().articles.findAsJson({ limit: 1, sourceId: 'nobody' })).toBe('{"items":[]}');
    });

    it('shows the latest first, by instant of publication whatever the zone, else by the time first seen', async () => {
      await put(
        ['third', { datePublished: '2026-03-01T12:00:00+02:00' }],
        ['first', { datePublished: '2026-03-01T11:00:00Z' }],
        ['fourth', { datePublished: '2026-03-01' }],
      );
      const { datePublished: _, ...undated } = article('second', { firstCreated: '2026-03-01T10:30:00Z' });
      names.set(undated.id, 'second');
      await store().articles.upsert([{ article: undated, eventId: 'e' }]);
      expect(await find()).toEqual(['first', 'second', 'third', 'fourth']);
    });

    it('reads a time without a zone as UTC, and passes over a date that the calendar does not have', async () => {
      await put(
        ['zoneless', { datePublished: '2026-03-01T10:00' }],
        ['before', { datePublished: '2026-03-01T09:59:00Z' }],
        ['after', { datePublished: '2026-03-01T10:01:00Z' }],
        ['impossible', { datePublished: '2026-99-01', firstCreated: '2026-03-01T12:00:00Z' }],
      );
      expect(await find()).toEqual(['impossible', 'after', 'zoneless', 'before']);
    });

    it('finds a language with its kinds and no other', async () => {
      await put(
        ['a', { inLanguage: 'en', datePublished: minute(4) }],
        ['b', { inLanguage: 'en-GB', datePublished: minute(3) }],
        ['c', { inLanguage: 'enm', datePublished: minute(2) }],
        ['d', { inLanguage: 'uk', datePublished: minute(1) }],
        ['e', { inLanguage: 'zh-Hans-CN', datePublished: minute(0) }],
      );
      expect(await find({ language: 'en' })).toEqual(['a', 'b']);
      expect(await find({ language: 'en-GB' })).toEqual(['b']);
      expect(await find({ language: 'EN-gb' })).toEqual(['b']);
      expect(await find({ language: 'zh-hans' })).toEqual(['e']);
      expect(await find({ language: 'e' })).toEqual([]);
      expect(await find({ language: 'en.*' })).toEqual([]);
      expect(await find({ language: '' })).toEqual([]);
    });

    it('finds by source, capture, story and representation, and by all of them together', async () => {
      const wanted = {
        storyId: idOf('the-story'),
        representationType: 'partial' as const,
        provenance: { sourceId: 'herald', captureId: idOf('the-capture') },
      };
      await put(
        ['all', { ...wanted, datePublished: minute(9) }],
        ['source', { provenance: { sourceId: 'herald' }, datePublished: minute(8) }],
        ['capture', { provenance: { captureId: idOf('the-capture') }, datePublished: minute(7) }],
        ['story', { storyId: idOf('the-story'), datePublished: minute(6) }],
        ['partial', { representationType: 'partial', datePublished: minute(5) }],
      );
      const query = { sourceId: 'herald', captureId: idOf('the-capture'), storyId: idOf('the-story') };
      expect(await find({ sourceId: query.sourceId })).toEqual(['all', 'source']);
      expect(await find({ captureId: query.captureId })).toEqual(['all', 'capture']);
      expect(await find({ storyId: query.storyId })).toEqual(['all', 'story']);
      expect(await find({ representationType: 'partial' })).toEqual(['all', 'partial']);
      expect(await find({ ...query, representationType: 'partial' })).toEqual(['all']);
      expect(await find({ ...query, representationType: 'full' })).toEqual([]);
    });

    it('finds from an instant on, up to and without another', async () => {
      for (const number of [1, 2, 3]) await put([`m${number}`, { datePublished: minute(number) }]);
      expect(await find({ from: minute(2) })).toEqual(['m3', 'm2']);
      expect(await find({ to: minute(2) })).toEqual(['m1']);
      expect(await find({ from: '2026-03-01T02:02:00+02:00', to: minute(3) })).toEqual(['m2']);
    });

    it('hides repeats unless asked for, and always what was withheld or canceled', async () => {
      await put(
        ['original', { datePublished: minute(5) }],
        [
          'repeat',
          { dedup: { status: 'duplicate', of: idOf('original'), method: 'content' }, datePublished: minute(4) },
        ],
        ['update', { dedup: { status: 'update', method: 'url' }, datePublished: minute(3) }],
        ['withheld', { pubStatus: 'withheld', datePublished: minute(2) }],
        ['canceled', { pubStatus: 'canceled', datePublished: minute(1) }],
      );
      expect(await find()).toEqual(['original', 'update']);
      expect(await find({ duplicates: true })).toEqual(['original', 'repeat', 'update']);
      expect(await store().articles.get(idOf('canceled'))).toBeDefined();
      expect(await store().articles.count()).toBe(5);
    });

    it('moves an article to where its new version belongs', async () => {
      await put(['ferry', { datePublished: minute(1) }], ['bridge', { datePublished: minute(2) }]);
      await put(['ferry', { version: 2, datePublished: minute(3), inLanguage: 'uk' }]);
      expect(await find()).toEqual(['ferry', 'bridge']);
      expect(await find({ language: 'en' })).toEqual(['bridge']);
      expect(await find({ language: 'uk' })).toEqual(['ferry']);
    });
  });

  describe('pages', () => {
    it('follow each other without gap or repeat, even through articles of one instant', async () => {
      const all = Array.from({ length: 23 }, (_, index) => `n${index}`);
      await put(...all.map((name, index): [string, object] => [name, { datePublished: minute(index % 4) }]));
      const whole = await store().articles.find({ limit: 200 });
      expect(whole.items).toHaveLength(23);
      expect(whole.nextCursor).toBeUndefined();
      for (const limit of [1, 4, 22, 23]) {
        expect(await walk({ limit })).toEqual(whole.items.map(({ id }) => id));
      }
    });

    it('keep to their filters', async () => {
      const all = Array.from({ length: 12 }, (_, index) => index);
      await put(
        ...all.map((n): [string, object] => [`n${n}`, { datePublished: minute(n), inLanguage: n % 2 ? 'en' : 'uk' }]),
      );
      const ids = await walk({ limit: 2, language: 'en', from: minute(2), to: minute(11) });
      expect(ids).toEqual([9, 7, 5, 3].map((n) => idOf(`n${n}`)));
    });

    it('stay complete and free of repeats while articles are written', async () => {
      const before = Array.from({ length: 40 }, (_, index) => `old${index}`);
      await put(...before.map((name, index): [string, object] => [name, { datePublished: minute(index) }]));
      let writing = Promise.resolve();
      const ids = await walk({ limit: 3 }, async (page) => {
        // One above, one amid, one below what was read so far; and every other one is not waited for.
        const times = [minute(1000 + page), minute(20), '2020-01-01T00:00:00Z'];
        const write = put(...times.map((datePublished, n): [string, object] => [`new${page}-${n}`, { datePublished }]));
        writing = Promise.all([writing, write]).then(() => undefined);
        if (page % 2 === 0) await writing;
        // Some sixty such are enough; without an end the last page would move away for ever.
        if (page > 60) throw new Error('writing outran reading');
      });
      await writing;
      expect(new Set(ids).size).toBe(ids.length);
      for (const name of before) expect(ids).toContain(idOf(name));
    });

    it('refuse a cursor that is not one of ours', async () => {
      await put(['a', { datePublished: minute(1) }], ['b', { datePublished: minute(2) }]);
      const { nextCursor = '' } = await store().articles.find({ limit: 1 });
      const b64 = (text: string): string => Buffer.from(text).toString('base64url');
      const foreign = [
        '',
        'x',
        '§',
        b64('hello'),
        b64('{"$gt":""}'),
        b64('1:abc:def'),
        b64('9:1:abc'),
        `${nextCursor} `,
        `${nextCursor}=`,
      ];
      for (const cursor of foreign) {
        const found = store().articles.find({ limit: 1, cursor });
        await expect(found).rejects.toMatchObject({ code: 'invalid-cursor', kind: 'poison' });
      }
    });

    it.each([0, -1, 201, 1.5, Number.NaN])('refuse a limit of %p', async (limit) => {
      await expect(store().articles.find({ limit })).rejects.toMatchObject({ code: 'invalid-query', kind: 'poison' });
    });

    it.each(['yesterday', '2026-13-01T00:00:00Z', ''])('refuse %p as an instant', async (from) => {
      const found = store().articles.find({ limit: 1, from });
      await expect(found).rejects.toMatchObject({ code: 'invalid-query', kind: 'poison' });
    });

    it('do not depend on the order of writing', async () => {
      const all = Array.from({ length: 15 }, (_, index): [string, object] => [
        `n${index}`,
        { datePublished: minute(0) },
      ]);
      await put(...shuffled(all));
      const ids = (await store().articles.find({ limit: 200 })).items.map(({ id }) => id);
      expect(ids).toEqual(
        all
          .map(([name]) => idOf(name))
          .sort()
          .reverse(),
      );
    });
  });
}
