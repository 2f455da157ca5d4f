import { setTimeout as sleep } from 'node:timers/promises';
import type { LineClient } from '../support/http.js';
import type { Item } from './workload.js';

/** Requests under way at once. */
const SENDERS = 8;
/** A page that is not accepted is sent again after this, ms, for as long as it takes. */
const AGAIN_MS = 200;

/**
 * Sends the pages in order, some at a time, each until it is accepted.
 *
 * @param lineFor the line that takes requests now
 * @param dueAt when (performance.now) a page may be sent; at once when not given
 */
export async function sendPages(
  items: Item[],
  lineFor: () => LineClient,
  onAccepted: (index: number) => void = () => undefined,
  dueAt: (index: number) => number = () => 0,
): Promise<void> {
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item?.kind !== 'page') continue;
      await sleep(Math.max(0, dueAt(index) - performance.now()));
      const { url, source: sourceId, fetchedAt } = item;
      for (let accepted = false; !accepted;) {
        accepted = await lineFor()
          .accept(item.html, 'text/html; charset=utf-8', { url, sourceId, fetchedAt })
          .then(
            () => true,
            () => false,
          );
        if (!accepted) await sleep(AGAIN_MS);
      }
      onAccepted(index);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}
