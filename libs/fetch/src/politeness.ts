import { BabelwireError } from '#libs/contracts';
import { type Clock, systemClock } from './clock.js';
import { HostRestingError } from './errors.js';

export interface PolitenessOptions {
  /** Requests to one host at the same time. Default 1. */
  perHost?: number;
  /** From the end of a request to the start of the next one to the same host, milliseconds. Default 1000. */
  minDelayMs?: number;
  /** Requests to all hosts at the same time. Default 32. */
  concurrency?: number;
  /** A request that would have to wait longer for its host's rest is told so instead of waiting, milliseconds. Default 60,000. */
  maxWaitMs?: number;
  clock?: Clock;
}

export interface EnterOptions {
  /** The host's own wish (crawl-delay), milliseconds; counts if longer than the minimum. */
  delayMs?: number;
  signal?: AbortSignal;
}

export interface Politeness {
  /**
   * Waits until the URL's host may be asked; the answer is to be called when the request is over.
   * Throws {@link HostRestingError} if that is too far away, or the signal's reason.
   */
  enter(url: URL, options?: EnterOptions): Promise<() => void>;
  /** Leaves a host alone for this time from now on (Retry-After). A longer rest is never made shorter by it. */
  rest(url: URL, ms: number): void;
  /** Requests under way and waiting, and hosts remembered. */
  readonly load: { running: number; waiting: number; hosts: number };
}

interface Ticket {
  delayMs: number;
  admit(): void;
  refuse(error: Error): void;
}

interface Host {
  running: number;
  /** Not before this time. */
  readyAt: number;
  tickets: Set<Ticket>;
  /** Set while nothing is done but wait for the host to be ready; ends the wait when nobody is left to wait for it. */
  asleep?: AbortController | undefined;
  /** Ready, and waiting for one of the places that all hosts share. */
  isInLine: boolean;
}

/** Hosts are swept when there are twice as many as after the last time, and never below this. */
const SWEEP_FROM = 1024;

/** A queue for each host: few at a time, a pause between, and a bound on all together. Throws `invalid-configuration`. */
export function createPoliteness(options: PolitenessOptions = {}): Politeness {
  const { perHost = 1, minDelayMs = 1000, concurrency = 32, maxWaitMs = 60_000, clock = systemClock } = options;
  requireAtLeast(1, { perHost, concurrency });
  requireAtLeast(0, { minDelayMs, maxWaitMs });
  const hosts = new Map<string, Host>();
  const line: Host[] = [];
  let running = 0;
  let sweepAt = SWEEP_FROM;

  function hostOf(url: URL): Host {
    const name = url.hostname.replace(/\.$/, '');
    const known = hosts.get(name);
    if (known) return known;
    if (hosts.size >= sweepAt) sweep();
    const host: Host = { running: 0, readyAt: 0, tickets: new Set(), isInLine: false };
    hosts.set(name, host);
    return host;
  }

  /** A host that is at rest for no reason needs no remembering. */
  function sweep(): void {
    const now = clock.now();
    for (const [name, host] of hosts) {
      if (host.running === 0 && host.tickets.size === 0 && host.readyAt <= now) hosts.delete(name);
    }
    sweepAt = Math.max(SWEEP_FROM, hosts.size * 2);
  }

  /** Puts a host that may be asked into the line for the shared places, once. */
  function advance(host: Host): void {
    if (host.tickets.size === 0 || host.running >= perHost || host.asleep || host.isInLine) return;
    const wait = host.readyAt - clock.now();
    if (wait > 0) {
      const asleep = new AbortController();
      host.asleep = asleep;
      const wake = (): void => {
        host.asleep = undefined;
        advance(host);
      };
      void clock.sleep(wait, asleep.signal).then(wake, wake);
      return;
    }
    host.isInLine = true;
    line.push(host);
    admit();
  }

  function admit(): void {
    while (running < concurrency) {
      const host = line.shift();
      if (!host) return;
      host.isInLine = false;
      const [ticket] = host.tickets;
      // The last ticket was given back, or a Retry-After came, while the host stood in line.
      if (!ticket || host.readyAt > clock.now()) {
        advance(host);
        continue;
      }
      host.tickets.delete(ticket);
      host.running += 1;
      running += 1;
      // Between starts too, where several at a time are allowed.
      host.readyAt = clock.now() + ticket.delayMs;
      ticket.admit();
      advance(host);
    }
  }

  function leave(host: Host, delayMs: number): void {
    host.running -= 1;
    running -= 1;
    host.readyAt = Math.max(host.readyAt, clock.now() + delayMs);
    advance(host);
    admit();
  }

  async function enter(url: URL, { delayMs = 0, signal }: EnterOptions = {}): Promise<() => void> {
    signal?.throwIfAborted();
    const host = hostOf(url);
    const wait = host.readyAt - clock.now();
    if (wait > maxWaitMs) throw new HostRestingError(url.host, wait);
    const delay = Math.max(delayMs, minDelayMs);
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        ticket.refuse(signal?.reason as Error);
      };
      const ticket: Ticket = {
        delayMs: delay,
        admit: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
        refuse: (error) => {
          host.tickets.delete(ticket);
          if (host.tickets.size === 0) host.asleep?.abort();
          signal?.removeEventListener('abort', giveUp);
          reject(error);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      host.tickets.add(ticket);
      advance(host);
    });
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      leave(host, delay);
    };
  }

  function rest(url: URL, ms: number): void {
    const host = hostOf(url);
    host.readyAt = Math.max(host.readyAt, clock.now() + ms);
    const wait = host.readyAt - clock.now();
    if (wait <= maxWaitMs) return;
    for (const ticket of host.tickets) ticket.refuse(new HostRestingError(url.host, wait));
  }

  return {
    enter,
    rest,
    get load() {
      let waiting = 0;
      for (const { tickets } of hosts.values()) waiting += tickets.size;
      return { running, waiting, hosts: hosts.size };
    },
  };
}

function requireAtLeast(least: number, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (Number.isFinite(value) && value >= least) continue;
    throw new BabelwireError(
      'invalid-configuration',
      'poison',
      `${name} must be a number of at least ${least}, not ${value}`,
    );
  }
}
