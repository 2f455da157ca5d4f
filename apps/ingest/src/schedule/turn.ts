import { BabelwireError, type Capture } from '#libs/contracts';
import type { Clock } from '#libs/fetch';
import type { Entry, EntryStore, Source, SourceFault, SourceResource, SourceState } from '#libs/store';
import type { Web } from '../web/web.js';

/** What a turn works with. */
export interface TurnTools {
  web: Web;
  entries: EntryStore;
  clock: Clock;
  /** [0, 1). */
  chance: () => number;
  /** Resolves when the captures are durable. */
  publish: (captures: Capture[]) => Promise<void>;
  /**
   * Tells the line that the page of an entry was taken down. Resolves when that is durable; false when the line has not
   * come so far as to know what was on the page.
   */
  withdraw: (entry: Entry) => Promise<boolean>;
  /** When a page is looked at again, ms after each look. */
  recheckMs: readonly number[];
  /** Waits after a fetch that failed, ms, of which chance takes up to half; after the last the page is given up. */
  retryMs: readonly number[];
  count: TurnCounters;
}

export interface TurnCounters {
  poll: (kind: string, outcome: string) => void;
  visit: (outcome: string) => void;
}

/** A source as its turn goes on: the state that will be settled. */
export interface Turn {
  readonly source: Source;
  readonly state: SourceState;
  readonly tools: TurnTools;
  readonly signal: AbortSignal;
  fault: (error: unknown, url: string) => SourceFault;
  succeeded: () => void;
  captured: (count: number) => void;
}

/** Whether this is our own end of the turn, and no fault of anybody. */
export const isCutOff = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted && (error === signal.reason || BabelwireError.from(error).code === 'fetch.aborted');

/** Captures become durable, and count as the source's. */
export async function publish(captures: Capture[], turn: Turn): Promise<void> {
  if (captures.length === 0) return;
  await turn.tools.publish(captures);
  turn.captured(captures.length);
}

export function newResource(url: string, kind: SourceResource['kind'], now: number): SourceResource {
  return { url, kind, pollAt: now, intervalMs: 0, because: 'new-source', failures: 0, history: [] };
}
