import { describe, expect, it } from '@jest/globals';
import type { Store } from '../src/ports.js';
import type { SearchDocument, SearchQuery, StoredTerm } from '../src/search.js';
import { idOf } from './documents.js';

const MINUTE = 60_000;

function document(name: string, words: string, changes: Partial<SearchDocument> = {}): SearchDocument {
  return {
    id: idOf(name),
    version: 1,
    versionAt: 1000,
    sortAt: Date.UTC(2026, 2, 1),
    usable: true,
    duplicate: false,
    language: 'en',
    sourceId: 'gazette',
    words: ` ${words} `,
    stems: '  ',
    ...changes,
  };
}

const any = (...forms: string[]): StoredTerm => ({ any: forms });
const phrase = (...words: string[]): StoredTerm => ({ phrase: words });

export function describeSearch(store: () => Store): void {
  const found = async (all: StoredTerm[], more: Partial<SearchQuery> = {}): Promise<string[]> =>
    (await store().search.find({ all, none: [], limit: 50, ...more })).items;
  const ids = (...names: string[]): string[] => names.map(idOf);

  describe('the search index', () => {
    it('finds words and stems, all of the terms, in any of their forms, in whichever script', async () => {
      await store().search.index([
        document('ferry', 'the ferry sails', { stems: ' ferri sail ', sortAt: 4 * MINUTE }),
        document('porom', 'пороми стоять у гавані', { stems: ' пор гаван ', sortAt: 3 * MINUTE }),
        document('carry', 'we carry ferryman', { sortAt: 2 * MINUTE }),
        document('hindi', 'नाव चलती है', { sortAt: MINUTE }),
      ]);
      expect(await found([any('ferry')])).toEqual(ids('ferry'));
      expect(await found([any('ferries', 'ferri')])).toEqual(ids('ferry'));
      expect(await found([any('гаваню', 'гаван'), any('стоять')])).toEqual(ids('porom'));
      expect(await found([any('гаван'), any('ferry')])).toEqual([]);
      expect(await found([any('ferry', 'гаван', 'carry')])).toEqual(ids('ferry', 'porom', 'carry'));
      expect(await found([any('चलती')])).toEqual(ids('hindi'));
      expect(await found([any('ferr')])).toEqual([]);
    });

    it('tells letters with a mark from those without, as it was given them', async () => {
      await store().search.index([document('i', 'мій'), document('y', 'мии')]);
      expect(await found([any('мій')])).toEqual(ids('i'));
      expect(await found([any('мии')])).toEqual(ids('y'));
    });

    it('finds phrases as they stand, and leaves out what is not wanted', async () => {
      await store().search.index([
        document('one', 'the new bridge over the river', { sortAt: 2 * MINUTE }),
        document('two', 'over the new bridge', { stems: ' over the river ', sortAt: MINUTE }),
      ]);
      expect(await found([phrase('over', 'the', 'river')])).toEqual(ids('one'));
      expect(await found([phrase('new', 'bridge')])).toEqual(ids('one', 'two'));
      expect(await found([any('bridge')], { none: [phrase('over', 'the', 'new')] })).toEqual(ids('one'));
      expect(await found([any('bridge')], { none: [any('river'), any('tunnel')] })).toEqual([]);
    });

    it('filters by language, source, time and status', async () => {
      const at = Date.UTC(2026, 2, 1);
      await store().search.index([
        document('gb', 'ferry', { language: 'en-GB', sortAt: at + 3 * MINUTE }),
        document('enm', 'ferry', { language: 'enm', sortAt: at + 2 * MINUTE }),
        document('other', 'ferry', { sourceId: 'herald', sortAt: at + MINUTE }),
        document('copy', 'ferry', { duplicate: true, sortAt: at }),
        document('gone', 'ferry', { usable: false, sortAt: at }),
      ]);
      expect(await found([any('ferry')])).toEqual(ids('gb', 'enm', 'other'));
      expect(await found([any('ferry')], { duplicates: true })).toEqual(ids('gb', 'enm', 'other', 'copy'));
      expect(await found([any('ferry')], { language: 'en' })).toEqual(ids('gb', 'other'));
      expect(await found([any('ferry')], { language: 'EN-gb' })).toEqual(ids('gb'));
      expect(await found([any('ferry')], { sourceId: 'herald' })).toEqual(ids('other'));
      const range = { from: '2026-03-01T00:01:00Z', to: '2026-03-01T00:03:00Z' };
      expect(await found([any('ferry')], range)).toEqual(ids('enm', 'other'));
    });

    it('gives pages that follow each other, latest first, also within one instant', async () => {
      const names = Array.from({ length: 25 }, (_, index) => `n${index}`);
      await store().search.index(
        names.map((name, index) => document(name, 'ferry', { sortAt: Math.floor(index / 10) * MINUTE })),
      );
      const walked: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store().search.find({
          all: [any('ferry')],
          none: [],
          limit: 4,
          ...(cursor === undefined ? {} : { cursor }),
        });
        walked.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(walked).toHaveLength(25);
      expect(new Set(walked)).toEqual(new Set(ids(...names)));
      expect(walked.slice(0, 5)).toEqual(ids('n20', 'n21', 'n22', 'n23', 'n24').sort().reverse());
    });

    describe('walked page by page', () => {
      const walk = async (from: { items: string[]; nextCursor?: string }): Promise<string[]> => {
        const walked = [...from.items];
        for (let cursor = from.nextCursor; cursor !== undefined;) {
          const page = await store().search.find({ all: [any('ferry')], none: [], limit: 2, cursor });
          walked.push(...page.items);
          cursor = page.nextCursor;
        }
        return walked;
      };
      const begin = (limit: number) => store().search.find({ all: [any('ferry')], none: [], limit });

      it('gives each once, also of those whose ids begin alike, and of those dated beyond all reason', async () => {
        const alike = Array.from({ length: 9 }, (_, index) => `aaaaaaaaaaaaaaaaaaaaaaaaa${index}`);
        const dates = [Date.UTC(9999, 1, 1), Date.UTC(9998, 1, 1), Date.UTC(2026, 1, 1), Date.UTC(1066, 9, 14)];
        await store().search.index([
          ...alike.map((id) => document('', 'ferry', { id, sortAt: Date.UTC(2026, 0, 1) })),
          ...dates.map((sortAt) => document(String(sortAt), 'ferry', { sortAt })),
        ]);
        const walked = await walk(await begin(5));
        expect([...walked].sort()).toEqual([...alike, ...dates.map((date) => idOf(String(date)))].sort());
        expect(walked[2]).toBe(idOf(String(dates[2])));
        expect(walked.at(-1)).toBe(idOf(String(dates[3])));
      });

      it('goes on after an article that got another date meanwhile', async () => {
        const names = ['a', 'b', 'c', 'd', 'e'];
        await store().search.index(names.map((name, at) => document(name, 'ferry', { sortAt: -at * MINUTE })));
        const first = await begin(2);
        await store().search.index([document('b', 'ferry', { version: 2, sortAt: MINUTE })]);
        expect(await walk(first)).toEqual(ids(...names));
      });
    });

    it('follows the versions of an article, in whichever order they come, however often', async () => {
      const { search } = store();
      const first = document('a', 'ferry');
      const second = document('a', 'bridge', { version: 2, versionAt: 2000 });
      await search.index([first]);
      await search.index([second, first]);
      await search.index([first]);
      await search.index([second]);
      expect(await found([any('ferry')])).toEqual([]);
      expect(await found([any('bridge')])).toEqual(ids('a'));
      await search.index([document('a', 'tunnel', { version: 2, versionAt: 1500 })]);
      expect(await found([any('tunnel')])).toEqual([]);
      await search.index([document('a', 'tunnel', { version: 3, versionAt: 3000, usable: false })]);
      expect(await found([any('tunnel')])).toEqual([]);
    });

    it.each(['$where', 'a"b', 'a b', 'a*', 'NEAR(', 'words:x', '.*', 'a|b', '', '-a', '^a', "a'b"])(
      'refuses %j as a word: it could be syntax',
      async (form) => {
        await store().search.index([document('a', 'ferry a b x')]);
        const refusal = { code: 'invalid-query', kind: 'poison' };
        await expect(found([any(form)])).rejects.toMatchObject(refusal);
        await expect(found([any('ferry')], { none: [phrase('ferry', form)] })).rejects.toMatchObject(refusal);
      },
    );

    it.each(['and', 'or', 'not', 'near', 'null', 'AND', 'true'])('takes %p for a word like any other', async (word) => {
      await store().search.index([document('a', `ferry ${word} bridge`), document('b', 'ferry bridge')]);
      expect(await found([any(word)])).toEqual(ids('a'));
      expect(await found([phrase('ferry', word, 'bridge')])).toEqual(ids('a'));
    });

    it('refuses a search without terms, and a cursor that is not its own', async () => {
      await expect(found([])).rejects.toMatchObject({ code: 'invalid-query' });
      await expect(found([any()])).rejects.toMatchObject({ code: 'invalid-query' });
      await expect(found([any('a')], { cursor: '{"$gt":""}' })).rejects.toMatchObject({ code: 'invalid-cursor' });
    });
  });
}
