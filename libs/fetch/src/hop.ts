import { type Agent, type Dispatcher, request } from 'undici';
import { encodingsOf } from './encodings/decode.js';
import { type Body, readBody } from './encodings/read-body.js';
import { describeFailure, fetchError } from './errors.js';
import { type ResponseHeaders, readHeaders } from './headers.js';
import type { FetchLimits } from './limits.js';

export interface HopOptions {
  agent: Agent;
  limits: FetchLimits;
  headers: Readonly<Record<string, string>>;
  /** Aborted with the error that is to be thrown. */
  signal: AbortSignal;
  truncate: boolean;
  /** Sent with POST; without it the request is a GET. */
  body?: Uint8Array;
}

/** One request and its answer, redirects not followed. */
export interface HopAnswer {
  status: number;
  headers: ResponseHeaders;
  /** Empty unless the status is 2xx: nobody reads what an error page says. */
  body: Body;
  /** From the beginning to the end of the headers, milliseconds. */
  firstByteMs: number;
}

/** Throws the reasons of errors.ts, and nothing else. */
export async function requestOnce(url: URL, options: HopOptions): Promise<HopAnswer> {
  const { agent, limits, headers, truncate, body } = options;
  const began = performance.now();
  const waiting = new AbortController();
  const timer = setTimeout(() => {
    const message = `${url.host} has not finished its headers within ${limits.firstByteMs} ms`;
    waiting.abort(fetchError('fetch.first-byte-timeout', message));
  }, limits.firstByteMs);
  const signal = AbortSignal.any([options.signal, waiting.signal]);
  try {
    // Connecting may go on for a while after the abort: its outcome is nobody's then.
    const sent = body === undefined ? ({ method: 'GET' } as const) : ({ method: 'POST', body } as const);
    const response = await request(url, { ...sent, dispatcher: agent, headers, signal, responseHeaders: 'raw' });
    clearTimeout(timer);
    const firstByteMs = performance.now() - began;
    try {
      const answer = {
        status: response.statusCode,
        headers: readHeaders(rawOf(response.headers), limits),
        firstByteMs,
      };
      if (answer.status < 200 || answer.status > 299 || answer.status === 204) {
        await discard(response.body, signal);
        return { ...answer, body: { bytes: Buffer.alloc(0), received: 0, truncated: false } };
      }
      refuseDeclaredLength(answer.headers, limits, truncate);
      const encodings = encodingsOf(answer.headers['content-encoding'], limits.encodings);
      return { ...answer, body: await readBody(response.body, { encodings, limits, truncate }) };
    } finally {
      // Whatever is left unread closes the connection. An error that comes of it is no news.
      response.body.on('error', () => undefined);
      response.body.destroy();
    }
  } catch (error) {
    throw describeFailure(signal.aborted ? signal.reason : error, url.href);
  } finally {
    clearTimeout(timer);
  }
}

/** How much of a body that nobody reads, and for how long, is waited for so that its connection can be used again. */
const DISCARD = { bytes: 64 * 1024, ms: 1000 };

/** Whatever goes wrong with it, the answer is complete without it. */
async function discard(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(DISCARD.ms)]);
  await body.dump({ limit: DISCARD.bytes, signal: patience }).catch(() => undefined);
  signal.throwIfAborted();
}

/** With `responseHeaders: 'raw'` undici gives names and values by turns, and types them as if it did not. */
function rawOf(headers: unknown): string[] {
  return headers as string[];
}

/** A body that says itself that it is too long is not begun. */
function refuseDeclaredLength(headers: ResponseHeaders, limits: FetchLimits, truncate: boolean): void {
  const declared = Number(headers['content-length'] ?? 0);
  if (truncate || !(declared > limits.bytes)) return;
  const message = `the body has ${declared} bytes by its Content-Length; ${limits.bytes} are read: raise the limit if it is meant`;
  throw fetchError('fetch.body-too-large', message);
}
