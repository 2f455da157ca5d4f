import { Agent } from 'undici';
import { type Clock, systemClock } from './clock.js';
import { guardedConnector, type Resolver, systemResolver } from './connector.js';
import { ACCEPT_ENCODING } from './encodings/decode.js';
import { fetchError } from './errors.js';
import { createGuardPolicy, type GuardOptions, guardUrl, type GuardPolicy } from './guard.js';
import { freshForMs, type ResponseHeaders, retryAfterMs } from './headers.js';
import { requestOnce } from './hop.js';
import { type FetchLimits, withDefaults } from './limits.js';
import { isRedirect, type Redirect, RedirectTrail } from './redirects.js';
import type { FetchRequest } from './request.js';
import { requestHeaders } from './request-headers.js';
import { Stopwatch } from './stopwatch.js';
import { type Identity, userAgentOf } from './user-agent.js';

export interface FetcherOptions extends GuardOptions {
  identity: Identity;
  limits?: Partial<FetchLimits>;
  /** Default: the operating system's. */
  resolve?: Resolver;
  clock?: Clock;
  /** Certificate authorities instead of the built-in ones, PEM: for a private network. */
  ca?: string;
}

export interface FetchResult {
  status: number;
  /** Names in lower case. */
  headers: ResponseHeaders;
  /** Where the answer came from. */
  finalUrl: string;
  redirects: readonly Redirect[];
  /** Where the resource has moved for good: set if all redirects were permanent (301, 308). */
  movedTo?: string;
  /** Decoded. Empty unless the status is 2xx. */
  body: Buffer;
  bytes: { received: number; decoded: number };
  truncated: boolean;
  /** 304: the copy that `etag` or `lastModified` stand for is current. */
  notModified: boolean;
  /** To be given with the next request. After a 304 those of the request, where the answer repeats none. */
  etag?: string;
  lastModified?: string;
  /** Retry-After of any status, milliseconds from now. */
  retryAfterMs?: number;
  /** How long the site lets it be taken for current (Cache-Control, Expires), milliseconds. */
  freshForMs?: number;
  /** Milliseconds since 1970 at the start; waiting for one's turn; to the last hop's headers; in all, without waiting. */
  timings: { startedAt: number; queuedMs: number; firstByteMs: number; totalMs: number };
}

export interface Fetcher {
  /**
   * Fetches with GET, or sends with POST. Any HTTP status is an answer, errors too; what is thrown is a BabelwireError with a code of
   * {@link FETCH_ERRORS}.
   */
  fetch(request: FetchRequest): Promise<FetchResult>;
  /** The policy in force, for {@link guardUrl}. */
  readonly policy: GuardPolicy;
  readonly userAgent: string;
  /** Ends idle connections, and cuts those in use. */
  close(): Promise<void>;
}

/** Throws `invalid-configuration` for an identity without contact, a faulty allow-list, port or limit. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const userAgent = userAgentOf(options.identity);
  const policy = createGuardPolicy(options);
  const limits = withDefaults(options.limits);
  const clock = options.clock ?? systemClock;
  const agents = new Map<number, Agent>();

  /** undici bounds the headers for a connection, not for a request. */
  const agentFor = ({ headerBytes }: FetchLimits): Agent => {
    let agent = agents.get(headerBytes);
    if (!agent) {
      const connect = guardedConnector({
        policy,
        resolve: options.resolve ?? systemResolver,
        timeoutMs: limits.firstByteMs,
        ...(options.ca === undefined ? {} : { ca: options.ca }),
      });
      // A plain Agent: no proxy of the environment. Its own time-outs are off; hop.ts has the ones that count.
      agent = new Agent({ connect, maxHeaderSize: headerBytes, headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
      agents.set(headerBytes, agent);
    }
    return agent;
  };

  async function fetch(request: FetchRequest): Promise<FetchResult> {
    const bounds = withDefaults(request.limits, limits);
    const startedAt = clock.now();
    const trail = new RedirectTrail(guardUrl(request.url, policy), bounds.redirects);
    const watch = new Stopwatch(bounds.totalMs, trail.first.host, request.signal);
    try {
      for (;;) {
        const url = trail.current;
        const leave = await watch.paused(() => request.gate?.(url, watch.signal));
        let answer;
        try {
          const headers = requestHeaders(
            request,
            { userAgent, acceptEncoding: ACCEPT_ENCODING },
            trail.isAtFirstOrigin,
          );
          const truncate = request.truncate ?? false;
          answer = await requestOnce(url, {
            agent: agentFor(bounds),
            limits: bounds,
            headers,
            signal: watch.signal,
            truncate,
            ...(request.body === undefined ? {} : { body: request.body.bytes }),
          });
        } finally {
          leave?.();
        }
        const location = answer.headers['location'];
        if (request.body === undefined && isRedirect(answer.status) && location !== undefined) {
          trail.follow(answer.status, location, policy);
          continue;
        }
        const { status, headers, body } = answer;
        const now = clock.now();
        const notModified = status === 304;
        return {
          status,
          headers,
          finalUrl: url.href,
          redirects: trail.redirects,
          ...optional({ movedTo: trail.movedTo }),
          body: body.bytes,
          bytes: { received: body.received, decoded: body.bytes.length },
          truncated: body.truncated,
          notModified,
          ...optional({
            etag: headers['etag'] ?? (notModified ? request.etag : undefined),
            lastModified: headers['last-modified'] ?? (notModified ? request.lastModified : undefined),
            retryAfterMs: retryAfterMs(headers, now),
            freshForMs: freshForMs(headers, now),
          }),
          timings: { startedAt, queuedMs: watch.pausedMs, firstByteMs: answer.firstByteMs, totalMs: watch.elapsedMs },
        };
      }
    } finally {
      watch.stop();
    }
  }

  async function close(): Promise<void> {
    const reason = fetchError('fetch.aborted', 'the fetcher is being closed');
    await Promise.all([...agents.values()].map((agent) => agent.destroy(reason)));
    agents.clear();
  }

  return { fetch, policy, userAgent, close };
}

/** Without the fields that are undefined. */
function optional<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
