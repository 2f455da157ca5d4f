import { describe, expect, it } from '@jest/globals';
import type { Entry, Lease, Source, SourceState } from '../src/acquisition.js';
import type { Store } from '../src/ports.js';

const NOW = Date.parse('2026-03-01T09:00:00Z');
const MINUTE = 60_000;

export function source(id: string, changes: Partial<Source> = {}): Source {
  return {
    id,
    kind: 'feed',
    url: `https://${id}.example/feed.xml`,
    createdAt: NOW,
    follow: 'pages',
    recheck: true,
    maxAgeMs: 30 * 24 * 60 * MINUTE,
    minIntervalMs: MINUTE,
    maxIntervalMs: 24 * 60 * MINUTE,
    paused: false,
    resources: [],
    nextDueAt: NOW,
    failing: false,
    captures: {},
    ...changes,
  };
}

const entry = (key: string, changes: Partial<Entry> = {}): Entry => ({
  sourceId: 'herald',
  key,
  url: `https://herald.example/${key}`,
  attempts: 0,
  checks: 0,
  expireAt: NOW + 90 * 24 * 60 * MINUTE,
  ...changes,
});

const lease = (owner: string, now = NOW): Lease => ({ owner, now, until: now + MINUTE });
const ids = (sources: Source[]): string[] => sources.map(({ id }) => id);
const stateOf = ({ resources, nextDueAt, failing, captures }: SourceState): SourceState => ({
  resources,
  nextDueAt,
  failing,
  captures,
});

