import { BabelwireError } from '#libs/contracts';
import { MARKED_AFTER } from '#libs/feeds';
import { type Clock, HostRestingError } from '#libs/fetch';
import type { Source, SourceResource, SourceState } from '#libs/store';
import { inSpan } from '#libs/tracing';
import { poll } from './poll.js';
import { isCutOff, type Turn, type TurnTools } from './turn.js';
import { visit } from './visit.js';

/** Pages fetched in one turn: then others of the same host have theirs. */
const MOST_PAGES = 25;
/** Resources polled in one turn. */
const MOST_POLLS = 25;
const DAY_MS = 24 * 3600 * 1000;
/** Days of counts that are kept: a week levels out the week-end. */
const KEPT_DAYS = 7;

/**
 * One turn of a source: polls what is due of it, then fetches the pages that are due, one after the other. What it did is
 * in the answer and, page by page, in the store; a turn that is cut off by the signal answers with what it did until then.
 * Throws transient errors of store and log: the turn is then repeated from what is stored.
 */
export async function takeTurn(source: Source, tools: TurnTools, signal: AbortSignal): Promise<SourceState> {
  const { clock, web, entries } = tools;
  const { resources, nextDueAt, failing, captures } = source;
  const state: SourceState = {
    resources: resources.map((resource) => ({ ...resource })),
    nextDueAt,
    failing,
    captures: recentDays(captures, clock.now()),
    ...(source.lastSuccessAt === undefined ? {} : { lastSuccessAt: source.lastSuccessAt }),
    ...(source.lastError === undefined ? {} : { lastError: source.lastError }),
  };
  const turn: Turn = { source, state, tools, signal, ...reporting(state, clock) };
  let restingUntil = 0;
  try {
    const hold = { ...(source.minDelayMs === undefined ? {} : { delayMs: source.minDelayMs }), signal };
    const giveBack = await web.holdHost(source.url, hold);
    try {
      await pollDue(turn);
      for (const entry of await entries.due(source.id, clock.now(), MOST_PAGES)) {
        if (signal.aborted) break;
        await inSpan('fetch', { 'url.full': entry.url, 'babelwire.source': source.id }, () => visit(entry, turn));
      }
    } finally {
      giveBack();
    }
  } catch (error) {
    // The host wants to be left alone, or another process has it: the rest of the work waits until then.
    if (error instanceof HostRestingError) restingUntil = clock.now() + error.retryAfterMs;
    else if (!isCutOff(error, signal)) throw error;
  }
  state.failing = state.resources.some(({ failures }) => failures >= MARKED_AFTER);
  state.nextDueAt = Math.max(restingUntil, await nextDue(turn));
  return state;
}

async function pollDue(turn: Turn): Promise<void> {
  const { state, tools, signal } = turn;
  const isDue = (resource: SourceResource): boolean => pollAtOf(resource, turn) <= tools.clock.now();
  for (let polls = 0; polls < MOST_POLLS; polls += 1) {
    // Anew each time: an index may have named sitemaps.
    const [next] = state.resources.filter(isDue).sort((a, b) => a.pollAt - b.pollAt);
    if (next === undefined || signal.aborted) return;
    await poll(next, turn);
  }
}

/** When a resource is to be polled; earlier than was planned where its source may no longer wait as long as it did then. */
function pollAtOf({ pollAt, kind, failures, lastPolledAt = pollAt }: SourceResource, { source }: Turn): number {
  return kind === 'site' || failures > 0 ? pollAt : Math.min(pollAt, lastPolledAt + source.maxIntervalMs);
}

async function nextDue(turn: Turn): Promise<number> {
  const { source, state, tools } = turn;
  const entry = await tools.entries.nextDue(source.id);
  return Math.min(
    ...state.resources.map((resource) => pollAtOf(resource, turn)),
    entry ?? Infinity,
    tools.clock.now() + DAY_MS,
  );
}

function reporting(state: SourceState, clock: Clock): Pick<Turn, 'fault' | 'succeeded' | 'captured'> {
  return {
    fault: (error, url) => {
      const { code, message } = BabelwireError.from(error);
      const fault = { at: clock.now(), code, message: message.slice(0, 1000), url };
      state.lastError = fault;
      return fault;
    },
    succeeded: () => {
      state.lastSuccessAt = clock.now();
    },
    captured: (count) => {
      const day = dayOf(clock.now());
      state.captures = { ...state.captures, [day]: (state.captures[day] ?? 0) + count };
    },
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function recentDays(captures: Record<string, number>, now: number): Record<string, number> {
  const first = dayOf(now - KEPT_DAYS * DAY_MS);
  return Object.fromEntries(Object.entries(captures).filter(([day]) => day >= first));
}
