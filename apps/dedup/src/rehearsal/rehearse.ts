import { BabelwireError, decode, groupOf, Story, Topics } from '#libs/contracts';
import type { MessageLog, ReceivedMessage } from '#libs/messaging';
import { ALGORITHM_VERSION, STORY_VERSION } from '#libs/similarity';
import { fingerprintOf } from '../fingerprint.js';
import { handle, type Input, inputOf } from '../inputs.js';
import { Resolver, type Thresholds } from '../resolver.js';
import { Account } from './account.js';
import { type Difference, differenceOf } from './difference.js';
import { open, type Opening } from './opening.js';

export interface RehearsalOptions {
  /** How long an article is compared with new ones, ms: as the line has it. */
  windowMs: number;
  /** What came from this instant (ms since the epoch) on. Not given: all for which the log still has the window before it. */
  since?: number;
  thresholds?: Thresholds;
  /** Called now and then: inputs taken so far, of about so many. */
  progress?: (done: number, total: number) => void;
}

/** What the present code would have made of what the line got, beside what the line made of it. */
export interface Rehearsal extends Difference {
  /** RFC 3339: when the first and the last of what was compared came; undefined when there was nothing. */
  from?: string;
  until?: string;
  articles: number;
  decisions: number;
  withdrawals: number;
  /** Messages that are no article, and got no verdict from the line either. */
  unreadable: number;
  opening: Omit<Opening, 'stories'>;
  algorithms: { then: string[]; now: string[] };
}

interface Stretch {
  /** ms; -Infinity: from the beginning of everything. */
  from: number;
  /** ms: what came at or after this has no verdict yet. */
  before: number;
  /** The first offset that the line has not handled. */
  end: number;
}

/**
 * Gives the verdicts of a stretch of the log again, with the code that runs this, and compares them with those that were
 * told. Nothing is written. What articles are compared by is computed from their texts, whatever version they were
 * fingerprinted with. Throws poison `out-of-retention` when the log has not what `since` asks for.
 */
export async function rehearse(log: MessageLog, options: RehearsalOptions): Promise<Rehearsal> {
  const { windowMs, thresholds = {}, progress = () => undefined } = options;
  const stretch = await stretchOf(log, windowMs, options.since);
  const resolver = new Resolver(windowMs, thresholds);
  const { stories, ...opening } = await open(resolver, log, stretch.from, windowMs);
  const [told, given] = [new Account(stories), new Account(stories)];
  await takeTold(told, log, stretch);
  const counts = { articles: 0, decisions: 0, withdrawals: 0, unreadable: 0 };
  const times: { first?: number; last?: number } = {};
  let [done, first] = [0, -1];
  for await (const message of log.read(Topics.articlesFingerprinted, sinceOf(stretch))) {
    if (Number(message.offset) >= stretch.end) break;
    if (first < 0) first = Number(message.offset);
    progress((done += 1), stretch.end - first);
    const at = message.timestamp;
    if (at < stretch.from) continue;
    const input = readable(message);
    if (input === undefined) {
      counts.unreadable += 1;
      continue;
    }
    const outcome = handle(resolver, anew(input), at);
    if (at >= stretch.before) continue;
    if (outcome !== undefined) given.add(outcome);
    if ('article' in input) counts.articles += 1;
    else if ('decision' in input) counts.decisions += 1;
    else if ('withdrawn' in input) counts.withdrawals += 1;
    times.first ??= at;
    times.last = at;
  }
  return {
    ...(times.first === undefined ? {} : { from: new Date(times.first).toISOString() }),
    ...(times.last === undefined ? {} : { until: new Date(times.last).toISOString() }),
    ...counts,
    opening,
    algorithms: { then: [...told.algorithms].sort(), now: [ALGORITHM_VERSION, STORY_VERSION] },
    ...differenceOf(told, given),
  };
}

const sinceOf = ({ from }: Stretch): { since?: number } => (Number.isFinite(from) ? { since: from } : {});

async function stretchOf(log: MessageLog, windowMs: number, since: number | undefined): Promise<Stretch> {
  const topic = Topics.articlesFingerprinted;
  const [group] = await log.lag([{ group: groupOf('dedup'), topic }]);
  const [end = 0, oldest = 0] = [group?.next[0], group?.oldest[0]];
  // Clocks of several fingerprint replicas differ: what is behind the end may be older than what is before it.
  let before = Infinity;
  for await (const { timestamp } of log.read(topic, { fromOffset: end })) before = Math.min(before, timestamp);
  // Where the log has its beginning, nothing was remembered from before.
  const earliest = oldest === 0 ? -Infinity : (await firstTime(log, topic)) + windowMs;
  const from = since ?? earliest;
  if (from >= earliest) return { from, before, end };
  const message =
    `${topic} goes back to ${new Date(earliest - windowMs).toISOString()}, and verdicts depend on the window before; ` +
    `the earliest start is ${new Date(earliest).toISOString()}`;
  throw new BabelwireError('out-of-retention', 'poison', message);
}

async function firstTime(log: MessageLog, topic: string): Promise<number> {
  for await (const { timestamp } of log.read(topic)) return timestamp;
  return -Infinity;
}

async function takeTold(account: Account, log: MessageLog, stretch: Stretch): Promise<void> {
  const isIn = ({ headers: { ce_time: time = '' } }: ReceivedMessage): boolean => {
    const at = Date.parse(time);
    return at >= stretch.from && at < stretch.before;
  };
  for await (const message of log.read(Topics.articlesResolved, sinceOf(stretch))) {
    if (isIn(message)) account.addTold(message);
  }
  for await (const message of log.read(Topics.storiesResolved, sinceOf(stretch))) {
    if (isIn(message)) account.addStory(decode(Story, message.value));
  }
}

/** Undefined for what the line has put aside. */
function readable(message: ReceivedMessage): Input | undefined {
  try {
    return inputOf(message);
  } catch (error) {
    if (error instanceof BabelwireError && error.kind === 'poison') return undefined;
    throw error;
  }
}

function anew(input: Input): Input {
  if (!('article' in input)) return input;
  return { article: { ...input.article, fingerprint: fingerprintOf(input.article) } };
}
