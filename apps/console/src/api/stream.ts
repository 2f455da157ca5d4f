import { currentKey } from './key.js';

/** After a stream ended or could not be had, ms before it is tried again; twice as long each time, up to the most. */
const RETRY_MS = 2000;
const MOST_RETRY_MS = 60_000;

/** Who hears of the stream. */
export interface Listener {
  /** Events are told from now on; what happened before may have been missed. */
  opened: () => void;
  event: () => void;
  /** Nothing is told until it opens again. */
  closed: () => void;
}

/**
 * Listens to the line's events until `signal` says so, and comes back when it is cut off. By `fetch`, since the browser's
 * own EventSource can send no key.
 */
export async function listen(
  selection: Record<string, string>,
  { opened, event, closed }: Listener,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams(selection).toString();
  for (let pause = RETRY_MS; !signal.aborted; pause = Math.min(2 * pause, MOST_RETRY_MS)) {
    try {
      const key = currentKey();
      const headers = { accept: 'text/event-stream', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
      const response = await fetch(`/v1/stream?${query}`, { headers, signal });
      if (response.ok && response.body !== null) {
        opened();
        pause = RETRY_MS;
        await read(response.body, event);
      }
    } catch {
      // Cut off, or the line is away: the requests beside this one say so to whoever looks.
    }
    closed();
    await rest(pause, signal);
  }
}

/** Tells of each event; a message without data is only a sign of life (WHATWG HTML, 9.2). */
async function read(body: ReadableStream<Uint8Array>, event: () => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data:')) event();
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
}
