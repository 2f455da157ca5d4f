import { BabelwireError } from '#libs/contracts';
import { entryKeys } from '#libs/feeds';
import { type FetchResult, HostRestingError } from '#libs/fetch';
import type { Entry } from '#libs/store';
import { captureOfPage, fingerprintOf } from './page-capture.js';
import { isCutOff, type Turn } from './turn.js';

/** How long a host that names no time is left alone when it says it is overrun (429, 503). */
const OVERRUN_MS = 60_000;

/**
 * Fetches the page of an entry and sends it down the line. The entry says afterwards how that went; it does so after the
 * capture is durable, so that a crash in between leads to the same capture once more and never to none.
 *
 * Throws HostRestingError when the source's host is to be left alone, and what store and log throw.
 */
export async function visit(entry: Entry, turn: Turn): Promise<void> {
  const { tools, signal } = turn;
  const now = (): number => tools.clock.now();
  let result: FetchResult;
  try {
    result = await tools.web.fetch({
      url: entry.url,
      signal,
      ...(entry.etag === undefined ? {} : { etag: entry.etag }),
      ...(entry.lastModified === undefined ? {} : { lastModified: entry.lastModified }),
    });
  } catch (error) {
    if (isCutOff(error, signal)) throw error;
    if (error instanceof HostRestingError) {
      tools.count.visit('waiting');
      await save({ ...entry, dueAt: now() + error.retryAfterMs });
      // A list of many sites goes on with the others.
      if (new URL(entry.url).hostname === new URL(turn.source.url).hostname) throw error;
      return;
    }
    const { code, kind } = BabelwireError.from(error);
    turn.fault(error, entry.url);
    if (code === 'fetch.robots-disallowed') await end('refused');
    else if (kind === 'poison') await end('failed');
    else await retry();
    return;
  }
  const { status, retryAfterMs } = result;
  if (status === 429 || status === 503) {
    tools.count.visit('waiting');
    await save({ ...entry, dueAt: now() + (retryAfterMs ?? OVERRUN_MS) });
    turn.fault(statusError(), entry.url);
    const host = new URL(result.finalUrl).host;
    throw new HostRestingError(host, retryAfterMs ?? OVERRUN_MS);
  }
  if (status === 410) {
    if (entry.captureId !== undefined && entry.outcome !== 'gone' && !(await tools.withdraw(entry))) {
      await retry();
      return;
    }
    await end('gone');
    return;
  }
  if (result.notModified) {
    turn.succeeded();
    await seenAgain(result);
    return;
  }
  if (status < 200 || status > 299) {
    turn.fault(statusError(), entry.url);
    // A page that was here and is missing may be back; it is not withdrawn by that.
    await retry();
    return;
  }
  await take();

  function statusError(): BabelwireError {
    return new BabelwireError(`http-${status}`, 'transient', `${entry.url} answers with status ${status}`);
  }

  async function take(): Promise<void> {
    turn.succeeded();
    const rawSha256 = fingerprintOf(result);
    if (rawSha256 === entry.rawSha256) {
      await seenAgain(result);
      return;
    }
    const twin = await twinOf(rawSha256);
    if (twin !== undefined) {
      tools.count.visit('unchanged');
      const { sourceId, key, url, expireAt } = entry;
      await save({ sourceId, key, of: twin, url, attempts: 0, checks: 0, expireAt });
      return;
    }
    const capture = captureOfPage(result, turn.source, now());
    if (!('id' in capture)) {
      turn.fault(new BabelwireError('not-a-page', 'poison', `${entry.url}: ${capture.reason}`), entry.url);
      await end('failed');
      return;
    }
    await tools.publish([capture]);
    turn.captured(1);
    tools.count.visit('captured');
    const known = { ...entry, outcome: 'captured', rawSha256, captureId: capture.id };
    await save({ ...withAnswer(known, result), ...next(entry.captureId === undefined ? 0 : entry.checks + 1) });
    await alias();
  }

  /** What the page that was redirected to is known by: other lists may name it itself. */
  function finalKey(): string | undefined {
    const { finalUrl: url } = result;
    if (result.redirects.length === 0) return undefined;
    const [[key] = []] = entryKeys({ entries: [{ url, baseUrl: url, authors: [], categories: [] }] });
    return key === entry.key ? undefined : key;
  }

  /** The entry under which this very page was captured already, where a redirect led to it. */
  async function twinOf(rawSha256: string): Promise<string | undefined> {
    const key = finalKey();
    if (key === undefined || entry.captureId !== undefined) return undefined;
    const twin = (await tools.entries.known(entry.sourceId, [key])).get(key);
    return twin?.rawSha256 === rawSha256 ? key : undefined;
  }

  async function alias(): Promise<void> {
    const key = finalKey();
    if (key === undefined) return;
    const { sourceId, expireAt } = entry;
    const { finalUrl: url } = result;
    if ((await tools.entries.known(sourceId, [key])).has(key)) return;
    await tools.entries.put([{ sourceId, key, of: entry.key, url, attempts: 0, checks: 0, expireAt }]);
  }

  async function seenAgain(answer: FetchResult): Promise<void> {
    tools.count.visit('unchanged');
    await save({ ...withAnswer(entry, answer), ...next(entry.checks + 1) });
  }

  function withAnswer(
    { etag: _etag, lastModified: _modified, dueAt: _due, ...known }: Entry,
    answer: FetchResult,
  ): Entry {
    return {
      ...known,
      attempts: 0,
      fetchedAt: now(),
      ...(answer.etag === undefined ? {} : { etag: answer.etag }),
      ...(answer.lastModified === undefined ? {} : { lastModified: answer.lastModified }),
    };
  }

  function next(checks: number): Pick<Entry, 'checks' | 'dueAt'> {
    const wait = turn.source.recheck ? tools.recheckMs[checks] : undefined;
    return { checks, ...(wait === undefined ? {} : { dueAt: now() + wait }) };
  }

  async function retry(): Promise<void> {
    const wait = tools.retryMs[entry.attempts];
    if (wait === undefined) {
      await end('failed');
      return;
    }
    tools.count.visit('failed');
    const dueAt = now() + Math.round(wait * (1 - 0.5 * tools.chance()));
    await save({ ...entry, attempts: entry.attempts + 1, dueAt });
  }

  async function end(outcome: 'gone' | 'refused' | 'failed'): Promise<void> {
    tools.count.visit(outcome);
    const { dueAt: _, ...known } = outcome === 'gone' ? forgotten(entry) : entry;
    // What was captured once stays so; it is only not looked at again.
    await save({ ...known, outcome: entry.captureId !== undefined && outcome !== 'gone' ? 'captured' : outcome });
  }

  function save(after: Entry): Promise<void> {
    return tools.entries.put([after]);
  }
}

/** What is gone is news when it is back, though it be the same byte for byte. */
function forgotten({ etag: _etag, lastModified: _modified, rawSha256: _sha256, ...entry }: Entry): Entry {
  return entry;
}
