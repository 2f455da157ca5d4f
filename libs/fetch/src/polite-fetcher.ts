import { fetchError } from './errors.js';
import { createFetcher, type Fetcher, type FetcherOptions, type FetchResult } from './fetcher.js';
import type { FetchRequest } from './request.js';
import { createPoliteness, type Politeness, type PolitenessOptions } from './politeness.js';
import { createRobots, type Robots } from './robots/robots.js';

export interface PoliteFetcherOptions extends FetcherOptions {
  /** The queues, or how to make them. Several fetchers of a process share one. */
  politeness?: PolitenessOptions | Politeness;
}

export interface PoliteFetcher extends Fetcher {
  readonly robots: Robots;
  readonly politeness: Politeness;
}

/** No host is made to wait longer between two requests, whatever its Crawl-delay: an hour. Milliseconds. */
const LONGEST_DELAY = 3_600_000;

/**
 * A fetcher whose every request, those after redirects too, is first asked of the host's robots.txt, then waits for its turn.
 * A Retry-After with 429 or 503 is kept: the host is left alone until then. Throws `fetch.robots-disallowed`,
 * `fetch.robots-unreachable` and `fetch.host-resting` besides what a fetcher throws.
 */
export function createPoliteFetcher(options: PoliteFetcherOptions): PoliteFetcher {
  const fetcher = createFetcher(options);
  const { clock } = options;
  const politeness = asPoliteness(options.politeness, clock);
  const robots = createRobots({
    fetch: (request) => throughQueue({ ...request, gate: (url, signal) => politeness.enter(url, { signal }) }),
    ...given({ product: options.identity.product, clock }),
  });

  async function throughQueue(request: FetchRequest): Promise<FetchResult> {
    const result = await fetcher.fetch(request);
    if (result.retryAfterMs !== undefined && (result.status === 429 || result.status === 503)) {
      politeness.rest(new URL(result.finalUrl), result.retryAfterMs);
    }
    return result;
  }

  async function admit(url: URL, signal: AbortSignal): Promise<() => void> {
    const verdict = await robots.check(url, signal);
    if (!verdict.allowed && verdict.reason === 'unreachable') {
      const why = verdict.failure ?? 'unknown';
      const message = `${url.origin}/robots.txt can't be had, so nothing may be fetched from there for now: ${why}`;
      throw fetchError('fetch.robots-unreachable', message);
    }
    if (!verdict.allowed)
      throw fetchError('fetch.robots-disallowed', `${url.href} is disallowed by the site's robots.txt`);
    const delayMs = Math.min(verdict.crawlDelayMs ?? 0, LONGEST_DELAY);
    return politeness.enter(url, { delayMs, signal });
  }

  return {
    ...fetcher,
    robots,
    politeness,
    fetch: (request) =>
      throughQueue({
        ...request,
        gate: async (url, signal) => {
          const leave = await admit(url, signal);
          const callers = await request.gate?.(url, signal).catch((error: unknown) => {
            leave();
            throw error;
          });
          return () => {
            callers?.();
            leave();
          };
        },
      }),
  };
}

function asPoliteness(given: PolitenessOptions | Politeness = {}, clock: FetcherOptions['clock']): Politeness {
  if ('enter' in given) return given;
  return createPoliteness(clock ? { clock, ...given } : given);
}

function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
