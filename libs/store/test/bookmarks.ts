import { describe, expect, it } from '@jest/globals';
import type { Store } from '../src/ports.js';

const lease = (owner: string, now: number): { owner: string; now: number; until: number } => ({
  owner,
  now,
  until: now + 100,
});

export function describeBookmarks(store: () => Store): void {
  describe('bookmarks', () => {
    it('belong to one owner until the lease runs out or is given back', async () => {
      const { bookmarks } = store();
      expect(await bookmarks.claim('search', lease('one', 1000))).toEqual({ granted: true });
      expect(await bookmarks.claim('search', lease('two', 1050))).toEqual({ granted: false, until: 1100 });
      expect(await bookmarks.claim('search', lease('one', 1050))).toEqual({ granted: true });
      expect(await bookmarks.claim('search', lease('two', 1149))).toEqual({ granted: false, until: 1150 });
      expect(await bookmarks.claim('search', lease('two', 1150))).toEqual({ granted: true });
      await bookmarks.release('search', 'one');
      expect(await bookmarks.claim('search', lease('one', 1200))).toMatchObject({ granted: false });
      await bookmarks.release('search', 'two');
      expect(await bookmarks.claim('search', lease('one', 1200))).toEqual({ granted: true });
    });

    it('keep the place for whoever has them next, and take none from who lost them', async () => {
      const { bookmarks } = store();
      await bookmarks.claim('search', lease('one', 1000));
      expect(await bookmarks.place('search')).toBeUndefined();
      expect(await bookmarks.keep('search', 'one', 'p1')).toBe(true);
      expect(await bookmarks.claim('search', lease('two', 1100))).toEqual({ granted: true, place: 'p1' });
      expect(await bookmarks.keep('search', 'one', 'p2')).toBe(false);
      expect(await bookmarks.place('search')).toBe('p1');
      await bookmarks.remove('search');
      expect(await bookmarks.place('search')).toBeUndefined();
      expect(await bookmarks.keep('search', 'two', 'p3')).toBe(false);
    });

    it('are given to one of many who ask at the same moment', async () => {
      const { bookmarks } = store();
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, index) => bookmarks.claim('contested', lease(`o${index}`, 1000))),
      );
      expect(claims.filter(({ granted }) => granted)).toHaveLength(1);
    });
  });
}
