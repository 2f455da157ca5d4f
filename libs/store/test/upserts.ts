import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { FingerprintedArticle, ResolvedArticle } from '#libs/contracts';
import type { Store, StoredArticle } from '../src/ports.js';
import { article, idOf, shuffled, stored } from './documents.js';

const version = (name: string, number: number, changes = {}): StoredArticle =>
  stored(name, { version: number, headline: `version ${number}`, ...changes });

/** How articles get in. */
export function describeUpserts(store: () => Store): void {
  const headline = async (name: string): Promise<string | undefined> =>
    (await store().articles.get(idOf(name)))?.headline;

  describe('upsert of articles', () => {
    it('stores the public document field for field', async () => {
      expect(await store().articles.upsert([stored('ferry')])).toEqual(['applied']);
      expect(await store().articles.get(idOf('ferry'))).toEqual(article('ferry'));
      expect(await store().articles.count()).toBe(1);
    });

    it('knows nothing of an article that was never written, and writes nothing when given nothing', async () => {
      expect(await store().articles.upsert([])).toEqual([]);
      expect(await store().articles.get(idOf('ferry'))).toBeUndefined();
      expect(await store().articles.count()).toBe(0);
    });

    it('lets the higher version win, whichever comes first', async () => {
      expect(await store().articles.upsert([version('ferry', 2)])).toEqual(['applied']);
      expect(await store().articles.upsert([version('ferry', 1)])).toEqual(['stale']);
      expect(await headline('ferry')).toBe('version 2');
      expect(await store().articles.upsert([version('ferry', 3)])).toEqual(['applied']);
      expect(await headline('ferry')).toBe('version 3');
    });

    it('leaves nothing behind of the version it replaces', async () => {
      await store().articles.upsert([version('ferry', 1, { articleSection: 'Harbour' })]);
      await store().articles.upsert([version('ferry', 2)]);
      expect(await store().articles.get(idOf('ferry'))).not.toHaveProperty('articleSection');
    });

    it('changes nothing when the same verdict comes again', async () => {
      const verdict = stored('ferry');
      await store().articles.upsert([verdict]);
      expect(await store().articles.upsert([verdict])).toEqual(['unchanged']);
      expect(await store().articles.upsert([verdict, verdict])).toEqual(['unchanged', 'unchanged']);
      expect(await store().articles.count()).toBe(1);
    });

    it('lets the later verdict on one version win, comparing instants and not texts', async () => {
      const earlier = stored('ferry', { versionCreated: '2026-03-01T11:30:00+02:00', headline: 'earlier' }, 'a');
      const later = stored('ferry', { versionCreated: '2026-03-01T10:00:00Z', headline: 'later' }, 'b');
      expect(await store().articles.upsert([later])).toEqual(['applied']);
      expect(await store().articles.upsert([earlier])).toEqual(['stale']);
      expect(await headline('ferry')).toBe('later');
      const last = stored('ferry', { versionCreated: '2026-03-01T10:00:00.001Z', headline: 'last' }, 'c');
      expect(await store().articles.upsert([last])).toEqual(['applied']);
      expect(await headline('ferry')).toBe('last');
    });

    it('ends with the same document in any order when two verdicts on one version are of one instant', async () => {
      for (const order of [
        ['a', 'b'],
        ['b', 'a'],
      ]) {
        const name = `ferry-${order.join('')}`;
        const verdicts = order.map((letter) => stored(name, { headline: letter }, letter));
        for (const verdict of verdicts) await store().articles.upsert([verdict]);
        const winner = verdicts.reduce((best, verdict) => (verdict.eventId > best.eventId ? verdict : best));
        expect(await headline(name)).toBe(winner.article.headline);
      }
    });

    it('applies several inputs of one id in the order of the call', async () => {
      const inputs = [
        version('ferry', 1),
        version('bridge', 5),
        version('ferry', 3),
        version('ferry', 2),
        version('ferry', 3),
        version('bridge', 4),
        version('ferry', 4),
      ];
      expect(await store().articles.upsert(inputs)).toEqual([
        'applied',
        'applied',
        'applied',
        'stale',
        'unchanged',
        'stale',
        'applied',
      ]);
      expect(await headline('ferry')).toBe('version 4');
      expect(await headline('bridge')).toBe('version 5');
    });

    it('tells the outcomes of a batch apart, input by input', async () => {
      await store().articles.upsert([version('old', 2), version('same', 1), version('behind', 1)]);
      const inputs = [version('old', 1), version('new', 1), version('same', 1), version('behind', 2)];
      expect(await store().articles.upsert(inputs)).toEqual(['stale', 'applied', 'unchanged', 'applied']);
    });

    it('ends with the highest of twenty versions of a new article that are written at once', async () => {
      const versions = shuffled(Array.from({ length: 20 }, (_, index) => version('ferry', index + 1)));
      const outcomes = await Promise.all(versions.map((input) => store().articles.upsert([input])));
      expect(await headline('ferry')).toBe('version 20');
      expect(await store().articles.count()).toBe(1);
      expect(outcomes.flat()).toHaveLength(20);
      expect(outcomes[versions.findIndex((input) => input.article.version === 20)]).toEqual(['applied']);
    });

    it('lets one of twenty equal verdicts that are written at once be applied', async () => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store().articles.upsert([stored('ferry')])));
      expect(outcomes.flat().sort()).toEqual(['applied', ...Array.from({ length: 19 }, () => 'unchanged')]);
    });

    it('ends with the highest versions when overlapping batches are written at once', async () => {
      const names = Array.from({ length: 30 }, (_, index) => `ferry-${index}`);
      const batches = [3, 1, 4, 2].map((number) => shuffled(names).map((name) => version(name, number)));
      await Promise.all(batches.map((batch) => store().articles.upsert(batch)));
      expect(await Promise.all(names.map(headline))).toEqual(names.map(() => 'version 4'));
      expect(await store().articles.count()).toBe(30);
    });
  });

  describe('texts in articles', () => {
    it('keeps every script, emoji, dollar, dot and control character', async () => {
      const keywords = [
        '$set',
        '$where: 1',
        'a.b.c',
        '.',
        '$',
        'Київ',
        'שלום',
        '日本',
        '👩‍👩‍👧',
        'a\u0000b',
        '\u2028',
        '',
        '__proto__',
      ];
      const changes = { keywords, headline: '$headline', articleBody: '{"$gt": ""} і ще 🙂', articleSection: 'x.y.$z' };
      await store().articles.upsert([stored('odd', changes)]);
      expect(await store().articles.get(idOf('odd'))).toEqual(article('odd', changes));
    });

    it('stores neither the fingerprint of a resolved article nor fields outside the contract', async () => {
      const fingerprint: FingerprintedArticle['fingerprint'] = {
        algorithmVersion: '1',
        contentHash: 'c',
        data: 'AAAA',
      };
      const resolved = { ...article('ferry'), fingerprint, $novelty: 1 };
      await store().articles.upsert([{ article: resolved, eventId: 'e' }]);
      expect(await store().articles.get(idOf('ferry'))).toEqual(article('ferry'));
    });

    it('keeps absent what a decoded message leaves undefined', async () => {
      const plain = article('ferry');
      const decoded = Object.assign(plainToInstance(ResolvedArticle, plain), { description: undefined });
      Object.assign(decoded.language, { reason: undefined });
      await store().articles.upsert([{ article: decoded, eventId: 'e' }]);
      const found = await store().articles.get(idOf('ferry'));
      expect(found).toStrictEqual(plain);
    });
  });

  describe('articles that cannot be stored', () => {
    it('refuses one of more than 16 MiB as poison and writes the others of its call', async () => {
      const huge = stored('huge', { articleBody: 'ї'.repeat(8 * 1024 * 1024 + 1) });
      const upsert = store().articles.upsert([stored('before'), huge, stored('after')]);
      await expect(upsert).rejects.toMatchObject({
        code: 'article-too-large',
        kind: 'poison',
        message: expect.stringContaining(idOf('huge')),
      });
      expect(await store().articles.count()).toBe(2);
      expect(await store().articles.upsert([stored('before'), stored('after')])).toEqual(['unchanged', 'unchanged']);
    });

    it('takes one of just under 16 MiB', async () => {
      const large = { articleBody: 'a'.repeat(16 * 1024 * 1024 - 24 * 1024) };
      expect(await store().articles.upsert([stored('large', large)])).toEqual(['applied']);
      expect((await store().articles.get(idOf('large')))?.articleBody).toHaveLength(large.articleBody.length);
    });

    it('refuses one whose time is none as poison and writes the others', async () => {
      const bad = stored('bad', { versionCreated: '2026-13-01T00:00:00Z' });
      await expect(store().articles.upsert([bad, stored('good')])).rejects.toMatchObject({
        code: 'invalid-article',
        kind: 'poison',
        message: expect.stringContaining('2026-13-01'),
      });
      expect(await store().articles.count()).toBe(1);
    });
  });
}
