import type { Headers } from '#libs/contracts';

/** A message on its way into the log. */
export interface OutgoingMessage {
  topic: string;
  /** Messages of one key stay in order. */
  key: string;
  /** `null` takes a key out of a compacted topic. */
  value: Buffer | null;
  headers: Headers;
}

/** A message read from the log. */
export interface ReceivedMessage {
  topic: string;
  partition: number;
  /** Decimal, as Kafka gives it. */
  offset: string;
  key: string | null;
  value: Buffer | null;
  headers: Headers;
  /** Milliseconds since the epoch, given by the log when it took the message. */
  timestamp: number;
}

/** What of a message a worker thread needs: bytes travel cheaply, documents do not. */
export type MessageBytes = { value: Uint8Array | null } & Pick<ReceivedMessage, 'timestamp'>;

/**
 * A message on its way to a thread, on bytes of its own. A record's value is a window on the whole fetch that it came with,
 * and a window does not travel alone: each message would take megabytes of others along.
 */
export function toThread({ value, timestamp }: MessageBytes): MessageBytes {
  return { value: value === null ? null : new Uint8Array(value), timestamp };
}

/** A message as it comes back from a thread, where a Buffer has become a plain array of bytes. */
export type OutgoingBytes = Omit<OutgoingMessage, 'value'> & { value: Uint8Array };

/** A message that came back from a thread, on the same bytes. */
export function fromThread({ topic, key, value, headers }: OutgoingBytes): OutgoingMessage {
  return { topic, key, value: Buffer.from(value.buffer, value.byteOffset, value.byteLength), headers };
}

/** Partition → offset of the first message that is of interest. Where a partition is not named: its first message. */
export type Offsets = Record<number, number>;

export interface ReadOptions {
  /** First timestamp (ms) of interest; from the beginning when not given. */
  since?: number;
  /** First offset of interest in every partition; wins over `since`. */
  fromOffset?: number;
  /** The same, partition by partition; wins over both. */
  fromOffsets?: Offsets;
}

/** What a topic has now: offsets of its first message and of the one that will come next, by partition. */
export interface Extent {
  partition: number;
  first: number;
  end: number;
}

/** Someone who is told what comes. */
export interface Following {
  close(): Promise<void>;
}

/** A message that was read, on its way to a topic once more: its own key and bytes, and its headers without some. */
export interface Redelivery {
  topic: string;
  /** Wanted partition; by the key when not given, or where the topic has no such partition. */
  partition?: number;
  source: ReceivedMessage;
  /** Names of the headers that stay behind. */
  without?: readonly string[];
  /** Headers that it gets besides. */
  added?: Headers;
}

/** The only writer of its name. */
export interface SoleWriter {
  /**
   * All or nothing. Throws transient `claimed-elsewhere` when another has claimed the name meanwhile, transient
   * `log-unavailable`.
   */
  write(messages: OutgoingMessage[], redeliveries: Redelivery[]): Promise<void>;
  close(): Promise<void>;
}

export interface GroupLag {
  group: string;
  topic: string;
  /** Messages that the group has not committed yet. */
  lag: number;
  /** By partition: the offset that it will take next. */
  next: number[];
  /** By partition: the first offset that is still retained. */
  oldest: number[];
}

/**
 * The port to the log: Kafka, or a table in SQLite. Writes are durable when the promise resolves. An abstract class,
 * since Nest injects by class.
 */
export abstract class MessageLog {
  /** Appends all of the messages, or throws and appends none. Throws transient `log-unavailable`. */
  abstract publish(messages: OutgoingMessage[]): Promise<void>;

  /**
   * Committed messages of a topic, from a point up to what is there now, partition by partition in offset order.
   * Reads no further: it ends at the end of the log as it was when called.
   */
  abstract read(topic: string, options?: ReadOptions): AsyncIterable<ReceivedMessage>;

  /**
   * Tells committed messages of topics from an offset on, those of a partition in order and once, until it is closed. The
   * next ones wait until `take` is done with these. While the log is away nothing comes; when it is back, it goes on.
   * Throws transient `log-unavailable` when it is away at the call.
   */
  abstract follow(
    topics: Record<string, Offsets>,
    take: (messages: ReceivedMessage[]) => Promise<void> | void,
  ): Promise<Following>;

  /** What a topic has now. */
  abstract extent(topic: string): Promise<Extent[]>;

  /**
   * Makes this process the only writer of a name: what a former one had not finished is settled when the promise resolves,
   * and it can write no more. So what is read after this is all that was ever written by that name.
   */
  abstract claim(name: string): Promise<SoleWriter>;

  /** How far each consumer group of this process's line is behind. */
  abstract lag(groups: { group: string; topic: string }[]): Promise<GroupLag[]>;

  /**
   * When the oldest message that a group has not committed was written, ms since the epoch, in the order of `groups`; none
   * where it has committed all. On Kafka to within a tenth of its age.
   */
  abstract oldestUnhandled(groups: { group: string; topic: string }[]): Promise<(number | undefined)[]>;

  /**
   * How many processes are connected as members of each group, in the order of `groups`; undefined where the log is that of one
   * process. One that was killed counts until its session is over. Throws transient `log-unavailable`.
   */
  abstract members(groups: string[]): Promise<(number | undefined)[]>;

  /** Throws transient `log-unavailable` when the log can't be reached. */
  abstract ping(): Promise<void>;

  abstract close(): Promise<void>;
}
