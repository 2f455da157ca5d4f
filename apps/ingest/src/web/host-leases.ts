import { type Clock, HostRestingError } from '#libs/fetch';
import type { HostStore } from '#libs/store';

export interface HostLeaseOptions {
  store: HostStore;
  /** This process: one of its kind in the world. */
  owner: string;
  clock: Clock;
  leaseMs: number;
  /** How long to wait for a host that another process has, before its work is put off. */
  maxWaitMs?: number;
}

interface Held {
  holders: number;
  /** Until when the lease lasts; 0: there is none. */
  until: number;
  /** Nobody is to ask the host before. */
  readyAt: number;
  /** The pause that its source wants between requests. */
  delayMs: number;
  /** Claims and releases of a host go to the store one after the other. */
  chain: Promise<void>;
}

/** Between two looks at a host that another process has, ms. */
const LOOK_MS = 500;
const LEAST_LOOK_MS = 50;
/** A work list can wait; a request of a person can't much longer than this, ms. */
const MAX_WAIT_MS = 15_000;

/** Which hosts this process may ask: a host is asked by one process at a time, and its pauses hold for all of them. */
export class HostLeases {
  private readonly hosts = new Map<string, Held>();

  constructor(private readonly options: HostLeaseOptions) {}

  /**
   * Waits for the right to ask a host; the answer gives it back. The right is shared by all who hold it in this process.
   * Throws HostRestingError when another process has it for longer, and the signal's reason.
   */
  async hold(host: string, options: { delayMs?: number; signal?: AbortSignal } = {}): Promise<() => void> {
    const held = this.heldOf(host);
    held.holders += 1;
    held.delayMs = Math.max(held.delayMs, options.delayMs ?? 0);
    try {
      await this.ensure(host, options.signal);
    } catch (error) {
      this.drop(host, held);
      throw error;
    }
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.drop(host, held);
    };
  }

  /** Prolongs the lease of a host that is held if it is half over: so it outlasts the next request. */
  async ensure(host: string, signal?: AbortSignal): Promise<void> {
    const held = this.heldOf(host);
    const half = this.options.leaseMs / 2;
    await this.inTurn(held, async () => {
      if (held.until - this.options.clock.now() > half) return;
      await this.claim(host, held, signal);
    });
  }

  /** Prolongs every lease that is held: a request may take longer than one lasts. To be called each third of that time. */
  async renew(): Promise<void> {
    const { store, owner, clock, leaseMs } = this.options;
    const held = [...this.hosts].filter(([, { holders, until }]) => holders > 0 && until > 0);
    await Promise.all(
      held.map(([host, one]) =>
        this.inTurn(one, async () => {
          // Given back meanwhile.
          if (one.holders === 0 || one.until === 0) return;
          const until = clock.now() + leaseMs;
          const { granted } = await store.claim(host, { owner, now: clock.now(), until });
          one.until = granted ? until : 0;
        }),
      ),
    );
  }

  /** Nobody asks the host before this time. */
  rest(host: string, readyAt: number): void {
    const held = this.hosts.get(host);
    if (held !== undefined) held.readyAt = Math.max(held.readyAt, readyAt);
  }

  /** What is known of a host that is held. */
  needsOf(host: string): { readyAt: number; delayMs: number } {
    const { readyAt = 0, delayMs = 0 } = this.hosts.get(host) ?? {};
    return { readyAt, delayMs };
  }

  private heldOf(host: string): Held {
    const known = this.hosts.get(host);
    if (known !== undefined) return known;
    const held: Held = { holders: 0, until: 0, readyAt: 0, delayMs: 0, chain: Promise.resolve() };
    this.hosts.set(host, held);
    return held;
  }

  private async claim(host: string, held: Held, signal: AbortSignal | undefined): Promise<void> {
    const { store, owner, clock, leaseMs, maxWaitMs = MAX_WAIT_MS } = this.options;
    const giveUpAt = clock.now() + maxWaitMs;
    for (;;) {
      signal?.throwIfAborted();
      const now = clock.now();
      const claim = await store.claim(host, { owner, now, until: now + leaseMs });
      if (claim.granted) {
        held.until = now + leaseMs;
        held.readyAt = Math.max(held.readyAt, claim.readyAt);
        return;
      }
      held.until = 0;
      const wait = Math.max(claim.until - now, LOOK_MS);
      if (now >= giveUpAt) throw new HostRestingError(host, wait);
      // At its end a lease is taken up at once.
      await clock.sleep(Math.min(Math.max(claim.until - now, LEAST_LOOK_MS), LOOK_MS), signal);
    }
  }

  private drop(host: string, held: Held): void {
    held.holders -= 1;
    if (held.holders > 0) return;
    const giveBack = async (): Promise<void> => {
      if (held.holders > 0) return;
      const { store, owner } = this.options;
      if (held.until > 0) await store.release(host, owner, held.readyAt);
      held.until = 0;
      // Nobody came meanwhile: there is nothing left to remember here.
      if (this.hosts.get(host)?.holders === 0) this.hosts.delete(host);
    };
    // A store that is away keeps the lease until it runs out: that is what it is for.
    this.inTurn(held, giveBack).catch(() => undefined);
  }

  private inTurn(held: Held, step: () => Promise<void>): Promise<void> {
    const done = held.chain.then(step);
    held.chain = done.catch(() => undefined);
    return done;
  }
}
