import type { ConsumerLimits, ConsumerObserver, HandlerOptions, PartitionPreparation } from './handler.js';
import type { OutgoingMessage, ReceivedMessage } from './log.js';

/** A handler as Nest wrapped it: takes a message, or with `batch` an array of them. */
export type Handle = (payload: ReceivedMessage | ReceivedMessage[]) => Promise<unknown>;

/** One subscribed topic of one consumer group: everything the adapters share about it. */
export interface ConsumerSpec {
  group: string;
  /** The topic itself, never its retry topic. */
  topic: string;
  handle: Handle;
  options: HandlerOptions;
  limits: ConsumerLimits;
  observer: ConsumerObserver;
  /** Given for a handler that keeps state. */
  preparation?: PartitionPreparation;
  /**
   * When (performance.now) the handler last did a message of this topic, in whichever partition. It tells a dependency that
   * is away from a message that always fails.
   */
  health: { lastSuccess: number };
  /** Throws when the log can't take one of these outputs: bug `unknown-topic`, poison `message-too-large`. */
  verify: (outputs: OutgoingMessage[]) => Promise<void> | void;
}

/** A message on its way to a retry or dead-letter topic: the source's own key, bytes and headers, and more headers. */
export interface DivertedMessage {
  topic: string;
  source: ReceivedMessage;
  added: Record<string, string>;
}

/** The consumer stays silent unless it is given an observer. */
export const silentObserver: ConsumerObserver = {
  handled: () => undefined,
  failed: () => undefined,
  committed: () => undefined,
  waiting: () => undefined,
  waits: () => undefined,
};
