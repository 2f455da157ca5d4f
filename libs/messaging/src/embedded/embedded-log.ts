import { BabelwireError, MAX_RECORD_BYTES, type TopicSpec } from '#libs/contracts';
import { inTrace } from '#libs/tracing';
import { GroupCommit } from '../group-commit.js';
import {
  type Extent,
  type Following,
  type GroupLag,
  MessageLog,
  type Offsets,
  type OutgoingMessage,
  type ReadOptions,
  type ReceivedMessage,
  type SoleWriter,
} from '../log.js';
import { EmbeddedFollower } from './embedded-follower.js';
import { LogFile, type StoredRecord } from './log-file.js';

/** A consumer of this log, as the log sees it: to wake it, and to know when everything is done. */
export interface EmbeddedConsumer {
  group: string;
  topic: string;
  /** Whether it has something to do now; retried messages that are not due yet don't count. */
  busy(): boolean;
  wake(): void;
}

/** Messages that `read` takes out of the file at once. */
const PAGE = 500;
const PAGE_BYTES = 4 * 1024 * 1024;

/** The log as a table in SQLite: every topic has one partition, 0. One process at a time has the data folder. */
export class EmbeddedLog extends MessageLog {
  private readonly consumers = new Set<EmbeddedConsumer>();
  private readonly followers = new Set<EmbeddedFollower>();
  private readonly claims = new Map<string, symbol>();
  private idleWaiters: (() => void)[] = [];
  private closed = false;
  private readonly appends = new GroupCommit<OutgoingMessage[]>((jobs) => {
    this.write(jobs.flat(), undefined, true);
  });

  private constructor(
    private readonly file: LogFile,
    /** @internal Whether messages have the time of what they follow from. */
    readonly keepsTime: boolean,
  ) {
    super();
  }

