import type { Article } from '#libs/contracts';
import type { MessageLog } from '#libs/messaging';
import { withdrawalMessages } from '#libs/service';
import type { Store } from '#libs/store';
import { callApi } from '../../api-client.js';
import { type Finding, ok } from '../finding.js';
import { DIAGNOSTIC_SOURCE } from './page.js';

/** Younger ones may belong to a doctor that is at work elsewhere, ms: longer than any waits. */
const YOUNG_MS = 15 * 60_000;
/** Taken back at once; what is more, the next doctor does. */
const MOST = 100;

const isLeft = ({ firstCreated, pubStatus }: Article): boolean =>
  pubStatus === 'usable' && Date.now() - Date.parse(firstCreated) > YOUNG_MS;

const told = (count: number): Finding[] =>
  count === 0 ? [] : [ok('article, earlier ones', `${count} that earlier doctors could not take back are withdrawn`)];

/** Articles of earlier doctors that came through after those had gone. */
export async function withdrawLeftovers(log: MessageLog, store: Store): Promise<Finding[]> {
  const { items } = await store.articles.find({ sourceId: DIAGNOSTIC_SOURCE, duplicates: true, limit: MOST });
  const left = items.filter(isLeft);
  if (left.length > 0) await log.publish(await withdrawalMessages(store, left, 'doctor', new Date().toISOString()));
  return told(left.length);
}

/** The same by the HTTP API. */
export async function withdrawLeftoversByApi(api: string): Promise<Finding[]> {
  const query = new URLSearchParams({ source: DIAGNOSTIC_SOURCE, duplicates: 'true', limit: String(MOST) });
  const { items } = await callApi<{ items: Article[] }>(api, `v1/articles?${query.toString()}`);
  const left = items.filter(isLeft);
  for (const { id } of left) await callApi(api, `v1/articles/${id}/withdraw`, {});
  return told(left.length);
}
