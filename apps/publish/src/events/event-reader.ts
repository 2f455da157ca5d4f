import type { MessageLog } from '#libs/messaging';
import { type FollowedTopic, FOLLOWED, type Position } from './position.js';
import { PublicEvent } from './public-event.js';
import type { RecentEvents } from './recent-events.js';

/** Events looked at before others get their turn. */
const LOOKED_AT = 1000;

/** Where a reader gets its events from; shared by all readers of a process. */
export interface EventSource {
  readonly log: MessageLog;
  readonly recent: RecentEvents;
  /** Whether the latest events are all that a reader needs that stands there. */
  covers(position: Position): boolean;
  /** Resolves when there is an event of this number among the latest, or the signal came. */
  more(number: number, signal: AbortSignal): Promise<void>;
  /** Waits for one's turn to read the log; the answer gives it back. */
  turn(signal: AbortSignal): Promise<() => void>;
}

/** An event, and where a reader stands when it has it. */
export interface PlacedEvent {
  event: PublicEvent;
  place: string;
}

/**
 * Reads public events from a position on, each once: out of the latest ones where they reach back far enough, else out of
 * the log. It keeps nothing but its position, so a slow reader costs no memory.
 */
export class EventReader {
  /** Number of the next event among the latest ones; undefined while these may not reach back far enough. */
  private number: number | undefined;
  private earlier: AsyncGenerator<PublicEvent, void> | undefined;

  constructor(
    private readonly feed: EventSource,
    private readonly position: Position,
    private readonly wants: (event: PublicEvent) => boolean,
    private readonly signal: AbortSignal,
  ) {}

  /** Everything before it has been given, or was not wanted. */
  get place(): string {
    return this.position.toString();
  }

  /** Waits for the next events that are wanted, at most so many. None when the signal came. */
  async next(most: number): Promise<PlacedEvent[]> {
    try {
      while (!this.signal.aborted) {
        const found = await this.step(most);
        if (found.length > 0) return found;
      }
    } catch (error) {
      if (!this.signal.aborted) throw error;
    }
    return [];
  }

  /** To be called when nothing more is wanted. */
  async close(): Promise<void> {
    await this.earlier?.return(undefined);
    this.earlier = undefined;
  }

  private async step(most: number): Promise<PlacedEvent[]> {
    if (this.earlier !== undefined) return this.fromLog(this.earlier, most);
    const { recent } = this.feed;
    if (this.number === undefined || this.number < recent.first) {
      if (!this.feed.covers(this.position)) {
        this.earlier = this.readLog();
        return [];
      }
      this.number = recent.first;
    }
    const found: PlacedEvent[] = [];
    for (let looked = 0; looked < LOOKED_AT && found.length < most; looked++) {
      const event = recent.at(this.number);
      if (event === undefined) break;
      this.number++;
      this.take(event, found);
    }
    if (found.length > 0) return found;
    if (this.number < recent.next) await new Promise((resolve) => setImmediate(resolve));
    else await this.feed.more(this.number, this.signal);
    return [];
  }

  private async fromLog(events: AsyncGenerator<PublicEvent, void>, most: number): Promise<PlacedEvent[]> {
    const found: PlacedEvent[] = [];
    while (found.length < most && !this.signal.aborted) {
      const earlier = await events.next();
      if (earlier.done === true) {
        this.earlier = undefined;
        this.number = undefined;
        break;
      }
      this.take(earlier.value, found);
    }
    return found;
  }

  private take(event: PublicEvent, found: PlacedEvent[]): void {
    if (!this.position.isBefore(event.message)) return;
    this.position.pass(event.message);
    if (event.message.value !== null && this.wants(event)) found.push({ event, place: this.place });
  }

  /** What the log has beyond the position now, to the end. */
  private async *readLog(): AsyncGenerator<PublicEvent, void> {
    const leave = await this.feed.turn(this.signal);
    try {
      for (const topic of Object.keys(FOLLOWED) as FollowedTopic[]) {
        const ends = await this.feed.log.extent(topic);
        for await (const message of this.feed.log.read(topic, { fromOffsets: this.position.offsets(topic) })) {
          if (this.signal.aborted) return;
          yield new PublicEvent(message);
        }
        // Markers of transactions and what compaction took have offsets, and are never seen.
        for (const { partition, end } of ends) this.position.raise(topic, partition, end);
      }
    } finally {
      leave();
    }
  }
}
