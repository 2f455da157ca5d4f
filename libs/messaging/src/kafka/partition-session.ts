import type { Producer, Transaction } from 'kafkajs';
import { retryTopic } from '#libs/contracts';
import { crashHere } from '../failpoint.js';
import type { Commit } from '../partition-processor.js';
import { kafkaClient, logicalName } from './connection.js';
import type { KafkaLog } from './kafka-log.js';
import { producerSettings } from './producer-settings.js';
import { divertedRecord, type OutgoingRecord } from './records.js';

/**
 * This process's hold on one partition of a topic and of its retry topic: the transactional producer that carries the
 * partition's id, and how far the group has come. One id for both, so that a new owner's hold ends all work of the old one.
 */
export class PartitionSession {
  private constructor(
    private readonly log: KafkaLog,
    private readonly group: string,
    readonly topic: string,
    readonly partition: number,
    private readonly producer: Producer,
    private transaction: Transaction | undefined,
    private readonly positions: Map<string, bigint>,
  ) {}

  /**
   * Takes hold. The order makes it safe: starting the producer fences the old owner and settles its open transaction; only
   * then is the committed offset read; what lies below it was handled.
   */
  static async open(log: KafkaLog, group: string, topic: string, partition: number): Promise<PartitionSession> {
    const producer = kafkaClient(log.connection).producer({
      ...producerSettings,
      transactionalId: log.physical(`${group}.${topic}.${partition}`),
      maxInFlightRequests: 1,
    });
    try {
      await producer.connect();
      // kafkajs asks for the producer's epoch here, with the first transaction, and not on connecting.
      const transaction = await producer.transaction();
      const topics = [topic, retryTopic(topic)].map(log.physical);
      const committed = await log.ask((admin) => admin.fetchOffsets({ groupId: log.physical(group), topics }));
      const positions = new Map(
        committed.map(({ topic: name, partitions }) => {
          const offset = partitions.find((entry) => entry.partition === partition)?.offset ?? '0';
          return [logicalName(log.connection, name), BigInt(offset) < 0n ? 0n : BigInt(offset)];
        }),
      );
      return new PartitionSession(log, group, topic, partition, producer, transaction, positions);
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /** The first offset of the topic, or of its retry topic, that the group has not committed. */
  position(topic: string): bigint {
    return this.positions.get(topic) ?? 0n;
  }

  /** Outputs, diverted messages and `next`, the offset to go on with, in one transaction. After a failure: close. */
  async commit({ inputs, outputs, diverted }: Commit, next: bigint): Promise<void> {
    const { topics } = this.log;
    if (diverted.length > 0) await topics.require([...new Set(diverted.map((message) => message.topic))]);
    const aside = diverted.map((message) => divertedRecord(message, topics.partitions(message.topic)));
    await this.transact([...outputs, ...aside], inputs[0]?.topic ?? this.topic, next);
  }

  /** The offset alone, for what needs no handling. After a failure: close. */
  async moveTo(topic: string, next: bigint): Promise<void> {
    await this.transact([], topic, next);
  }

  private async transact(records: OutgoingRecord[], topic: string, next: bigint): Promise<void> {
    const transaction = this.transaction ?? (await this.producer.transaction());
    this.transaction = undefined;
    try {
      for (const topicMessages of this.log.split(records)) {
        await transaction.sendBatch({ acks: -1, topicMessages });
      }
      crashHere('after-produce');
      const partitions = [{ partition: this.partition, offset: String(next) }];
      await transaction.sendOffsets({
        consumerGroupId: this.log.physical(this.group),
        topics: [{ topic: this.log.physical(topic), partitions }],
      });
      crashHere('after-offsets');
      await transaction.commit();
      crashHere('after-commit');
    } catch (error) {
      await transaction.abort().catch(() => undefined);
      throw error;
    }
    this.positions.set(topic, next);
  }

  async close(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
  }
}
