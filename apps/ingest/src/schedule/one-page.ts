import { BabelwireError } from '#libs/contracts';
import type { FetchResult } from '#libs/fetch';
import type { SourceResource } from '#libs/store';
import { captureOfPage, fingerprintOf } from './page-capture.js';
import { publish, type Turn } from './turn.js';

/** Under which the one page of a source of that kind is known. */
const PAGE_KEY = 'page';
/** Publications that the interval is made of; `nextPoll` looks at no more. */
export const HISTORY = 20;

/** A page that is a source itself is news when its bytes have changed. How many captures that gave: 0 or 1. */
export async function takePage(resource: SourceResource, result: FetchResult, turn: Turn): Promise<number> {
  const now = turn.tools.clock.now();
  const capture = captureOfPage(result, turn.source, now);
  if (!('id' in capture)) throw new BabelwireError('not-a-page', 'poison', `${resource.url}: ${capture.reason}`);
  const [before] = (await turn.tools.entries.known(turn.source.id, [PAGE_KEY])).values();
  const rawSha256 = fingerprintOf(result);
  if (before?.rawSha256 === rawSha256) return 0;
  await publish([capture], turn);
  const entry = { sourceId: turn.source.id, key: PAGE_KEY, url: resource.url, attempts: 0, checks: 0 };
  await turn.tools.entries.put([{ ...entry, rawSha256, captureId: capture.id, expireAt: Number.MAX_SAFE_INTEGER }]);
  resource.history = [now, ...resource.history].slice(0, HISTORY);
  return 1;
}

/** The page of the source was taken down: what was captured of it is withdrawn, once. It is news when it is back. */
export async function withdrawPage(resource: SourceResource, { source, tools }: Turn): Promise<void> {
  delete resource.etag;
  delete resource.lastModified;
  const [entry] = (await tools.entries.known(source.id, [PAGE_KEY])).values();
  if (entry?.captureId === undefined || entry.outcome === 'gone') return;
  // Where the line does not know yet what was on the page, the next poll tries again.
  if (!(await tools.withdraw(entry))) return;
  const { rawSha256: _, ...known } = entry;
  await tools.entries.put([{ ...known, outcome: 'gone' }]);
}
