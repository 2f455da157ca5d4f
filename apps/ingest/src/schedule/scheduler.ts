import { BabelwireError } from '#libs/contracts';
import type { Clock } from '#libs/fetch';
import type { Source, SourceState, Store } from '#libs/store';

export interface SchedulerOptions {
  store: Pick<Store, 'sources' | 'entries' | 'hosts'>;
  clock: Clock;
  /** This process: one of its kind in the world. */
  owner: string;
  leaseMs: number;
  /** Sources in hand at once. */
  concurrency: number;
  /** One turn of a source; see `takeTurn`. */
  turn: (source: Source, signal: AbortSignal) => Promise<SourceState>;
  /** What an operator must know. */
  warn: (text: string) => void;
  /** Prolongs what the turns hold besides their sources. */
  renewHosts?: () => Promise<void>;
  counted?: (counts: Record<string, number>) => void;
}

/** Between two looks for due sources while there are none, ms. */
const TICK_MS = 1000;
/** Between two sweeps of what is no longer to be remembered, and between two counts, ms. */
const SWEEP_MS = 3_600_000;
const COUNT_MS = 60_000;
/** A source whose turn failed for a fault of ours is left alone for so long, ms. */
const FAULT_PAUSE_MS = 5 * 60_000;

interface InHand {
  controller: AbortController;
  /** Until when the source is ours for sure. */
  until: number;
}

/**
 * Takes due sources, gives each its turn, and settles it. Any number of these run on one store: a source is leased to one
 * of them at a time, and when a process dies, its sources are due to the others as soon as their leases have run out.
 */
export class Scheduler {
  private readonly inHand = new Map<string, InHand>();
  private readonly ending = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private readonly turns = new Set<Promise<void>>();
  private freed: (() => void) | undefined;
  private isAway = false;

  constructor(private readonly options: SchedulerOptions) {}

  start(): void {
    const { leaseMs, renewHosts = () => Promise.resolve() } = this.options;
    this.loops.push(
      this.loop(TICK_MS, () => this.fill()),
      this.loop(leaseMs / 3, () => this.renew()),
      this.loop(leaseMs / 3, renewHosts),
      this.loop(SWEEP_MS, () => this.sweep()),
      this.loop(COUNT_MS, () => this.count()),
    );
  }

  /** Cuts off the turns under way, settles what they did, and ends. */
  async stop(): Promise<void> {
    const reason = new BabelwireError('fetch.aborted', 'transient', 'the scheduler is being stopped');
    this.ending.abort(reason);
    for (const { controller } of this.inHand.values()) controller.abort(reason);
    await Promise.all(this.loops);
    await Promise.all(this.turns);
  }

  /** Sources in hand. */
  get load(): number {
    return this.inHand.size;
  }

  private async loop(pauseMs: number, step: () => Promise<void>): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        await step();
        if (this.isAway) this.options.warn('going on');
        this.isAway = false;
      } catch (error) {
        this.tell(error);
      }
      await this.options.clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }

  /** Takes as many due sources as there are free hands, until none is due. */
  private async fill(): Promise<void> {
    const { store, clock, owner, leaseMs, concurrency } = this.options;
    while (!this.ending.signal.aborted) {
      const free = concurrency - this.inHand.size;
      if (free <= 0) {
        await this.nextFreed();
        continue;
      }
      const now = clock.now();
      const until = now + leaseMs;
      const claimed = await store.sources.claim({ owner, now, until }, free);
      for (const source of claimed) this.begin(source, until);
      if (claimed.length < free) return;
    }
  }

  private begin(source: Source, until: number): void {
    const inHand: InHand = { controller: new AbortController(), until };
    this.inHand.set(source.id, inHand);
    if (this.ending.signal.aborted) inHand.controller.abort(this.ending.signal.reason);
    const turn = this.take(source, inHand).finally(() => {
      this.inHand.delete(source.id);
      this.turns.delete(turn);
      this.freed?.();
    });
    this.turns.add(turn);
  }

  private async take(source: Source, { controller }: InHand): Promise<void> {
    const { store, clock, owner, turn } = this.options;
    try {
      const state = await turn(source, controller.signal);
      await store.sources.settle(source.id, owner, state);
    } catch (thrown) {
      const error = BabelwireError.from(thrown);
      // Store or log are away: the lease runs out, and whoever is there then takes the source up.
      if (error.kind === 'transient') {
        this.tell(error);
        return;
      }
      this.options.warn(`source ${source.id}: ${error.code}: ${error.message}`);
      const at = clock.now();
      const lastError = { at, code: error.code, message: error.message.slice(0, 1000) };
      const state = { ...stateOf(source), lastError, nextDueAt: at + FAULT_PAUSE_MS };
      await store.sources.settle(source.id, owner, state).catch((again: unknown) => {
        this.tell(again);
      });
    }
  }

  /** Prolongs the leases of what is in hand. What is ours no longer is cut off. */
  private async renew(): Promise<void> {
    const { store, clock, owner, leaseMs } = this.options;
    const now = clock.now();
    const ids = [...this.inHand.keys()];
    if (ids.length === 0) return;
    try {
      const ours = new Set(await store.sources.renew(ids, { owner, now, until: now + leaseMs }));
      for (const id of ids) {
        const inHand = this.inHand.get(id);
        if (inHand === undefined) continue;
        if (ours.has(id)) inHand.until = now + leaseMs;
        else inHand.controller.abort(lost(id));
      }
    } finally {
      // A store that does not answer can't tell that a lease is lost; its end can be read from the clock.
      for (const [id, { until, controller }] of this.inHand) {
        if (until - clock.now() < leaseMs / 3) controller.abort(lost(id));
      }
    }
  }

  private async sweep(): Promise<void> {
    const { store, clock } = this.options;
    await store.entries.forget(clock.now());
    await store.hosts.forget(clock.now());
  }

  private async count(): Promise<void> {
    const { store, clock, counted } = this.options;
    counted?.(await store.sources.count(clock.now()));
  }

  private nextFreed(): Promise<void> {
    return new Promise((resolve) => {
      this.freed = resolve;
    });
  }

  /** A store that is away is told of once, not every second. */
  private tell(thrown: unknown): void {
    const error = BabelwireError.from(thrown);
    if (error.kind === 'transient' && this.isAway) return;
    if (error.kind === 'transient') this.isAway = true;
    this.options.warn(`${error.kind === 'transient' ? 'waiting: ' : ''}${error.code}: ${error.message}`);
  }
}

function stateOf({ resources, nextDueAt, failing, captures, lastSuccessAt }: Source): SourceState {
  return { resources, nextDueAt, failing, captures, ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }) };
}

function lost(id: string): BabelwireError {
  return new BabelwireError('fetch.aborted', 'transient', `the lease of ${id} is lost: paused, removed or taken over`);
}
