import { describe, expect, it } from '@jest/globals';
import type { Store } from '../src/ports.js';
import { capture, idOf, shuffled, story } from './documents.js';

/** Stories, captures, and the store itself. */
export function describeSideStores(store: () => Store): void {
  describe('stories', () => {
    it('are kept, newest version first come or last', async () => {
      expect(await store().stories.upsert([story('flood', { version: 2 })])).toEqual(['applied']);
      expect(await store().stories.upsert([story('flood')])).toEqual(['stale']);
      expect(await store().stories.get(idOf('flood'))).toEqual(story('flood', { version: 2 }));
      expect(await store().stories.get(idOf('drought'))).toBeUndefined();
    });

    it('change nothing when they come again', async () => {
      await store().stories.upsert([story('flood')]);
      expect(await store().stories.upsert([story('flood'), story('flood')])).toEqual(['unchanged', 'unchanged']);
    });

    it('of one version: the later wins', async () => {
      const later = story('flood', {
        versionCreated: '2026-03-01T09:00:01Z',
        members: story('flood').members.slice(0, 1),
      });
      await store().stories.upsert([later]);
      expect(await store().stories.upsert([story('flood')])).toEqual(['stale']);
      expect(await store().stories.get(idOf('flood'))).toEqual(later);
    });

    it('end with the highest version when twenty are written at once', async () => {
      const versions = shuffled(Array.from({ length: 20 }, (_, index) => story('flood', { version: index + 1 })));
      await Promise.all(versions.map((version) => store().stories.upsert([version])));
      expect((await store().stories.get(idOf('flood')))?.version).toBe(20);
    });

    it('refuse an instant that is none', async () => {
      const upsert = store().stories.upsert([story('flood', { versionCreated: 'soon' })]);
      await expect(upsert).rejects.toMatchObject({ code: 'invalid-story', kind: 'poison' });
    });
  });

  describe('captures', () => {
    it('stay as they were first written', async () => {
      await store().captures.upsert([capture('page'), capture('page', { repeats: 5 })]);
      await store().captures.upsert([capture('page', { repeats: 7 })]);
      expect(await store().captures.get(idOf('page'))).toEqual(capture('page'));
      expect(await store().captures.get(idOf('other'))).toBeUndefined();
    });

    it('of one id written at once by many end as one of them', async () => {
      const versions = Array.from({ length: 20 }, (_, repeats) => capture('page', { repeats }));
      await Promise.all(versions.map((version) => store().captures.upsert([version, capture(`p${version.repeats}`)])));
      const found = await store().captures.get(idOf('page'));
      expect(versions).toContainEqual(found);
      expect(await store().captures.get(idOf('p19'))).toBeDefined();
    });

    it('accept an empty call', async () => {
      await expect(store().captures.upsert([])).resolves.toBeUndefined();
    });
  });

  describe('the store', () => {
    it('can be migrated again, also by several at once, without loss', async () => {
      await store().captures.upsert([capture('page')]);
      await Promise.all([store().migrate(), store().migrate()]);
      expect(await store().captures.get(idOf('page'))).toEqual(capture('page'));
    });

    it('answers a ping', async () => {
      await expect(store().ping()).resolves.toBeUndefined();
    });

    it('tells how much room there is where its data is', async () => {
      await store().captures.upsert([capture('page')]);
      const { free = -1, total = -1 } = (await store().space()) ?? {};
      expect(free).toBeGreaterThanOrEqual(0);
      expect(total).toBeGreaterThan(free);
    });
  });
}
