import { describe, expect, it } from '@jest/globals';
import { type ApiKey, AUDIT_RETENTION_MS, type AuditEntry } from '../src/access.js';
import type { Store } from '../src/ports.js';

const key = (id: string, changes: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: `the key ${id}`,
  scopes: ['read'],
  secretSha256: 'b'.repeat(64),
  createdAt: 1000,
  createdBy: 'environment',
  ...changes,
});

const act = (id: string, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: 1_000_000_000_000,
  by: 'k1',
  action: 'sources.add',
  targets: [],
  outcome: 'begun',
  ...changes,
});

/** API keys and the audit log. */
export function describeAccess(store: () => Store): void {
  describe('keys', () => {
    it('are kept, the oldest first, and an id is given once', async () => {
      const { keys } = store();
      expect(await keys.add(key('new', { createdAt: 2000, scopes: ['ingest', 'read'] }))).toBe(true);
      expect(await keys.add(key('old'))).toBe(true);
      expect(await keys.add(key('old', { name: 'another' }))).toBe(false);
      expect(await keys.list()).toEqual([key('old'), key('new', { createdAt: 2000, scopes: ['ingest', 'read'] })]);
      expect(await keys.get('old')).toEqual(key('old'));
      expect(await keys.get('none')).toBeUndefined();
    });

    it('get an end and a successor', async () => {
      const { keys } = store();
      await keys.add(key('k'));
      const changed = key('k', { expiresAt: 5000, replacedBy: 'l' });
      expect(await keys.change('k', { expiresAt: 5000, replacedBy: 'l' })).toEqual(changed);
      expect(await keys.get('k')).toEqual(changed);
      expect(await keys.change('none', { revokedAt: 1 })).toBeUndefined();
    });

    it('stay revoked, whatever is changed afterwards', async () => {
      const { keys } = store();
      await keys.add(key('k'));
      await keys.change('k', { revokedAt: 3000 });
      expect(await keys.change('k', { revokedAt: 9000, expiresAt: 9000 })).toBeUndefined();
      expect(await keys.get('k')).toEqual(key('k', { revokedAt: 3000 }));
    });

    it('remember their latest use', async () => {
      const { keys } = store();
      await keys.add(key('k'));
      await keys.add(key('other'));
      await keys.touch(['k', 'none'], 7000);
      await keys.touch(['k'], 6000);
      await keys.touch([], 9000);
      expect(await keys.list()).toEqual([key('k', { lastUsedAt: 7000 }), key('other')]);
    });

    it('revoked while their use is being noted are revoked', async () => {
      const { keys } = store();
      await keys.add(key('k'));
      await Promise.all([
        ...Array.from({ length: 10 }, (_, at) => keys.touch(['k'], at + 1)),
        keys.change('k', { revokedAt: 3000 }),
      ]);
      expect(await keys.get('k')).toEqual(key('k', { revokedAt: 3000, lastUsedAt: 10 }));
    });
  });

  describe('the audit log', () => {
    it('gives the latest first, page by page', async () => {
      const { audit } = store();
      for (const id of ['a', 'c', 'b']) await audit.begin(act(id));
      expect((await audit.find({ limit: 2 })).map(({ id }) => id)).toEqual(['c', 'b']);
      expect(await audit.find({ limit: 2, before: 'b' })).toEqual([act('a')]);
    });

    it('finds by who, what and when', async () => {
      const { audit } = store();
      await audit.begin(act('a'));
      await audit.begin(act('b', { by: 'k2', byName: 'desk', address: '192.0.2.1' }));
      await audit.begin(act('c', { action: 'keys.revoke', at: 1_000_000_000_001 }));
      const ids = async (query: object): Promise<string[]> =>
        (await audit.find({ limit: 10, ...query })).map(({ id }) => id);
      expect(await ids({ by: 'k1' })).toEqual(['c', 'a']);
      expect(await ids({ by: 'k1', action: 'sources.add' })).toEqual(['a']);
      expect(await ids({ since: 1_000_000_000_001 })).toEqual(['c']);
      expect(await ids({ by: 'nobody' })).toEqual([]);
    });

    it('tells what came of an act', async () => {
      const { audit } = store();
      await audit.begin(act('a', { targets: ['x'] }));
      await audit.settle('a', { outcome: 'refused', detail: 'there is one already', targets: ['x', 'y'] });
      await audit.begin(act('b'));
      await audit.settle('b', { outcome: 'done' });
      await audit.settle('none', { outcome: 'done' });
      expect(await audit.find({ limit: 10 })).toEqual([
        act('b', { outcome: 'done' }),
        act('a', { outcome: 'refused', detail: 'there is one already', targets: ['x', 'y'] }),
      ]);
    });

    it('takes an id once: an entry is never written over', async () => {
      const { audit } = store();
      await audit.begin(act('a'));
      await expect(audit.begin(act('a', { by: 'k2' }))).rejects.toThrow();
      expect(await audit.find({ limit: 10 })).toEqual([act('a')]);
    });

    it('keeps what is younger than its retention', async () => {
      const { audit } = store();
      const now = Date.now();
      await audit.begin(act('a', { at: now - AUDIT_RETENTION_MS + 60_000 }));
      await audit.begin(act('b', { at: now }));
      expect((await audit.find({ limit: 10 })).map(({ id }) => id)).toEqual(['b', 'a']);
    });
  });
}
