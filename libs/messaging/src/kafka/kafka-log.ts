import { randomUUID } from 'node:crypto';
import type { Admin, Producer, TopicMessages } from 'kafkajs';
import { BabelwireError } from '#libs/contracts';
import { inTrace } from '#libs/tracing';
import { pause } from '../backoff.js';
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
import { brokerErrorType, kafkaClient, type KafkaConnection, physicalName } from './connection.js';
import { isAway, logUnavailable } from './errors.js';
import { followTopics } from './follow-topics.js';
import { oldestUnhandled } from './oldest-unhandled.js';
import { producerSettings } from './producer-settings.js';
import { readTopic } from './read-topic.js';
import { KafkaSoleWriter } from './sole-writer.js';
import { type OutgoingRecord, splitByBytes } from './records.js';
import { type AskAdmin, TopicDirectory } from './topics.js';

/** Bytes of one record batch: under Kafka's default of 1 MB, which a user's own topics are likely to have. */
const BATCH_BYTES = 900_000;
const PING_MS = 3_000;
/** What brokers say while leaders and coordinators are being chosen: right after a topic was made or a broker came up. */
const PASSING = new Set([
  'NOT_LEADER_FOR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
]);

/**
 * The log as a Kafka cluster. Connects when it is first used. What was published in a transaction can be read some
 * milliseconds after the promise resolves, when its markers are written.
 */
export class KafkaLog extends MessageLog {
  /** @internal */
  readonly topics: TopicDirectory;
  private questions: Promise<unknown> = Promise.resolve();
  /** The last time that a question could not be put because the brokers were away. */
  private loss: { cause: unknown } | undefined;
  private adminClient: Promise<Admin> | undefined;
  private plain: Promise<Producer> | undefined;
  private transactional: Promise<Producer> | undefined;
  private closed = false;
  private readonly appends = new GroupCommit<OutgoingMessage[]>((jobs) => this.append(jobs));

  constructor(readonly connection: KafkaConnection) {
    super();
    this.topics = new TopicDirectory(connection, (question) => this.ask(question));
  }

  override async publish(messages: OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    if (this.closed) throw new BabelwireError('log-unavailable', 'transient', 'the connection to Kafka is closed');
    try {
      await this.topics.verify(messages);
    } catch (cause) {
      throw logUnavailable('asking for topics', this.connection, cause);
    }
    await this.appends.add(messages.map(inTrace));
  }

  override async *read(topic: string, options: ReadOptions = {}): AsyncIterable<ReceivedMessage> {
    try {
      await this.topics.require([topic]);
      yield* readTopic(this.connection, (question) => this.ask(question), topic, options);
    } catch (cause) {
      throw logUnavailable(`reading ${topic}`, this.connection, cause);
    }
  }

  override async follow(
    topics: Record<string, Offsets>,
    take: (messages: ReceivedMessage[]) => Promise<void> | void,
  ): Promise<Following> {
    try {
      await this.topics.require(Object.keys(topics));
      return await followTopics(this.connection, (question) => this.ask(question), topics, take);
    } catch (cause) {
      throw logUnavailable(`following ${Object.keys(topics).join(', ')}`, this.connection, cause);
    }
  }

  override async extent(topic: string): Promise<Extent[]> {
    try {
      await this.topics.require([topic]);
      const ends = await this.ask((admin) => admin.fetchTopicOffsets(this.physical(topic)));
      return ends.map(({ partition, low, high }) => ({ partition, first: Number(low), end: Number(high) }));
    } catch (cause) {
      throw logUnavailable(`asking for the offsets of ${topic}`, this.connection, cause);
    }
  }

  override claim(name: string): Promise<SoleWriter> {
    return KafkaSoleWriter.claim(this, name);
  }

  /**
   * Measured up to the last stable offset: a transaction that was just committed counts a few milliseconds later. What was
   * aborted, and the markers, have offsets, too: the lag of a partition may be too high by as many until its consumer has
   * passed over them.
   */
  override async lag(groups: { group: string; topic: string }[]): Promise<GroupLag[]> {
    try {
      return await Promise.all(groups.map((which) => this.ask((admin) => this.lagOf(admin, which))));
    } catch (cause) {
      throw logUnavailable('asking for offsets', this.connection, cause);
    }
  }

  override async oldestUnhandled(groups: { group: string; topic: string }[]): Promise<(number | undefined)[]> {
    const lags = await this.lag(groups);
    const ask: AskAdmin = (question) => this.ask(question);
    try {
      const asked = lags.map(async ({ lag, topic, next }) =>
        lag === 0 ? undefined : oldestUnhandled(ask, this.physical(topic), next, Date.now()),
      );
      return await Promise.all(asked);
    } catch (cause) {
      throw logUnavailable('asking for offsets by time', this.connection, cause);
    }
  }

  override async members(groups: string[]): Promise<number[]> {
    try {
      const { groups: found } = await this.ask((admin) => admin.describeGroups(groups.map(this.physical)));
      const counts = new Map(found.map(({ groupId, members }) => [groupId, members.length]));
      return groups.map((group) => counts.get(this.physical(group)) ?? 0);
    } catch (cause) {
      throw logUnavailable('asking who consumes', this.connection, cause);
    }
  }

