import { parseJson, REPLAY_OF, Topics } from '#libs/contracts';
import type { MessageLog, ReceivedMessage } from '#libs/messaging';
import type { Spool } from './spool.js';

export interface PageSelection {
  /** Taken by the log at or after, and before, these instants, ms since the epoch. */
  since?: number;
  until?: number;
  source?: string;
}

/** Puts the selected pages of a log aside. A page that was itself replayed is left out: its original is there. */
export async function spoolPages(log: MessageLog, selection: PageSelection, spool: Spool): Promise<void> {
  const { since, until = Infinity, source } = selection;
  for await (const message of log.read(Topics.captures, since === undefined ? {} : { since })) {
    if (message.timestamp >= until || message.headers[REPLAY_OF] !== undefined) continue;
    if (source === undefined || sourceOf(message) === source) spool.add(message);
  }
}

function sourceOf({ value }: ReceivedMessage): unknown {
  try {
    return (parseJson(value) as { sourceId?: unknown } | null)?.sourceId;
  } catch {
    // No page at all: the line makes it a dead letter, whatever its source.
    return undefined;
  }
}
