import kafkajs, { type Admin } from 'kafkajs';
import { BabelwireError, type TopicSpec } from '#libs/contracts';
import type { OutgoingMessage } from '../log.js';
import { pause } from '../backoff.js';
import { brokerErrorType, kafkaClient, type KafkaConnection, physicalName } from './connection.js';
import { logUnavailable } from './errors.js';

export interface TopicCreation extends Omit<KafkaConnection, 'clientId'> {
  clientId?: string;
  topics: TopicSpec[];
  /** For the topics that leave their number open. */
  partitions: number;
  replicationFactor: number;
}

/**
 * Creates the topics that are missing and leaves those that are there as they are; answers the names of the new ones.
 * Throws transient `log-unavailable`.
 */
export async function ensureTopics(creation: TopicCreation): Promise<string[]> {
  const { topics: specs, ...defaults } = creation;
  const connection = { clientId: 'babelwire.topics', ...creation };
  const admin = kafkaClient(connection).admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const topics = specs
      .map((spec) => ({ ...spec, name: physicalName(connection, spec.name) }))
      .filter(({ name }) => !existing.has(name))
      .map(({ name, partitions, config }) => ({
        topic: name,
        numPartitions: partitions ?? defaults.partitions,
        replicationFactor: defaults.replicationFactor,
        configEntries: Object.entries({
          // With three copies one broker may be away without data at risk or writers standing still.
          ...(defaults.replicationFactor >= 3 ? { 'min.insync.replicas': '2' } : {}),
          ...config,
        }).map(([key, value]) => ({ name: key, value })),
      }));
    // Another job may create them at the same moment: kafkajs answers false to that and throws nothing.
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: false });
    const names = topics.map(({ topic }) => topic);
    await leadersOf(admin, names);
    return topics.map(({ topic }) => topic);
  } catch (cause) {
    throw logUnavailable('creating topics', connection, cause);
  } finally {
    await admin.disconnect();
  }
}

/** What brokers answer of a topic that was created a moment ago. */
const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);
/** A new topic has leaders within a second; a cluster that needs longer than this has another problem. */
const LEADERS_MS = 30_000;
const ASK_LEADERS_MS = 100;

/** Waits until new topics can be used. (kafkajs' own wait gives up when a broker has not heard of the topic yet.) */
async function leadersOf(admin: Admin, topics: string[]): Promise<void> {
  if (topics.length === 0) return;
  for (const until = Date.now() + LEADERS_MS; ;) {
    try {
      const metadata = await admin.fetchTopicMetadata({ topics });
      const led = metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
      if (led && metadata.topics.length === topics.length) return;
      if (Date.now() >= until) throw new Error(`no leaders within ${LEADERS_MS} ms`);
    } catch (error) {
      if (!NOT_YET.has(brokerErrorType(error) ?? '') || Date.now() >= until) throw error;
    }
    await pause(ASK_LEADERS_MS);
  }
}

interface KnownTopic {
  partitions: number;
  /** Largest record batch it takes. */
  maxBytes: number;
}

/** kafkajs writes a batch header (61 bytes) and varints around each record; headers of a later dead letter come on top. */
const HEADROOM = 4096;
/** Kafka's own default of `max.message.bytes`. */
const DEFAULT_MAX_BYTES = 1_048_588;
/** A topic that was missing is asked for again no sooner than this. */
const ASK_AGAIN_MS = 2_000;

/** How to put a question to the cluster, when it is its turn. */
export type AskAdmin = <T>(question: (admin: Admin) => Promise<T>) => Promise<T>;

/** What the cluster says of its topics, asked for when first needed. */
export class TopicDirectory {
  private readonly known = new Map<string, KnownTopic>();
  private readonly missing = new Map<string, number>();

  constructor(
    private readonly connection: KafkaConnection,
    private readonly asked: AskAdmin,
  ) {}

  partitions(topic: string): number | undefined {
    return this.known.get(topic)?.partitions;
  }

  maxBytes(topic: string): number {
    return this.known.get(topic)?.maxBytes ?? DEFAULT_MAX_BYTES;
  }

  /** Throws bug `unknown-topic`, poison `message-too-large`. */
  async verify(messages: OutgoingMessage[]): Promise<void> {
    await this.require([...new Set(messages.map(({ topic }) => topic))]);
    for (const message of messages) {
      const limit = this.maxBytes(message.topic) - HEADROOM;
      const bytes = recordBytes(message);
      if (bytes <= limit) continue;
      const text = `message ${message.key} for ${message.topic} has ${bytes} bytes; the topic takes ${limit}`;
      throw new BabelwireError('message-too-large', 'poison', text);
    }
  }

  /** Throws bug `unknown-topic` unless all of them are there. */
  async require(topics: string[]): Promise<void> {
    const now = Date.now();
    const unknown = topics.filter((topic) => !this.known.has(topic));
    const askable = unknown.filter((topic) => now - (this.missing.get(topic) ?? 0) > ASK_AGAIN_MS);
    if (askable.length > 0) await this.asked((admin) => this.ask(admin, askable));
    const missing = unknown.find((topic) => !this.known.has(topic));
    if (missing === undefined) return;
    const name = physicalName(this.connection, missing);
    const text = `there is no topic ${name} in Kafka, or this user may not see it; run "babelwire setup", and see its rights`;
    throw new BabelwireError('unknown-topic', 'bug', text);
  }

  private async ask(admin: Admin, topics: string[]): Promise<void> {
    const existing = new Set(await admin.listTopics());
    const name = (topic: string): string => physicalName(this.connection, topic);
    const present = topics.filter((topic) => existing.has(name(topic)));
    for (const topic of topics) if (!existing.has(name(topic))) this.missing.set(topic, Date.now());
    if (present.length === 0) return;
    const { topics: metadata } = await admin.fetchTopicMetadata({ topics: present.map(name) });
    const limits = await maxMessageBytes(admin, present.map(name));
    for (const topic of present) {
      const partitions = metadata.find((entry) => entry.name === name(topic))?.partitions.length ?? 0;
      this.known.set(topic, { partitions, maxBytes: limits.get(name(topic)) ?? DEFAULT_MAX_BYTES });
    }
  }
}

async function maxMessageBytes(admin: Admin, topics: string[]): Promise<Map<string, number>> {
  const resources = topics.map((name) => ({
    // Node finds this name only behind kafkajs' default export (it is spread there at run time).
    type: kafkajs.ConfigResourceTypes.TOPIC,
    name,
    configNames: ['max.message.bytes'],
  }));
  // A user without the right to read configurations can still produce.
  const answer = await admin.describeConfigs({ resources, includeSynonyms: false }).catch(() => ({ resources: [] }));
  return new Map(
    answer.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Number(
        configEntries.find(({ configName }) => configName === 'max.message.bytes')?.configValue ?? DEFAULT_MAX_BYTES,
      ),
    ]),
  );
}

/** Bytes of a message without the few that Kafka adds to each. */
export function recordBytes({
  key,
  value,
  headers,
}: {
  key: string | Buffer | null;
  value: Buffer | null;
  headers: object;
}): number {
  let bytes = Buffer.byteLength(key ?? '') + (value?.length ?? 0) + 32;
  for (const [name, content] of Object.entries(headers) as [string, string | Buffer | undefined][]) {
    bytes += name.length + (content === undefined ? 0 : Buffer.byteLength(content)) + 4;
  }
  return bytes;
}