  override async ping(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no answer in ${PING_MS} ms`));
      }, PING_MS);
    });
    try {
      await Promise.race([this.ask((admin) => admin.describeCluster()), late]);
    } catch (cause) {
      throw logUnavailable('ping', this.connection, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    await this.appends.drained();
    this.closed = true;
    const clients = [this.adminClient, this.plain, this.transactional];
    await Promise.all(clients.map(async (client) => (await client?.catch(() => undefined))?.disconnect()));
  }

  /**
   * @internal Asks the cluster, one question after the other: kafkajs' admin client forgets topics that a second call
   * asks for while it still fetches the metadata of the first.
   */
  ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const { loss } = this;
    const answer = this.questions.then(() => {
      // Whoever stood behind a question that found nobody would find nobody either, each after seconds. In a long outage they
      // would become so many that the first one to be answered comes minutes after the brokers are back.
      if (this.loss !== undefined && this.loss !== loss) throw this.loss.cause;
      return this.answer(question);
    });
    this.questions = answer.catch(() => undefined);
    return answer;
  }

  private async answer<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await question(await this.admin());
      } catch (error) {
        const type = brokerErrorType(error);
        if (isAway(error)) this.loss = { cause: error };
        if (type === undefined) await this.dropAdmin();
        if (!PASSING.has(type ?? '') || tries >= 20) throw error;
        await pause(100);
      }
    }
  }

  private admin(): Promise<Admin> {
    this.adminClient ??= (async () => {
      const admin = kafkaClient(this.connection).admin();
      await admin.connect();
      return admin;
    })().catch((error: unknown) => {
      this.adminClient = undefined;
      throw error;
    });
    return this.adminClient;
  }

  /** @internal Name of a topic, group or transactional id in the cluster. */
  readonly physical = (name: string): string => physicalName(this.connection, name);

  /** @internal Records as the calls that carry them. */
  split(records: OutgoingRecord[]): TopicMessages[][] {
    const limit = (topic: string): number => Math.min(BATCH_BYTES, this.topics.maxBytes(topic) - 4096);
    return splitByBytes(records, limit, this.physical);
  }

  private async lagOf(admin: Admin, { group, topic }: { group: string; topic: string }): Promise<GroupLag> {
    const name = this.physical(topic);
    const ends = await admin.fetchTopicOffsets(name);
    const committed = await admin.fetchOffsets({ groupId: this.physical(group), topics: [name] });
    const offsets = new Map(committed[0]?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    const next: number[] = [];
    const oldest: number[] = [];
    let lag = 0;
    for (const { partition, high, low } of ends) {
      oldest[partition] = Number(low);
      next[partition] = Math.max(Number(low), offsets.get(partition) ?? 0);
      lag += Math.max(0, Number(high) - next[partition]);
    }
    return { group, topic, lag, next, oldest };
  }

  /** After trouble with the connection: the next question makes a new one. */
  private async dropAdmin(): Promise<void> {
    const admin = this.adminClient;
    this.adminClient = undefined;
    await (await admin?.catch(() => undefined))?.disconnect().catch(() => undefined);
  }

  /** Several messages of one caller appear together or not at all: a transaction. Single ones need none. */
  private async append(jobs: OutgoingMessage[][]): Promise<void> {
    const atomic = jobs.some((job) => job.length > 1);
    try {
      await (atomic ? this.appendInTransaction(jobs.flat()) : this.appendPlain(jobs.flat()));
    } catch (cause) {
      // kafkajs takes back its sequence numbers after a failed send, although the broker may have taken the records. The
      // next records under the same numbers would be dropped as repeats. A new producer has new numbers.
      await this.dropProducers();
      throw logUnavailable('publishing', this.connection, cause);
    }
  }

  private async appendPlain(records: OutgoingRecord[]): Promise<void> {
    this.plain ??= connected(
      kafkaClient(this.connection).producer({ ...producerSettings, idempotent: true, maxInFlightRequests: 1 }),
    );
    const producer = await this.plain;
    for (const topicMessages of this.split(records)) await producer.sendBatch({ acks: -1, topicMessages });
  }

  private async appendInTransaction(records: OutgoingRecord[]): Promise<void> {
    const transactionalId = this.physical(`${this.connection.clientId}.publish.${randomUUID()}`);
    this.transactional ??= connected(
      kafkaClient(this.connection).producer({ ...producerSettings, transactionalId, maxInFlightRequests: 1 }),
    );
    const transaction = await (await this.transactional).transaction();
    try {
      for (const topicMessages of this.split(records)) await transaction.sendBatch({ acks: -1, topicMessages });
      await transaction.commit();
    } catch (error) {
      await transaction.abort().catch(() => undefined);
      throw error;
    }
  }

  private async dropProducers(): Promise<void> {
    const producers = [this.plain, this.transactional];
    this.plain = this.transactional = undefined;
    await Promise.all(
      producers.map(async (producer) => (await producer?.catch(() => undefined))?.disconnect().catch(() => undefined)),
    );
  }
}

async function connected(producer: Producer): Promise<Producer> {
  await producer.connect();
  return producer;
}
