import { isDeepStrictEqual } from 'node:util';
import { type Article, deadLetterTopic, CONSUMERS, parseJson, type Story, Topics } from '#libs/contracts';
import { ErrorHeaders, type ReceivedMessage } from '#libs/messaging';
import type { Store } from '#libs/store';
import type { Expectation, Item, Workload } from './workload.js';

/** Reads every committed record of a topic. */
export type ReadAll = (topic: string) => Promise<ReceivedMessage[]>;

export interface Findings {
  pages: number;
  articles: number;
  events: number;
  storyEvents: number;
  deadLetters: number;
  /** Messages that travelled through a retry topic. */
  retries: number;
  /** Every way in which what came out is not what must come out. Empty is the only good answer. */
  faults: string[];
}

/** Compares what came out of the line with what must. `read` gives committed records only. */
export async function judge({ items, expected }: Workload, store: Store, read: ReadAll): Promise<Findings> {
  const faults: string[] = [];
  const articles = await storedArticles(store);
  const events = await read(Topics.articles);
  const storyEvents = await read(Topics.stories);
  faults.push(
    ...familyFaults(expected, articles),
    ...eventFaults('article', events),
    ...eventFaults('story', storyEvents),
  );
  faults.push(...storeFaults('article', lastOf<Article>(events), new Map(articles.map((one) => [one.id, one]))));
  const lastStories = lastOf<Story>(storyEvents);
  faults.push(...storeFaults('story', lastStories, await store.stories.getMany([...lastStories.keys()])));
  faults.push(...storyFaults(lastStories, articles));
  const letters = new Map<string, ReceivedMessage[]>();
  for (const { topic } of CONSUMERS) letters.set(topic, await read(deadLetterTopic(topic)));
  faults.push(...deadLetterFaults(items, await read(Topics.captures), letters));
  let retries = 0;
  for (const { topic } of CONSUMERS) retries += (await read(`${topic}.retry`)).length;
  return {
    pages: items.filter(({ kind }) => kind === 'page').length,
    articles: articles.length,
    events: events.length,
    storyEvents: storyEvents.length,
    deadLetters: [...letters.values()].flat().length,
    retries,
    faults,
  };
}

