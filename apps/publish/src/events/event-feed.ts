import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Following, MessageLog, type ReceivedMessage } from '#libs/messaging';
import { EventReader, type EventSource } from './event-reader.js';
import { type FollowedTopic, FOLLOWED, Position } from './position.js';
import { PublicEvent } from './public-event.js';
import { RecentEvents } from './recent-events.js';

/** Events of each partition that are read back at the start, for readers that come back after a restart. */
const READ_BACK = 200;
/** Readers that read the log at once: each has a connection and a fetch of some megabytes of its own. */
const LOG_READERS = 4;
const PAUSE_MS = 1000;

const TOPICS = Object.keys(FOLLOWED) as FollowedTopic[];

/**
 * The public events of the line, from wherever a reader stood last. The topics are followed once for all readers of this
 * process; only who comes from further back than the latest events reads the log for itself.
 */
@Injectable()
export class EventFeed implements EventSource, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('events');
  private readonly stopping = new AbortController();
  private following: Following | undefined;
  private partitions: { topic: FollowedTopic; partition: number }[] = [];
  private waiting = new Set<() => void>();
  private turns = LOG_READERS;
  private queue: (() => void)[] = [];
  /** Where the latest of the latest events stand. */
  private tip: Position | undefined;
  recent = new RecentEvents(Position.beginning());

  constructor(@Inject(MessageLog) readonly log: MessageLog) {}

  onApplicationBootstrap(): void {
    void this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.following?.close();
  }

  /** Aborted when the process is about to end. */
  get ending(): AbortSignal {
    return this.stopping.signal;
  }

  /**
   * A reader from a position on, or from now on.
   *
   * Throws poison `invalid-position` for one that is beyond the end, transient `log-unavailable`.
   */
  async read(
    from: Position | 'now',
    wants: (event: PublicEvent) => boolean,
    signal: AbortSignal,
  ): Promise<EventReader> {
    const position = from === 'now' ? await this.end() : from.copy();
    if (from !== 'now' && !(this.covers(position) && this.tip?.isBeyond(position) === true)) {
      for (const topic of TOPICS) position.requireWithin(topic, await this.log.extent(topic));
    }
    return new EventReader(this, position, wants, AbortSignal.any([signal, this.stopping.signal]));
  }

  /** Beyond the last event that there is. */
  async end(): Promise<Position> {
    if (this.tip !== undefined) return this.tip.copy();
    const position = Position.beginning();
    for (const topic of TOPICS) {
      for (const { partition, end } of await this.log.extent(topic)) position.raise(topic, partition, end);
    }
    return position;
  }

  covers(position: Position): boolean {
    return this.tip !== undefined && this.recent.covers(position, this.partitions);
  }

  more(number: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || number < this.recent.next) {
        resolve();
        return;
      }
      const done = (): void => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  async turn(signal: AbortSignal): Promise<() => void> {
    if (this.turns > 0) this.turns -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    const leave = (): void => {
      const next = this.queue.shift();
      if (next === undefined) this.turns += 1;
      else next();
    };
    if (signal.aborted) leave();
    signal.throwIfAborted();
    return leave;
  }

  private async start(): Promise<void> {
    for (let said = false; !this.stopping.signal.aborted;) {
      try {
        await this.follow();
        return;
      } catch (error) {
        if (!said) this.logger.warn(`waiting for the public topics: ${String(error)}`);
        said = true;
        await sleep(PAUSE_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async follow(): Promise<void> {
    const since = Position.beginning();
    const tip = Position.beginning();
    const partitions: typeof this.partitions = [];
    for (const topic of TOPICS) {
      for (const { partition, first, end } of await this.log.extent(topic)) {
        partitions.push({ topic, partition });
        since.raise(topic, partition, Math.max(first, end - READ_BACK));
        tip.raise(topic, partition, end);
      }
    }
    this.recent = new RecentEvents(since.copy());
    this.partitions = partitions;
    this.tip = tip;
    const offsets = Object.fromEntries(TOPICS.map((topic) => [topic, since.offsets(topic)]));
    this.following = await this.log.follow(offsets, (messages) => {
      this.take(messages);
    });
    if (this.stopping.signal.aborted) await this.following.close();
  }

  private take(messages: ReceivedMessage[]): void {
    for (const message of messages) {
      this.tip?.pass(message);
      const { topic, partition } = message;
      if (!this.partitions.some((known) => known.topic === topic && known.partition === partition)) {
        this.partitions.push({ topic: topic as FollowedTopic, partition });
      }
    }
    // A copy of the bytes: a record's value is a window on the whole fetch that it came with.
    this.recent.add(
      messages.map(
        (message) => new PublicEvent({ ...message, value: message.value === null ? null : Buffer.from(message.value) }),
      ),
    );
    this.wake();
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}
