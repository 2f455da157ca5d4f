import { type BabelwireError, deadLetterTopic, retryTopic } from '#libs/contracts';
import type { ConsumerSpec, DivertedMessage } from './consumer-spec.js';
import { ErrorHeaders } from './handler.js';
import type { ReceivedMessage } from './log.js';

/** Where a message was first read, whichever road it came by. */
export interface Origin {
  topic: string;
  partition: number;
  offset: string;
  /** Journeys through the retry topic so far. */
  journeys: number;
}

const number = (text: string | undefined): number => {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
};

/** Headers of a retry are believed only on a retry topic: anyone may send what they like to the topic itself. */
export function originOf(spec: ConsumerSpec, message: ReceivedMessage): Origin {
  const { topic, partition, offset, headers } = message;
  if (topic !== retryTopic(spec.topic)) return { topic, partition, offset, journeys: 0 };
  return {
    topic: spec.topic,
    partition: number(headers[ErrorHeaders.partition]),
    offset: headers[ErrorHeaders.offset] ?? offset,
    journeys: number(headers[ErrorHeaders.tries]),
  };
}

/** What the handler sees: a retried message looks as it did when it came the first time. */
export function asHandled(spec: ConsumerSpec, message: ReceivedMessage): ReceivedMessage {
  if (message.topic === spec.topic) return message;
  const { topic, partition, offset } = originOf(spec, message);
  return { ...message, topic, partition, offset };
}

/** How many leading messages of a retry topic may be handled now. Waiting keeps the order, so one not due holds the rest. */
export function dueCount(messages: ReceivedMessage[], now: number): number {
  const waiting = messages.findIndex((message) => notBefore(message) > now);
  return waiting === -1 ? messages.length : waiting;
}

/** The instant (ms since the epoch) before which a retried message is left alone; 0 for any other. */
export const notBefore = (message: ReceivedMessage): number => number(message.headers[ErrorHeaders.notBefore]);

function errorHeaders(
  spec: ConsumerSpec,
  message: ReceivedMessage,
  error: BabelwireError,
  tries: number,
): Record<string, string> {
  const origin = originOf(spec, message);
  return {
    [ErrorHeaders.kind]: error.kind,
    [ErrorHeaders.code]: error.code,
    // A header is for people to read; a page-long message is in the log.
    [ErrorHeaders.message]: error.message.slice(0, 1000),
    [ErrorHeaders.group]: spec.group,
    [ErrorHeaders.topic]: origin.topic,
    [ErrorHeaders.partition]: String(origin.partition),
    [ErrorHeaders.offset]: origin.offset,
    [ErrorHeaders.failedAt]: new Date().toISOString(),
    [ErrorHeaders.tries]: String(tries),
  };
}

export const toDeadLetters = (
  spec: ConsumerSpec,
  source: ReceivedMessage,
  error: BabelwireError,
  tries: number,
): DivertedMessage => ({
  topic: deadLetterTopic(spec.topic),
  source,
  added: errorHeaders(spec, source, error, tries),
});

export const toRetry = (
  spec: ConsumerSpec,
  source: ReceivedMessage,
  error: BabelwireError,
  journey: number,
  waitMs: number,
): DivertedMessage => ({
  topic: retryTopic(spec.topic),
  source,
  added: {
    ...errorHeaders(spec, source, error, journey),
    [ErrorHeaders.notBefore]: String(Date.now() + Math.ceil(waitMs)),
  },
});
