import type { Producer, TopicMessages, Transaction } from 'kafkajs';
import { BabelwireError } from '#libs/contracts';
import type { OutgoingMessage, Redelivery, SoleWriter } from '../log.js';
import { brokerErrorType, kafkaClient, type KafkaConnection } from './connection.js';
import { logUnavailable } from './errors.js';
import { FENCED } from './fenced.js';
import { producerSettings } from './producer-settings.js';
import { type OutgoingRecord, redeliveredRecord } from './records.js';
import type { TopicDirectory } from './topics.js';

/** What a writer needs of the log that it writes to. */
interface WrittenLog {
  readonly connection: KafkaConnection;
  readonly topics: TopicDirectory;
  /** The broker's name for one of ours. */
  physical(name: string): string;
  /** Records by topic, in batches that brokers take. */
  split(records: OutgoingRecord[]): TopicMessages[][];
}

/** A writer that is alone by its transactional id: the broker refuses whoever held it before. */
export class KafkaSoleWriter implements SoleWriter {
  private constructor(
    private readonly log: WrittenLog,
    private readonly name: string,
    private readonly producer: Producer,
    private transaction: Transaction | undefined,
  ) {}

  static async claim(log: WrittenLog, name: string): Promise<KafkaSoleWriter> {
    const producer = kafkaClient(log.connection).producer({
      ...producerSettings,
      transactionalId: log.physical(name),
      maxInFlightRequests: 1,
    });
    try {
      await producer.connect();
      // kafkajs asks for the producer's epoch here, with the first transaction, and not on connecting.
      return new KafkaSoleWriter(log, name, producer, await producer.transaction());
    } catch (cause) {
      await producer.disconnect().catch(() => undefined);
      throw logUnavailable(`claiming ${name}`, log.connection, cause);
    }
  }

  async write(messages: OutgoingMessage[], redeliveries: Redelivery[]): Promise<void> {
    const { topics } = this.log;
    await topics.verify(messages);
    await topics.require([...new Set(redeliveries.map(({ topic }) => topic))]);
    const again = redeliveries.map((one) => redeliveredRecord(one, topics.partitions(one.topic)));
    const records: OutgoingRecord[] = [...messages, ...again];
    const transaction = this.transaction ?? (await this.begin());
    this.transaction = undefined;
    try {
      for (const topicMessages of this.log.split(records)) await transaction.sendBatch({ acks: -1, topicMessages });
      await transaction.commit();
    } catch (cause) {
      await transaction.abort().catch(() => undefined);
      throw this.failure(cause);
    }
  }

  async close(): Promise<void> {
    await this.transaction?.abort().catch(() => undefined);
    await this.producer.disconnect().catch(() => undefined);
  }

  private async begin(): Promise<Transaction> {
    try {
      return await this.producer.transaction();
    } catch (cause) {
      throw this.failure(cause);
    }
  }

  private failure(cause: unknown): BabelwireError {
    if (!FENCED.has(brokerErrorType(cause) ?? '')) return logUnavailable('writing', this.log.connection, cause);
    const message = `another process has begun to write as ${this.name}; nothing more was written here, run it again`;
    return new BabelwireError('claimed-elsewhere', 'transient', message, { cause });
  }
}
