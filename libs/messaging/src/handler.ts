import type { OutgoingMessage, ReceivedMessage } from './log.js';

/**
 * What a handler may say of itself in `@EventPattern(topic, options)`. The handler gets a ReceivedMessage (with `batch`:
 * an array of them) as its payload and returns the messages that follow from it; it neither sends nor commits itself.
 */
export interface HandlerOptions {
  /** Handles whole batches, in order: `(messages: ReceivedMessage[]) => Promise<OutgoingMessage[]>`. Default false. */
  batch?: boolean;
  /** Handles one message at a time, in order. Default false: up to `concurrency` of a batch at once. */
  ordered?: boolean;
}

export type Outputs = OutgoingMessage[] | undefined;

/** A handler that keeps state of its own builds it here, before the first message after the partition was (re)assigned. */
export interface PartitionPreparation {
  /** The topic whose consumer keeps state. */
  topic: string;
  /** Called before the first message of a partition, and again whenever a batch could not be committed. */
  prepare(partition: number): Promise<void>;
}

/** The limits of a consumer, all of them settings. */
export interface ConsumerLimits {
  /** Handlers under way at once in one partition. */
  concurrency: number;
  /** Messages in one transaction at most. */
  batchSize: number;
  /** Bytes of the input values in one transaction at most. */
  batchBytes: number;
  /** Tries of a message whose handler fails with a `bug`, the first included, before it becomes a dead letter. */
  maxBugTries: number;
  /** Journeys through the retry topic of a message that fails with `transient` before it becomes a dead letter. */
  maxRetries: number;
  /** First wait after a transient failure, ms; doubles each time, up to `maxBackoffMs`, ± 20 % jitter. */
  backoffMs: number;
  maxBackoffMs: number;
  /** A handler that has not answered after this time, ms, has failed with transient `handler-timeout`. */
  handlerTimeoutMs: number;
}

export const defaultLimits: ConsumerLimits = {
  concurrency: 16,
  batchSize: 500,
  batchBytes: 4 * 1024 * 1024,
  maxBugTries: 3,
  // 250 ms doubling to 30 s, twenty times: about seven minutes, longer than a dependency's restart.
  maxRetries: 20,
  backoffMs: 250,
  maxBackoffMs: 30_000,
  handlerTimeoutMs: 60_000,
};

/** Headers that the consumer adds; the rest of a message travels unchanged. */
export const ErrorHeaders = {
  /** `poison | transient | bug`. */
  kind: 'bw-error-kind',
  code: 'bw-error-code',
  message: 'bw-error-message',
  /** Where it failed: consumer group, topic, partition, offset. */
  group: 'bw-failed-group',
  topic: 'bw-failed-topic',
  partition: 'bw-failed-partition',
  offset: 'bw-failed-offset',
  /** RFC 3339 instant. */
  failedAt: 'bw-failed-at',
  /** Tries so far, decimal. */
  tries: 'bw-tries',
  /** Not to be handled before this instant, ms since the epoch, decimal. */
  notBefore: 'bw-not-before',
} as const;

/** What a consumer tells about itself; the default observer is silent. */
export interface ConsumerObserver {
  /** The handlers of a batch ended after so many seconds, well or not. */
  handled(event: { group: string; topic: string; count: number; seconds: number }): void;
  failed(event: { group: string; topic: string; kind: string; code: string; outcome: 'dead-letter' | 'retry' }): void;
  /** A batch was committed, so many seconds after its first handler began. */
  committed(event: { group: string; topic: string; inputs: number; outputs: number; seconds: number }): void;
  /** A dependency is away and the consumer waits: said once when it begins and once when it ends. */
  waiting(event: { group: string; topic: string; code: string; message: string; waiting: boolean }): void;
  /** It tried once more in vain, and waits on: said every few seconds, for as long as it waits. */
  waits(event: { group: string; topic: string; code: string }): void;
}

export type { ReceivedMessage };
