import { setTimeout as sleep } from 'node:timers/promises';
import { BabelwireError } from '#libs/contracts';
import type { BookmarkStore } from '#libs/store';
import type { EventFeed } from './event-feed.js';
import type { PlacedEvent } from './event-reader.js';
import { Position } from './position.js';
import type { PublicEvent } from './public-event.js';

/** How long a bookmark waits for the next process when its own died, ms. */
const LEASE_MS = 30_000;
/** Between two looks whether a bookmark that another has is free, ms: how long a hand-over takes at a restart. */
const LOOK_MS = 3_000;
/** After something failed, ms. */
const PAUSE_MS = 2_000;

export interface FollowerOptions {
  /** Of the bookmark. */
  id: string;
  feed: EventFeed;
  bookmarks: BookmarkStore;
  /** This process, and none other. */
  owner: string;
  /** Where it begins when it never did. */
  from: 'beginning' | 'now';
  /** Events handed over at once at most. */
  most: number;
  wants: (event: PublicEvent) => boolean;
  /**
   * Does what there is to do, in order; `keep` may be called in between, with the place of an event that is done. When the
   * promise resolves, all are done. What throws (as it should once the signal came) is tried again, from the last place
   * that was kept.
   */
  handle: (events: PlacedEvent[], keep: (place: string) => Promise<void>, signal: AbortSignal) => Promise<void>;
  /** What went wrong and passes, once. */
  warn: (text: string) => void;
}

class LeaseLost extends Error {}

/**
 * Does something with every public event, in order, at least once, in one of all replicas at a time: whoever has the
 * bookmark. A place is kept after what it stands for was done, so a kill repeats some and loses none.
 */
export class Follower {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowerOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private isEnding(): boolean {
    return this.stopping.signal.aborted || this.options.feed.ending.aborted;
  }

  private async run(): Promise<void> {
    let failing = false;
    while (!this.isEnding()) {
      try {
        const waited = await this.turn(() => (failing = false));
        if (waited > 0) await this.pause(waited);
      } catch (error) {
        if (error instanceof LeaseLost) continue;
        if (this.isEnding()) break;
        if (!failing) this.options.warn(`${this.options.id}: ${BabelwireError.from(error).message}`);
        failing = true;
        await this.pause(PAUSE_MS);
      }
    }
    await this.options.bookmarks.release(this.options.id, this.options.owner).catch(() => undefined);
  }

  /** As long as the bookmark is ours. Answers how long to wait before it is asked for again, ms. */
  private async turn(succeeded: () => void): Promise<number> {
    const { id, feed, bookmarks, owner, from, most, wants, handle } = this.options;
    const claim = await this.claim();
    if (!claim.granted) return LOOK_MS;
    const lost = new AbortController();
    const renewing = setInterval(() => {
      // The store being away is no loss: the lease runs on, and the next try may come in time.
      this.claim().then(
        ({ granted }) => {
          if (!granted) lost.abort();
        },
        () => undefined,
      );
    }, LEASE_MS / 3);
    const signal = AbortSignal.any([this.stopping.signal, lost.signal, feed.ending]);
    const keep = async (place: string): Promise<void> => {
      if (!(await bookmarks.keep(id, owner, place))) throw new LeaseLost();
    };
    try {
      const start = claim.place === undefined ? from : Position.parse(claim.place);
      const reader = await feed.read(start === 'beginning' ? Position.beginning() : start, wants, signal);
      if (claim.place === undefined) await keep(reader.place);
      try {
        for (;;) {
          const events = await reader.next(most);
          if (events.length === 0) return 0;
          await handle(events, keep, signal);
          await keep(reader.place);
          succeeded();
        }
      } finally {
        await reader.close();
      }
    } finally {
      clearInterval(renewing);
    }
  }

  private claim(): ReturnType<BookmarkStore['claim']> {
    const now = Date.now();
    const { id, owner, bookmarks } = this.options;
    return bookmarks.claim(id, { owner, now, until: now + LEASE_MS });
  }

  private async pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, this.options.feed.ending]);
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }
}