/** Sources and their schedule, entries, hosts. */
export function describeAcquisition(store: () => Store): void {
  describe('sources', () => {
    it('are added once, read, listed by id in pages, and removed with their entries', async () => {
      const herald = source('herald', { name: 'The Herald', languages: ['en', 'uk'], timeZone: 'Europe/Kyiv' });
      expect(await store().sources.add(herald)).toBe(true);
      expect(await store().sources.add(source('herald', { name: 'Another' }))).toBe(false);
      await store().sources.add(source('gazette'));
      expect(await store().sources.get('herald')).toEqual(herald);
      expect(ids(await store().sources.list({ limit: 10 }))).toEqual(['gazette', 'herald']);
      expect(ids(await store().sources.list({ after: 'gazette', limit: 10 }))).toEqual(['herald']);
      expect(ids(await store().sources.list({ limit: 1 }))).toEqual(['gazette']);
      await store().entries.put([entry('a'), entry('a', { sourceId: 'gazette' })]);
      expect(await store().sources.remove('herald')).toBe(true);
      expect(await store().sources.remove('herald')).toBe(false);
      expect(await store().sources.get('herald')).toBeUndefined();
      expect((await store().entries.known('herald', ['a'])).size).toBe(0);
      expect((await store().entries.known('gazette', ['a'])).size).toBe(1);
    });

    it('are changed in what their operator decides and in nothing else', async () => {
      await store().sources.add(source('herald', { captures: { '2026-03-01': 4 } }));
      const changed = await store().sources.change('herald', { name: '$name', minDelayMs: 5000 }, NOW);
      expect(changed).toEqual(source('herald', { captures: { '2026-03-01': 4 }, name: '$name', minDelayMs: 5000 }));
      expect(await store().sources.get('herald')).toEqual(changed);
      expect(await store().sources.change('gazette', { paused: true }, NOW)).toBeUndefined();
    });

    it('are due at once when they may wait less long than before, and only then', async () => {
      await store().sources.add(source('herald', { nextDueAt: NOW + 60 * MINUTE }));
      const due = async (change: Partial<Source>): Promise<number | undefined> =>
        (await store().sources.change('herald', change, NOW))?.nextDueAt;
      expect(await due({ maxIntervalMs: 48 * 60 * MINUTE })).toBe(NOW + 60 * MINUTE);
      expect(await due({ paused: false })).toBe(NOW + 60 * MINUTE);
      expect(await due({ maxIntervalMs: 10 * MINUTE, name: 'Herald' })).toBe(NOW);
    });

    it('are counted by what an operator asks for', async () => {
      await store().sources.add(source('a', { paused: true }));
      await store().sources.add(source('b', { failing: true, nextDueAt: NOW + 1 }));
      await store().sources.add(source('c'));
      expect(await store().sources.count(NOW)).toEqual({ all: 3, paused: 1, failing: 1, due: 1 });
    });
  });

  describe('the schedule', () => {
    it('gives out what is due, the longest due first, and neither what is not nor what is paused', async () => {
      await store().sources.add(source('late', { nextDueAt: NOW - 2 }));
      await store().sources.add(source('later', { nextDueAt: NOW - 1 }));
      await store().sources.add(source('just', { nextDueAt: NOW }));
      await store().sources.add(source('soon', { nextDueAt: NOW + 1 }));
      await store().sources.add(source('paused', { nextDueAt: NOW - 9, paused: true }));
      expect(ids(await store().sources.claim(lease('a'), 2))).toEqual(['late', 'later']);
      expect(ids(await store().sources.claim(lease('b'), 9))).toEqual(['just']);
      expect(await store().sources.claim(lease('a'), 9)).toEqual([]);
    });

    it('gives a source out again when its lease has run out, and not before', async () => {
      await store().sources.add(source('herald'));
      await store().sources.claim(lease('a'), 1);
      expect(await store().sources.claim(lease('b', NOW + MINUTE - 1), 1)).toEqual([]);
      expect(ids(await store().sources.claim(lease('b', NOW + MINUTE), 1))).toEqual(['herald']);
    });

    it('prolongs the leases of their owner alone', async () => {
      for (const id of ['mine', 'paused', 'removed', 'theirs']) await store().sources.add(source(id));
      await store().sources.claim(lease('a'), 3);
      await store().sources.claim(lease('b'), 1);
      await store().sources.change('paused', { paused: true }, NOW);
      await store().sources.remove('removed');
      const renewed = await store().sources.renew(['mine', 'paused', 'removed', 'theirs'], lease('a', NOW + 1000));
      expect(renewed).toEqual(['mine']);
      expect(ids(await store().sources.claim(lease('c', NOW + MINUTE), 9))).toEqual(['theirs']);
      expect(await store().sources.renew(['mine'], lease('a', NOW + 10 * MINUTE))).toEqual([]);
    });

    it('takes what was found out, gives the source back, and lets it be claimed when it is due again', async () => {
      await store().sources.add(source('herald'));
      const [claimed] = await store().sources.claim(lease('a'), 1);
      const state = {
        ...stateOf(claimed ?? source('herald')),
        nextDueAt: NOW + 5000,
        failing: true,
        captures: { '2026-03-01': 3 },
        lastSuccessAt: NOW,
        lastError: { at: NOW, code: 'fetch.total-timeout', message: 'it took too long' },
      };
      expect(await store().sources.settle('herald', 'a', state)).toBe(true);
      expect(await store().sources.get('herald')).toEqual({ ...source('herald'), ...state });
      expect(await store().sources.claim(lease('b', NOW + 4999), 1)).toEqual([]);
      expect(ids(await store().sources.claim(lease('b', NOW + 5000), 1))).toEqual(['herald']);
      const well = { ...stateOf(state), nextDueAt: NOW + 9000, failing: false };
      expect(await store().sources.settle('herald', 'b', well)).toBe(true);
      expect(await store().sources.get('herald')).toEqual({ ...source('herald'), ...well });
    });

    it('takes nothing from one who has lost the lease', async () => {
      await store().sources.add(source('herald'));
      const [claimed] = await store().sources.claim(lease('a'), 1);
      await store().sources.claim(lease('b', NOW + MINUTE), 1);
      expect(
        await store().sources.settle('herald', 'a', { ...stateOf(claimed ?? source('herald')), failing: true }),
      ).toBe(false);
      expect(await store().sources.get('herald')).toEqual(source('herald'));
      await store().sources.remove('herald');
      expect(await store().sources.settle('herald', 'b', stateOf(claimed ?? source('herald')))).toBe(false);
    });

    it('keeps what an operator changed while a worker had the source', async () => {
      await store().sources.add(source('herald'));
      const [claimed] = await store().sources.claim(lease('a'), 1);
      await store().sources.change('herald', { paused: true, name: 'Herald' }, NOW);
      await store().sources.settle('herald', 'a', stateOf(claimed ?? source('herald')));
      expect(await store().sources.get('herald')).toMatchObject({ paused: true, name: 'Herald' });
      expect(await store().sources.claim(lease('a'), 1)).toEqual([]);
      await store().sources.change('herald', { paused: false }, NOW + 7);
      expect(await store().sources.get('herald')).toMatchObject({ nextDueAt: NOW + 7 });
    });

    it('gives no source to two of eight that claim at once, and every source to one', async () => {
      const names = Array.from({ length: 120 }, (_, index) => `s${index}`);
      await Promise.all(names.map((id) => store().sources.add(source(id))));
      const owners = Array.from({ length: 8 }, (_, index) => `worker-${index}`);
      const taken = new Map<string, string>();
      const work = async (owner: string): Promise<void> => {
        // Of those who ask for the same few at once, one may get nothing: it asks again.
        for (let empty = 0; empty < 20;) {
          const claimed = await store().sources.claim(lease(owner), 7);
          empty = claimed.length === 0 ? empty + 1 : 0;
          for (const { id } of claimed) {
            expect(taken.get(id)).toBeUndefined();
            taken.set(id, owner);
          }
        }
      };
      await Promise.all(owners.map(work));
      expect([...taken.keys()].sort()).toEqual([...names].sort());
    });
  });

  describe('entries', () => {
    it('are known by key within their source', async () => {
      await store().entries.put([entry('a', { etag: '"1"' }), entry('b', { of: 'a' })]);
      const known = await store().entries.known('herald', ['a', 'b', 'c']);
      expect([...known]).toEqual(
        expect.arrayContaining([
          ['a', entry('a', { etag: '"1"' })],
          ['b', entry('b', { of: 'a' })],
        ]),
      );
      expect(known.size).toBe(2);
      expect((await store().entries.known('gazette', ['a'])).size).toBe(0);
      expect((await store().entries.known('herald', [])).size).toBe(0);
    });

    it('are due by their time, and no longer when they are done', async () => {
      await store().entries.put([
        entry('c', { dueAt: NOW - 1 }),
        entry('a', { dueAt: NOW - 2 }),
        entry('later', { dueAt: NOW + 5 }),
        entry('done'),
        entry('other', { sourceId: 'gazette', dueAt: NOW - 3 }),
      ]);
      const due = async (): Promise<string[]> => (await store().entries.due('herald', NOW, 10)).map(({ key }) => key);
      expect(await due()).toEqual(['a', 'c']);
      expect((await store().entries.due('herald', NOW, 1)).map(({ key }) => key)).toEqual(['a']);
      expect(await store().entries.nextDue('herald')).toBe(NOW - 2);
      await store().entries.put([entry('a', { outcome: 'captured' }), entry('c')]);
      expect(await due()).toEqual([]);
      expect(await store().entries.nextDue('herald')).toBe(NOW + 5);
      expect(await store().entries.nextDue('nobody')).toBeUndefined();
    });

    it('are forgotten when they have expired', async () => {
      await store().entries.put([entry('old', { expireAt: NOW }), entry('new', { expireAt: NOW + 1 })]);
      expect(await store().entries.forget(NOW)).toBe(1);
      expect([...(await store().entries.known('herald', ['old', 'new'])).keys()]).toEqual(['new']);
    });

    it('can be written by the thousand, and at once by many', async () => {
      const many = Array.from({ length: 2000 }, (_, index) => entry(`k${index}`));
      await Promise.all([store().entries.put(many), store().entries.put(many)]);
      const keys = many.map(({ key }) => key);
      expect((await store().entries.known('herald', keys)).size).toBe(2000);
      await store().entries.put([]);
    });
  });

  describe('hosts', () => {
    it('are leased to one at a time, who may prolong the lease', async () => {
      expect(await store().hosts.claim('herald.example', lease('a'))).toEqual({ granted: true, readyAt: 0 });
      expect(await store().hosts.claim('herald.example', lease('b'))).toEqual({
        granted: false,
        until: NOW + MINUTE,
      });
      expect(await store().hosts.claim('herald.example', lease('a', NOW + 1000))).toMatchObject({ granted: true });
      expect(await store().hosts.claim('herald.example', lease('b', NOW + MINUTE))).toMatchObject({ granted: false });
      expect(await store().hosts.claim('gazette.example', lease('b'))).toMatchObject({ granted: true });
    });

    it('pass on when they are released, with the time before which nobody is to ask them', async () => {
      await store().hosts.claim('herald.example', lease('a'));
      await store().hosts.release('herald.example', 'a', NOW + 9000);
      expect(await store().hosts.claim('herald.example', lease('b'))).toEqual({ granted: true, readyAt: NOW + 9000 });
      await store().hosts.release('herald.example', 'a', NOW + 99_000);
      expect(await store().hosts.claim('herald.example', lease('c'))).toMatchObject({ granted: false });
      await store().hosts.release('herald.example', 'b', NOW + 1);
      expect(await store().hosts.claim('herald.example', lease('c'))).toEqual({ granted: true, readyAt: NOW + 9000 });
    });

    it('pass on when their lease has run out', async () => {
      await store().hosts.claim('herald.example', lease('a'));
      const claim = await store().hosts.claim('herald.example', lease('b', NOW + MINUTE));
      expect(claim).toEqual({ granted: true, readyAt: 0 });
    });

    it('go to one of twenty who ask at once', async () => {
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store().hosts.claim('herald.example', lease(`worker-${index}`))),
      );
      expect(claims.filter(({ granted }) => granted)).toHaveLength(1);
    });

    it('are forgotten when nothing is to be remembered of them', async () => {
      await store().hosts.claim('herald.example', lease('a'));
      await store().hosts.forget(NOW);
      expect(await store().hosts.claim('herald.example', lease('b'))).toMatchObject({ granted: false });
      await store().hosts.release('herald.example', 'a', NOW + 500);
      await store().hosts.forget(NOW + 499);
      expect(await store().hosts.claim('herald.example', lease('b'))).toMatchObject({ readyAt: NOW + 500 });
      await store().hosts.release('herald.example', 'b', 0);
      await store().hosts.forget(NOW + 500);
      expect(await store().hosts.claim('herald.example', lease('b'))).toEqual({ granted: true, readyAt: 0 });
    });
  });
}