async function storedArticles(store: Store): Promise<Article[]> {
  const found: Article[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.articles.find({
      limit: 200,
      duplicates: true,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** Nothing lost, nothing that nobody sent, and each family with its verdicts. */
function familyFaults(expected: Expectation[], articles: Article[]): string[] {
  const faults: string[] = [];
  const byUrl = new Map<string, Article[]>();
  for (const article of articles) {
    const url = article.canonicalUrl ?? '';
    byUrl.set(url, [...(byUrl.get(url) ?? []), article]);
  }
  for (const expectation of expected) {
    const found = expectation.urls.map((url) => byUrl.get(url) ?? []);
    expectation.urls.forEach((url, i) => {
      if (found[i]?.length !== 1) faults.push(`${String(found[i]?.length)} articles of ${url}; expected 1`);
      byUrl.delete(url);
    });
    const members = found.flatMap(([article]) => (article === undefined ? [] : [article]));
    if (members.length !== expectation.urls.length) continue;
    for (const { canonicalUrl = '', inLanguage } of members) {
      const language = expectation.language[canonicalUrl];
      if (inLanguage !== language) faults.push(`${canonicalUrl} is called ${inLanguage}; it is ${String(language)}`);
    }
    faults.push(...verdictFaults(expectation, members));
  }
  for (const [url, extra] of byUrl) faults.push(`${extra.length} articles of ${url}, which nobody sent`);
  return faults;
}

function verdictFaults(expectation: Expectation, members: Article[]): string[] {
  const said = members.map(
    ({ id, dedup }) => `${id.slice(0, 6)} ${dedup.status} of ${dedup.of === undefined ? '-' : dedup.of.slice(0, 6)}`,
  );
  const fault = (what: string): string[] => [
    `${expectation.family} ${expectation.urls.at(0) ?? ''}: ${what} (${said.join(', ')})`,
  ];
  const originals = members.filter(({ dedup }) => dedup.status !== 'duplicate');
  switch (expectation.family) {
    case 'exact copies':
    case 'near copies': {
      const [original] = originals;
      if (original === undefined || originals.length !== 1) return fault(`${originals.length} originals; expected 1`);
      const astray = members.some(({ dedup }) => dedup.status === 'duplicate' && dedup.of !== original.id);
      return astray ? fault('a copy of something else') : [];
    }
    case 'edited': {
      const [article] = members;
      return article?.articleBody.includes(expectation.lastWord) ? [] : fault('the edit is not there');
    }
    case 'pair': {
      const stories = new Set(members.map(({ storyId }) => storyId));
      // By chance another article may have been close to one of them first: a story is told once in each language.
      const alone = members.every(({ translations }) => translations.length === 0);
      return (stories.size === 1 || !alone) && originals.length === 2 ? [] : fault('two stories');
    }
    case 'single':
    case 'resent':
      return originals.length === 1 ? [] : fault('called a repeat');
  }
}

/** Each version of each key once, from 1 on without a gap, in order; and no event twice. */
function eventFaults(what: string, events: ReceivedMessage[]): string[] {
  const faults: string[] = [];
  const versions = new Map<string, number>();
  const ids = new Set<string>();
  for (const { key, value, headers } of events) {
    const { id, version } = parseJson(value) as { id: string; version: number };
    const before = versions.get(id) ?? 0;
    if (key !== id) faults.push(`${what} event of ${id} has the key ${String(key)}`);
    if (version !== before + 1) faults.push(`${what} ${id}: version ${version} told after ${before}`);
    versions.set(id, version);
    const eventId = headers.ce_id ?? '';
    if (ids.has(eventId)) faults.push(`${what} ${id}: event ${eventId} twice`);
    ids.add(eventId);
  }
  return faults;
}

function lastOf<T>(events: ReceivedMessage[]): Map<string, T> {
  return new Map(events.map(({ key, value }) => [key ?? '', parseJson(value) as T]));
}

function storeFaults<T>(what: string, told: Map<string, T>, stored: Map<string, T>): string[] {
  const faults: string[] = [];
  for (const [id, last] of told) {
    const document: unknown = JSON.parse(JSON.stringify(stored.get(id) ?? null));
    if (!isDeepStrictEqual(document, last)) faults.push(`${what} ${id}: the store differs from the last version told`);
  }
  for (const id of stored.keys()) if (!told.has(id)) faults.push(`${what} ${id} is stored and was never told`);
  return faults;
}

/** A story and its members say the same of each other. */
function storyFaults(stories: Map<string, Story>, articles: Article[]): string[] {
  const faults: string[] = [];
  const byId = new Map(articles.map((article) => [article.id, article]));
  for (const story of stories.values()) {
    for (const { id } of story.members) {
      const storyId = byId.get(id)?.storyId;
      if (storyId !== story.id) faults.push(`story ${story.id} has ${id}, which says it belongs to ${String(storyId)}`);
    }
  }
  return faults;
}

/** Every poison message that the log took is a dead letter once, with its bytes and its reason; and nothing else is one. */
function deadLetterFaults(
  items: Item[],
  captures: ReceivedMessage[],
  letters: Map<string, ReceivedMessage[]>,
): string[] {
  const faults: string[] = [];
  const poison = new Map(items.flatMap((item) => (item.kind === 'poison' ? [[item.key, item] as const] : [])));
  const place = (partition: string | number | undefined, offset: string | undefined): string =>
    `${partition ?? '?'}/${offset ?? '?'}`;
  // The sender may have sent one twice when it did not hear the answer: the log's own account counts.
  const due = new Map(
    captures.flatMap(({ key, partition, offset }) => {
      const item = poison.get(key ?? '');
      return item === undefined ? [] : [[place(partition, offset), item] as const];
    }),
  );
  if (new Set([...due.values()]).size !== poison.size)
    faults.push(`${poison.size} poison messages were sent; ${due.size} are in the log`);
  for (const [topic, found] of letters) {
    for (const { key, value, headers } of found) {
      const at = place(headers[ErrorHeaders.partition], headers[ErrorHeaders.offset]);
      const item = topic === Topics.captures ? due.get(at) : undefined;
      const reason = `${headers[ErrorHeaders.code] ?? '?'}: ${headers[ErrorHeaders.message] ?? ''}`;
      if (item === undefined)
        faults.push(`dead letter of ${topic} ${at} (${String(key)}), not expected or twice: ${reason}`);
      else if (headers[ErrorHeaders.code] !== item.code || value === null || !item.value.equals(value))
        faults.push(`dead letter ${String(key)}: other bytes, or another reason than ${item.code}: ${reason}`);
      if (item !== undefined) due.delete(at);
    }
  }
  for (const [at, { key }] of due) faults.push(`poison ${key} at ${at} is no dead letter`);
  return faults;
}