  /**
   * Opens the log in a folder and makes the topics that are missing.
   * Throws bug `data-in-use` when another process has the folder, bug `log-unavailable` when the file can't be used.
   *
   * @param options.keepsTime messages get the time of the message that they follow from, or are a redelivery of, and not of
   *   their writing: what is replayed then happens when it happened
   */
  static open(folder: string, topics: TopicSpec[], options: { keepsTime?: boolean } = {}): EmbeddedLog {
    const file = LogFile.open(folder);
    try {
      for (const { name } of topics) file.createTopic(name);
      return new EmbeddedLog(file, options.keepsTime ?? false);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  override async publish(messages: OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    this.verify(messages);
    await this.appends.add(messages.map(inTrace));
  }

  /** Throws bug `unknown-topic`, poison `message-too-large`. */
  verify(messages: OutgoingMessage[]): void {
    this.requireTopics(messages.map(({ topic }) => topic));
    for (const { topic, key, value } of messages) {
      const bytes = value?.length ?? 0;
      if (bytes > MAX_RECORD_BYTES) {
        const message = `message ${key} for ${topic} has ${bytes} bytes; the limit is ${MAX_RECORD_BYTES}`;
        throw new BabelwireError('message-too-large', 'poison', message);
      }
    }
  }

  override async *read(topic: string, options: ReadOptions = {}): AsyncIterable<ReceivedMessage> {
    this.open();
    const end = this.file.end(topic);
    const since = (): number => (options.since === undefined ? 0 : this.file.offsetSince(topic, options.since));
    let from = options.fromOffsets === undefined ? (options.fromOffset ?? since()) : (options.fromOffsets[0] ?? 0);
    while (from < end) {
      this.open();
      const page = this.file.read(topic, from, Math.min(PAGE, end - from), PAGE_BYTES);
      if (page.length === 0) return;
      for (const message of page) if (Number(message.offset) < end) yield message;
      from = Number(page.at(-1)?.offset) + 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  override async follow(
    topics: Record<string, Offsets>,
    take: (messages: ReceivedMessage[]) => Promise<void> | void,
  ): Promise<Following> {
    this.open();
    this.requireTopics(Object.keys(topics));
    const follower = new EmbeddedFollower(this, topics, take);
    this.followers.add(follower);
    follower.wake();
    await Promise.resolve();
    return {
      close: () => {
        this.followers.delete(follower);
        return follower.close();
      },
    };
  }

  override extent(topic: string): Promise<Extent[]> {
    this.open();
    return Promise.resolve([{ partition: 0, first: this.file.first(topic), end: this.file.end(topic) }]);
  }

  override lag(groups: { group: string; topic: string }[]): Promise<GroupLag[]> {
    return Promise.resolve(
      groups.map(({ group, topic }) => ({
        group,
        topic,
        lag: this.file.end(topic) - this.file.committed(group, topic),
        next: [this.file.committed(group, topic)],
        oldest: [this.file.offsetSince(topic, 0)],
      })),
    );
  }

  override oldestUnhandled(groups: { group: string; topic: string }[]): Promise<(number | undefined)[]> {
    this.open();
    return Promise.resolve(
      groups.map(({ group, topic }) => this.file.writtenAt(topic, this.file.committed(group, topic))),
    );
  }

  /** No other process has the data folder: only claims of this one compete. */
  override claim(name: string): Promise<SoleWriter> {
    const claim = Symbol(name);
    this.claims.set(name, claim);
    return Promise.resolve({
      write: async (messages, redeliveries) => {
        if (this.claims.get(name) !== claim) {
          throw new BabelwireError('claimed-elsewhere', 'transient', `another has begun to write as ${name}`);
        }
        this.verify(messages);
        this.requireTopics(redeliveries.map(({ topic }) => topic));
        const again = redeliveries.map(({ topic, source, without = [], added }): StoredRecord => {
          const { key, value, timestamp } = source;
          const kept = Object.entries(source.headers).filter(([name]) => !without.includes(name));
          const headers = { ...Object.fromEntries(kept), ...added };
          return { topic, key, value, headers, ...(this.keepsTime ? { timestamp } : {}) };
        });
        await Promise.resolve();
        this.write([...messages, ...again], undefined, true);
      },
      close: () => Promise.resolve(),
    });
  }

  override members(groups: string[]): Promise<undefined[]> {
    return Promise.resolve(groups.map(() => undefined));
  }

  override ping(): Promise<void> {
    return Promise.resolve().then(() => {
      this.open();
    });
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    await this.appends.drained();
    this.closed = true;
    await Promise.all([...this.followers].map((follower) => follower.close()));
    this.file.close();
  }

  /** Resolves when no consumer of this log has anything to do; retried messages that are not due yet don't count. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.idleWaiters.push(resolve);
      this.settle();
    });
  }

  /** Drops messages older than their topic's `retention.ms` that every consumer has behind it. */
  trim(topics: TopicSpec[], now: number): void {
    for (const { name, config } of topics) {
      const age = Number(config['retention.ms'] ?? Number.NaN);
      if (!(age >= 0)) continue;
      const readers = [...this.consumers].filter(({ topic }) => topic === name);
      const floor = Math.min(this.file.end(name), ...readers.map(({ group }) => this.file.committed(group, name)));
      this.file.trim(name, now - age, floor);
    }
  }

  /** Throws bug `unknown-topic` unless all of them are there. */
  requireTopics(names: string[]): void {
    const missing = names.find((name) => !this.file.has(name));
    if (missing === undefined) return;
    throw new BabelwireError(
      'unknown-topic',
      'bug',
      `there is no topic ${missing} in ${this.file.path}; create it before use`,
    );
  }

  /** @internal */
  register(consumer: EmbeddedConsumer): () => void {
    this.consumers.add(consumer);
    return () => {
      this.consumers.delete(consumer);
      this.settle();
    };
  }

  /** @internal Outputs, diverted messages and the new offset of a batch, all or nothing. */
  write(
    records: StoredRecord[],
    progress: { group: string; topic: string; next: number } | undefined,
    durable = false,
  ): void {
    this.open();
    this.file.write(records, progress, durable);
    const written = new Set(records.map(({ topic }) => topic));
    for (const consumer of this.consumers) if (written.has(consumer.topic)) consumer.wake();
    for (const follower of this.followers) follower.wake();
  }

  /** @internal */
  page(topic: string, from: number, limit: number, maxBytes: number): ReceivedMessage[] {
    this.open();
    return this.file.read(topic, from, limit, maxBytes);
  }

  /** @internal */
  end(topic: string): number {
    return this.file.end(topic);
  }

  /** @internal */
  committed(group: string, topic: string): number {
    return this.file.committed(group, topic);
  }

  /** @internal Called by a consumer that has nothing to do. */
  settle(): void {
    if (this.idleWaiters.length === 0 || [...this.consumers].some((consumer) => consumer.busy())) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  private open(): void {
    if (this.closed) throw new BabelwireError('log-unavailable', 'transient', `the log ${this.file.path} is closed`);
  }
}
