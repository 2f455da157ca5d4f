import { BabelwireError, type Capture } from '#libs/contracts';
import { nextPoll } from '#libs/feeds';
import { type FetchResult, HostRestingError } from '#libs/fetch';
import type { Entry, SourceResource } from '#libs/store';
import { compare } from './entries.js';
import { resourcesOf } from './explore.js';
import { given, type Item, type ItemList, readList } from './items.js';
import { nameChildren } from './index-children.js';
import { HISTORY, takePage, withdrawPage } from './one-page.js';
import { captureOfEntry, captureOfPage } from './page-capture.js';
import { isCutOff, newResource, publish, type Turn } from './turn.js';

/** How often a home page is looked at for feeds and sitemaps that were not there before. */
const EXPLORE_MS = 24 * 3600 * 1000;

/** Polls a resource of the turn's source, and says in it when it is polled next. Throws HostRestingError, and what store and log throw. */
export async function poll(resource: SourceResource, turn: Turn): Promise<void> {
  const { source, tools, signal } = turn;
  const { clock } = tools;
  let result: FetchResult;
  try {
    result = await fetchIt(resource, turn);
  } catch (error) {
    if (isCutOff(error, signal)) throw error;
    if (error instanceof HostRestingError) {
      resource.pollAt = clock.now() + error.retryAfterMs;
      tools.count.poll(resource.kind, 'waiting');
      throw error;
    }
    fail(error);
    return;
  }
  const retryAt = result.retryAfterMs === undefined ? undefined : clock.now() + result.retryAfterMs;
  resource.lastPolledAt = clock.now();
  if (result.notModified) {
    succeed('not-modified', result);
    return;
  }
  if (result.status === 410 && resource.kind === 'page') await withdrawPage(resource, turn);
  if (result.status < 200 || result.status > 299) {
    const text = `${resource.url} answers with status ${result.status}`;
    fail(new BabelwireError(`http-${result.status}`, 'transient', text), retryAt);
    return;
  }
  try {
    const count = await take(resource, result, turn);
    // Not before what the answer led to is safe: without them the next poll gets it whole once more.
    delete resource.etag;
    delete resource.lastModified;
    Object.assign(resource, given('etag', result.etag), given('lastModified', result.lastModified));
    if (result.movedTo !== undefined && result.movedTo !== source.url) resource.url = result.movedTo;
    if (count > 0) resource.lastChangedAt = clock.now();
    succeed(count > 0 ? 'new' : 'unchanged', result);
  } catch (error) {
    if (!(error instanceof BabelwireError) || error.kind !== 'poison') throw error;
    fail(error);
  }

  function succeed(outcome: string, answer: FetchResult): void {
    resource.failures = 0;
    turn.succeeded();
    tools.count.poll(resource.kind, outcome);
    plan(answer.freshForMs, retryAt);
  }

  function fail(error: unknown, until?: number): void {
    resource.failures += 1;
    turn.fault(error, resource.url);
    tools.count.poll(resource.kind, 'failed');
    plan(undefined, until);
  }

  function plan(freshForMs: number | undefined, until: number | undefined): void {
    const { dueAt, interval, because } = nextPoll({
      now: clock.now(),
      history: resource.history,
      failures: resource.failures,
      jitter: tools.chance(),
      min: source.minIntervalMs,
      max: source.maxIntervalMs,
      ...given('ttlMinutes', resource.ttlMinutes),
      ...given('maxAgeSeconds', freshForMs === undefined ? undefined : freshForMs / 1000),
      ...given('retryAt', until),
    });
    const isHome = resource.kind === 'site' && resource.failures === 0;
    resource.pollAt = isHome ? clock.now() + EXPLORE_MS : dueAt;
    resource.intervalMs = isHome ? EXPLORE_MS : interval;
    resource.because = isHome ? 'exploring' : because;
  }
}

function fetchIt({ url, kind, etag, lastModified }: SourceResource, { tools, signal }: Turn): Promise<FetchResult> {
  const validators = { ...given('etag', etag), ...given('lastModified', lastModified) };
  const request = { url, signal, ...validators };
  return kind === 'feed' || kind === 'sitemap' ? tools.web.fetchList(request) : tools.web.fetch(request);
}

/** What a new answer leads to. How much of it is new. */
async function take(resource: SourceResource, result: FetchResult, turn: Turn): Promise<number> {
  const { source, tools, state } = turn;
  const now = tools.clock.now();
  if (resource.kind === 'site') {
    const found = await resourcesOf(result, { web: tools.web, now: () => tools.clock.now(), signal: turn.signal });
    const fresh = found.filter(({ url }) => state.resources.every((known) => known.url !== url || known === resource));
    const all = [...state.resources, ...fresh.map(({ url, kind }) => newResource(url, kind, now))];
    // Where there are feeds by now, the page itself no longer has to be read as a list.
    const isFed = all.some(({ kind }) => kind === 'feed' || kind === 'sitemap');
    state.resources = isFed ? all.filter(({ kind }) => kind !== 'list') : all;
    return fresh.length;
  }
  if (resource.kind === 'page') return takePage(resource, result, turn);
  const list = readList(resource.kind, result, {
    capturedAt: new Date(now).toISOString(),
    ...given('timeZone', source.timeZone),
  });
  if (list.ttlMinutes !== undefined) resource.ttlMinutes = list.ttlMinutes;
  if (list.kind === 'sitemap-index') return nameChildren(list.items, resource, turn);
  const count = source.follow === 'pages' ? await follow(list, turn) : await takeEntries(list, result, turn);
  remember(resource, list.items, count, now);
  return count;
}

async function follow(list: ItemList, { source, tools }: Turn): Promise<number> {
  const now = tools.clock.now();
  const items = list.items.filter(({ url }) => url !== undefined && isFetchable(url, tools.web));
  const { fresh, changed } = await compare(items, source, { entries: tools.entries, now, hold: false });
  return fresh.length + changed.length;
}

/** An address that will never be fetched need not be remembered for that. */
function isFetchable(url: string, web: Turn['tools']['web']): boolean {
  try {
    web.guard(url);
    return true;
  } catch {
    return false;
  }
}

/** The list itself is the news: of a feed each entry, of a list the page. */
async function takeEntries(list: ItemList, result: FetchResult, turn: Turn): Promise<number> {
  const { source, tools } = turn;
  const now = tools.clock.now();
  const { fresh, changed } = await compare(list.items, source, { entries: tools.entries, now, hold: true });
  const news = [...fresh, ...changed];
  const captures =
    list.kind === 'list'
      ? news.length > 0
        ? [captureOfPage(result, source, now)]
        : []
      : news.flatMap(({ item }) => (item.entry === undefined ? [] : [captureOfEntry(item.entry, source, now)]));
  await publish(
    captures.filter((one): one is Capture => 'id' in one),
    turn,
  );
  await tools.entries.put(news.map(({ entry }): Entry => ({ ...done(entry), outcome: 'captured', fetchedAt: now })));
  return news.length;
}

function done({ dueAt: _, ...entry }: Entry): Entry {
  return entry;
}

/** When the latest of the list were published; what has no date was published now, when it was first seen. */
function remember(resource: SourceResource, items: readonly Item[], fresh: number, now: number): void {
  const dates = items.flatMap(({ publishedAt }) => (publishedAt === undefined ? [] : [publishedAt]));
  const undated = dates.length === 0 && fresh > 0 ? [now] : [];
  const history = dates.length > 0 ? dates : [...undated, ...resource.history];
  resource.history = history.sort((a, b) => b - a).slice(0, HISTORY);
}
