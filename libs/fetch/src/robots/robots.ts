import { BabelwireError } from '#libs/contracts';
import { type Clock, systemClock } from '../clock.js';
import { HostRestingError } from '../errors.js';
import type { FetchResult } from '../fetcher.js';
import type { FetchRequest } from '../request.js';
import { DEFAULT_PRODUCT } from '../user-agent.js';
import { isPathAllowed, parseRobots, ROBOTS_BYTES, type RobotsRules } from './rules.js';

const HOUR = 3_600_000;

/** RFC 9309, 2.4: a copy is used for a day at most, unless the file is unreachable. Less than an hour would be asking too often. */
const FRESHEST_MS = HOUR;
const OLDEST_MS = 24 * HOUR;
/** How soon an unreachable file is asked for again: at first, doubling, and at most. */
const RETRY_MS = 60_000;
const LONGEST_RETRY_MS = HOUR;
/** RFC 9309, 2.3.1.4: after a reasonably long time, 30 days for example, unreachable counts as unavailable. */
const GIVEN_UP_MS = 30 * 24 * HOUR;

export interface RobotsOptions {
  /** Fetches a robots.txt, politely. */
  fetch: (request: FetchRequest) => Promise<FetchResult>;
  /** Default `Babelwire`. */
  product?: string;
  clock?: Clock;
  /** Characters of rules kept for all sites together; the longest unused go first. Default 32 million. */
  cacheSize?: number;
}

export interface RobotsVerdict {
  allowed: boolean;
  /**
   * `rules`: the file says so. `unavailable`: there is none (4xx, too many redirects), all is allowed. `unreachable`: the server
   * fails (5xx, 429, no connection) and nothing is known of it from before, all is forbidden for now.
   */
  reason: 'rules' | 'unavailable' | 'unreachable';
  crawlDelayMs?: number;
  sitemaps: readonly string[];
  /** Why the file could not be had, where it could not. */
  failure?: string;
  /** When the file will be asked for again, milliseconds since 1970. */
  expiresAt: number;
}

export interface Robots {
  /** Whether this URL may be fetched. Fetches the site's robots.txt if need be. Throws only the signal's reason, and {@link HostRestingError}. */
  check(url: URL, signal?: AbortSignal): Promise<RobotsVerdict>;
}

interface Copy {
  reason: RobotsVerdict['reason'];
  rules: RobotsRules;
  expiresAt: number;
  /** Since when every attempt has failed. */
  unreachableSince?: number;
  failures: number;
  failure?: string;
  size: number;
}

const NO_RULES: RobotsRules = { rules: [], sitemaps: [] };

/** The robots.txt of every site, by RFC 9309, kept in memory for as long as the RFC lets it. */
export function createRobots(options: RobotsOptions): Robots {
  const { fetch, product = DEFAULT_PRODUCT, clock = systemClock, cacheSize = 32_000_000 } = options;
  /** By origin, the longest unused first. */
  const copies = new Map<string, Copy>();
  const underWay = new Map<string, Promise<Copy>>();
  let held = 0;

  async function check(url: URL, signal?: AbortSignal): Promise<RobotsVerdict> {
    signal?.throwIfAborted();
    const { reason, rules, failure, expiresAt } = await copyFor(url.origin, signal);
    return {
      allowed: reason === 'unreachable' ? false : isPathAllowed(rules, url.pathname + url.search),
      reason,
      ...(rules.crawlDelayMs === undefined ? {} : { crawlDelayMs: rules.crawlDelayMs }),
      sitemaps: rules.sitemaps,
      ...(failure === undefined ? {} : { failure }),
      expiresAt,
    };
  }

  async function copyFor(origin: string, signal: AbortSignal | undefined): Promise<Copy> {
    const copy = copies.get(origin);
    if (copy && copy.expiresAt > clock.now()) {
      copies.delete(origin);
      copies.set(origin, copy);
      return copy;
    }
    // Shared by all who ask meanwhile, so no single caller's signal may end it.
    let loading = underWay.get(origin);
    if (!loading) {
      loading = load(origin, copy).finally(() => underWay.delete(origin));
      underWay.set(origin, loading);
    }
    return signal ? abortable(loading, signal) : loading;
  }

  async function load(origin: string, before: Copy | undefined): Promise<Copy> {
    let copy: Copy;
    try {
      const request = { url: `${origin}/robots.txt`, accept: 'text/plain, */*;q=0.5', truncate: true };
      copy = read(await fetch({ ...request, limits: { bytes: ROBOTS_BYTES } }), before);
    } catch (error) {
      // What we refuse ourselves is not there for us; the page's own fetch will be refused for the same reason, and say so.
      const failure = BabelwireError.from(error);
      if (failure instanceof HostRestingError) throw failure;
      copy = failure.kind === 'poison' ? unavailable() : unreachable(before, failure.message);
    }
    keep(origin, copy);
    return copy;
  }

  function read(answer: FetchResult, before: Copy | undefined): Copy {
    const { status } = answer;
    if (status >= 500 || status === 429)
      return unreachable(before, `it is answered with ${status}`, answer.retryAfterMs);
    if (status < 200 || status > 299) return unavailable();
    const lifetime = Math.min(Math.max(answer.freshForMs ?? OLDEST_MS, FRESHEST_MS), OLDEST_MS);
    const rules = parseRobots(answer.body.toString('utf8'), product);
    return { reason: 'rules', rules, expiresAt: clock.now() + lifetime, failures: 0, size: sizeOf(rules) };
  }

  function unavailable(): Copy {
    return { reason: 'unavailable', rules: NO_RULES, expiresAt: clock.now() + OLDEST_MS, failures: 0, size: 0 };
  }

  function unreachable(before: Copy | undefined, failure: string, retryAfterMs = 0): Copy {
    const now = clock.now();
    const failures = (before?.failures ?? 0) + 1;
    const unreachableSince = before?.unreachableSince ?? now;
    const pause = Math.min(RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS);
    const common = { expiresAt: now + Math.max(pause, retryAfterMs), unreachableSince, failures, failure };
    // What the file said when it was last seen goes on to hold.
    if (before && before.reason !== 'unreachable') return { ...before, ...common };
    const isGivenUp = now - unreachableSince >= GIVEN_UP_MS;
    return { reason: isGivenUp ? 'unavailable' : 'unreachable', rules: NO_RULES, size: 0, ...common };
  }

  function keep(origin: string, copy: Copy): void {
    held += copy.size - (copies.get(origin)?.size ?? 0);
    copies.delete(origin);
    copies.set(origin, copy);
    for (const [oldest, { size }] of copies) {
      if (held + copies.size * ENTRY_SIZE <= cacheSize || oldest === origin) break;
      copies.delete(oldest);
      held -= size;
    }
  }

  return { check };
}

/** What an entry takes besides its rules, characters. */
const ENTRY_SIZE = 200;

function sizeOf({ rules, sitemaps }: RobotsRules): number {
  const ofRules = rules.reduce((sum, { pattern }) => sum + pattern.length + 40, 0);
  return sitemaps.reduce((sum, sitemap) => sum + sitemap.length + 20, ofRules);
}

async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let giveUp: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}
