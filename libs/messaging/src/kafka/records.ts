import type { IHeaders, KafkaMessage, Message, TopicMessages } from 'kafkajs';
import type { Headers } from '#libs/contracts';
import type { ReceivedMessage, Redelivery } from '../log.js';
import type { DivertedMessage } from '../consumer-spec.js';
import { recordBytes } from './topics.js';

/** A record on its way to a topic, in kafkajs' terms. */
export interface OutgoingRecord extends Message {
  topic: string;
  value: Buffer | null;
  headers: IHeaders;
  key: string | Buffer | null;
}

/** The records behind messages: a key or header that is not UTF-8 must reach the dead-letter topic as it came. */
const originals = new WeakMap<ReceivedMessage, KafkaMessage>();

function decodeHeaders(headers: IHeaders | undefined): Headers {
  const decoded: Headers = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) decoded[name] = first.toString();
  }
  return decoded;
}

export function received(topic: string, partition: number, record: KafkaMessage): ReceivedMessage {
  const message: ReceivedMessage = {
    topic,
    partition,
    offset: record.offset,
    key: record.key?.toString() ?? null,
    value: record.value,
    headers: decodeHeaders(record.headers),
    timestamp: Number(record.timestamp),
  };
  originals.set(message, record);
  return message;
}

/** A diverted message with its original key, bytes and headers. `partitions` is how many the target topic has. */
export function divertedRecord(
  { topic, source, added }: DivertedMessage,
  partitions: number | undefined,
): OutgoingRecord {
  const original = originals.get(source);
  // The same partition of the retry topic belongs to the same member: what keeps state there stays one writer.
  const partition =
    topic.endsWith('.retry') && source.partition < (partitions ?? 0) ? { partition: source.partition } : {};
  return {
    topic,
    key: original ? original.key : source.key,
    value: source.value,
    headers: { ...(original?.headers ?? source.headers), ...added },
    ...partition,
  };
}

/** A message that goes to a topic once more, with its original key, bytes and headers. */
export function redeliveredRecord(
  { topic, partition, source, without = [], added }: Redelivery,
  partitions: number | undefined,
): OutgoingRecord {
  const original = originals.get(source);
  const headers = Object.entries<IHeaders[string]>(original?.headers ?? source.headers);
  return {
    topic,
    key: original ? original.key : source.key,
    value: source.value,
    headers: { ...Object.fromEntries(headers.filter(([name]) => !without.includes(name))), ...added },
    ...(partition !== undefined && partition < (partitions ?? 0) ? { partition } : {}),
  };
}

/**
 * kafkajs puts all messages of one call for one partition into ONE record batch, which must not exceed the topic's
 * `max.message.bytes`. So calls are split, as if all of a topic's messages went to one partition; one record over the
 * limit travels alone. Order is kept.
 */
export function splitByBytes(
  records: OutgoingRecord[],
  limitOf: (topic: string) => number,
  physical: (topic: string) => string,
): TopicMessages[][] {
  const calls: TopicMessages[][] = [];
  let call = new Map<string, { bytes: number; messages: Message[] }>();
  const flush = (): void => {
    if (call.size > 0) calls.push([...call].map(([topic, { messages }]) => ({ topic: physical(topic), messages })));
    call = new Map();
  };
  for (const record of records) {
    const { topic, ...message } = record;
    const bytes = recordBytes(record);
    const entry = call.get(topic);
    if (entry !== undefined && entry.bytes + bytes > limitOf(topic)) flush();
    const open = call.get(topic) ?? { bytes: 0, messages: [] };
    open.bytes += bytes;
    open.messages.push(message);
    call.set(topic, open);
  }
  flush();
  return calls;
}
