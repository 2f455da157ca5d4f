import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventReader, PlacedEvent } from '../events/event-reader.js';

/** Between two signs of life, ms: proxies cut what is silent for 30 or 60 s. */
export const HEARTBEAT_MS = 15_000;
/** How long a client may leave what was sent to it unread, ms; it can come back and go on where it was. */
const PATIENCE_MS = 30_000;
/** What a client waits before it comes back, ms. */
const RETRY_MS = 2_000;
/** Events taken at once. */
const MOST = 50;

/**
 * Sends the events of a reader as Server-Sent Events until the client goes, the process ends, or the client does not take
 * them. Nothing is kept for a client but the events that are being sent.
 *
 * @returns how many were sent, and whether the client was too slow
 */
export async function sendEvents(
  reader: EventReader,
  response: ServerResponse,
  { heartbeatMs = HEARTBEAT_MS, patienceMs = PATIENCE_MS }: { heartbeatMs?: number; patienceMs?: number } = {},
): Promise<{ sent: number; slow: boolean }> {
  let sent = 0;
  let sending = false;
  // An id without data moves the client's place and tells it nothing: it need not be shown again what it did not want.
  const place = (): void => {
    if (!sending) response.write(`id: ${reader.place}\n\n`);
  };
  response.write(`retry: ${RETRY_MS}\n`);
  place();
  const heartbeat = setInterval(place, heartbeatMs);
  try {
    for (;;) {
      const events = await reader.next(MOST);
      if (events.length === 0 || response.destroyed) return { sent, slow: false };
      sending = true;
      for (const event of events) {
        if (!response.write(chunk(event)) && !(await drained(response, patienceMs))) return { sent, slow: true };
        sent += 1;
      }
      sending = false;
    }
  } finally {
    clearInterval(heartbeat);
  }
}

const chunk = ({ event, place }: PlacedEvent): string => `id: ${place}\nevent: ${event.type}\ndata: ${event.json}\n\n`;

async function drained(response: ServerResponse, patienceMs: number): Promise<boolean> {
  try {
    await once(response, 'drain', { signal: AbortSignal.timeout(patienceMs) });
    return true;
  } catch {
    return false;
  }
}
