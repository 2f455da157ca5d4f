import { describe, expect, it } from '@jest/globals';
import type { Store } from '../src/ports.js';
import type { Webhook } from '../src/webhooks.js';
import { idOf } from './documents.js';

const webhook = (name: string, changes: Partial<Webhook> = {}): Webhook => ({
  id: idOf(name),
  url: `https://${name}.example/hook`,
  secret: 'whsec_c2VjcmV0',
  createdAt: 1000,
  status: 'active',
  failures: 0,
  ...changes,
});

export function describeWebhooks(store: () => Store): void {
  describe('webhooks', () => {
    it('are kept, listed by age, changed and removed', async () => {
      const { webhooks } = store();
      const younger = webhook('younger', { createdAt: 2000, languages: ['uk'] });
      await webhooks.add(younger);
      await webhooks.add({ ...webhook('older'), languages: undefined });
      expect(await webhooks.get(idOf('older'))).toStrictEqual(webhook('older'));
      expect(await webhooks.list()).toEqual([webhook('older'), younger]);
      expect(await webhooks.get(younger.id)).toEqual(younger);
      const failing = { failures: 2, failingSince: 5, nextAttemptAt: 9, lastError: '500' };
      expect(await webhooks.change(younger.id, failing)).toEqual({ ...younger, ...failing });
      const well = { failures: 0, failingSince: undefined, nextAttemptAt: undefined, lastError: undefined };
      expect(await webhooks.change(younger.id, well)).toEqual(younger);
      expect(await webhooks.get(younger.id)).toEqual(younger);
      expect(await webhooks.change(younger.id, { languages: undefined })).toStrictEqual(
        webhook('younger', { createdAt: 2000 }),
      );
      expect(await webhooks.change(idOf('nobody'), { failures: 1 })).toBeUndefined();
      expect(await webhooks.remove(younger.id)).toBe(true);
      expect(await webhooks.remove(younger.id)).toBe(false);
      expect(await webhooks.list()).toEqual([webhook('older')]);
    });
  });
}
