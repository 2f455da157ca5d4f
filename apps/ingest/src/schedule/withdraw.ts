import type { Article } from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';
import { withdrawalMessages } from '#libs/service';
import type { Entry, Store } from '#libs/store';

/**
 * What the line is to be told when the page of an entry was taken down: its own article is withdrawn; what stood beside it
 * on the page has pages of its own. Undefined while the line does not know yet what was on the page.
 */
export async function withdrawals(
  { captureId = '' }: Entry,
  store: Pick<Store, 'captures' | 'articles' | 'stories'>,
  now: number,
): Promise<OutgoingMessage[] | undefined> {
  const capture = await store.captures.get(captureId);
  if (capture === undefined) return undefined;
  const articles = await store.articles.getMany(capture.articleIds);
  if (articles.size < capture.articleIds.length) return undefined;
  const own = [...articles.values()].filter((article) => isOwn(article, captureId));
  return withdrawalMessages(store, own, 'ingest', new Date(now).toISOString());
}

/** Of this capture, and not told by another page since. */
function isOwn({ representationType, pubStatus, provenance }: Article, captureId: string): boolean {
  return representationType === 'full' && pubStatus === 'usable' && provenance.captureId === captureId;
}
