import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Consumer } from 'kafkajs';
import { BabelwireError, deadLetterTopic, asRefusal, retryTopic } from '#libs/contracts';
import { backoff, pause } from '../backoff.js';
import type { ConsumerSpec } from '../consumer-spec.js';
import { consumerSpecs, type StrategyOptions } from '../handlers.js';
import { coPartitionAssigner } from './assigner.js';
import { kafkaClient } from './connection.js';
import { logUnavailable } from './errors.js';
import { BatchConsumer } from './kafka-consumer.js';
import { FormerMember } from './former-member.js';
import type { KafkaLog } from './kafka-log.js';

/** What of the consumer is a matter of the place it runs at. */
export interface KafkaTuning {
  /** Partitions whose batches are handled at once. */
  partitionsAtOnce: number;
  /** A member that is silent for this long, ms, loses its partitions. */
  sessionTimeoutMs: number;
  /** When the group changes, its members have this long, ms, to end their batches and join again. */
  rebalanceTimeoutMs: number;
}

export const defaultTuning: KafkaTuning = {
  partitionsAtOnce: 8,
  // A killed member's partitions rest this long. Shorter, and a busy two-core machine takes the living for dead.
  sessionTimeoutMs: 15_000,
  rebalanceTimeoutMs: 60_000,
};

export interface KafkaStrategyOptions extends StrategyOptions {
  log: KafkaLog;
  /** Topics that must be there before anything is consumed, beside those that are consumed. */
  produces?: readonly string[];
  tuning?: Partial<KafkaTuning>;
  /** The consumer has stopped for good: end the process with a non-zero code, so that it is started anew. */
  onFatal: (error: BabelwireError) => void;
}

/**
 * Batches under way get this long, ms, to end when the process is told to: Kubernetes and Compose kill after 30 s, the process
 * gives itself 25, and log and store want theirs.
 */
const DRAIN_MS = 20_000;

/** Runs an application's `@EventPattern` handlers over Kafka, exactly once. */
export class KafkaStrategy extends Server implements CustomTransportStrategy {
  private batches: BatchConsumer | undefined;
  private consumer: Consumer | undefined;
  private readonly stopping = new AbortController();
  private starting: Promise<void> = Promise.resolve();

  constructor(private readonly settings: KafkaStrategyOptions) {
    super();
  }

  /**
   * Answers as soon as the handlers are known to be in order. The brokers may be away or the topics not there yet: the
   * strategy waits for them, and the process can say meanwhile that it lives and is not ready.
   */
  listen(callback: (error?: unknown) => void): void {
    let specs: ConsumerSpec[];
    try {
      const { log } = this.settings;
      specs = consumerSpecs(this.messageHandlers, this.settings, async (outputs) => {
        try {
          await log.topics.verify(outputs);
        } catch (cause) {
          // Brokers that are away are no fault of the message: as a bug it would become a dead letter.
          throw logUnavailable('asking for topics', log.connection, cause);
        }
      });
    } catch (error) {
      callback(error);
      return;
    }
    this.starting = specs.length === 0 ? Promise.resolve() : this.start(specs);
    callback();
  }

  /** Finishes the batches under way, commits them, and leaves the group. */
  async close(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.batches?.stop();
    const end = (async (): Promise<void> => {
      await this.starting;
      await this.consumer?.stop();
      await this.batches?.close();
      await this.consumer?.disconnect();
    })();
    const drained = new AbortController();
    await Promise.race([end, pause(DRAIN_MS, drained.signal)]);
    drained.abort();
  }

  on(): void {
    // Nest's port for a client library's own events; what matters is told to the observer and to onFatal.
  }

  unwrap(): never {
    throw new BabelwireError('not-available', 'bug', 'the Kafka client is for libs/messaging alone');
  }

  /** Resolves when the consumer has joined its group for the first time. */
  started(): Promise<void> {
    return this.starting;
  }

  private async start(specs: ConsumerSpec[]): Promise<void> {
    const { log, observer, group, limits } = this.settings;
    const topics = specs.flatMap(({ topic }) => [topic, retryTopic(topic)]);
    const written = [...specs.map(({ topic }) => deadLetterTopic(topic)), ...(this.settings.produces ?? [])];
    const said = { topic: topics[0] ?? '', waiting: false };
    for (let tries = 0; !this.stopping.signal.aborted; tries++) {
      try {
        await log.topics.require([...topics, ...written]);
        await this.run(specs, topics);
        if (said.waiting)
          observer.waiting({
            group,
            topic: said.topic,
            code: 'log-unavailable',
            message: 'it goes on',
            waiting: false,
          });
        return;
      } catch (cause) {
        const error = logUnavailable('starting to consume', log.connection, cause);
        await this.consumer?.disconnect().catch(() => undefined);
        if (asRefusal(error) !== undefined) {
          this.settings.onFatal(error);
          return;
        }
        if (!said.waiting)
          observer.waiting({ group, topic: said.topic, code: error.code, message: error.message, waiting: true });
        said.waiting = true;
        observer.waits({ group, topic: said.topic, code: error.code });
        await pause(backoff(tries, limits.backoffMs, Math.min(limits.maxBackoffMs, 5_000)), this.stopping.signal);
      }
    }
  }

  private async run(specs: ConsumerSpec[], topics: string[]): Promise<void> {
    const { log, group, limits } = this.settings;
    const tuning = { ...defaultTuning, ...this.settings.tuning };
    // A group that the brokers keep from us would stop the consumer for good; this way it is waited for like topics are.
    await log.ask((admin) => admin.fetchOffsets({ groupId: log.physical(group), topics: topics.map(log.physical) }));
    const former = new FormerMember();
    const consumer = kafkaClient(log.connection).consumer({
      groupId: log.physical(group),
      partitionAssigners: [former.leavingBefore(coPartitionAssigner)],
      readUncommitted: false,
      sessionTimeout: tuning.sessionTimeoutMs,
      rebalanceTimeout: tuning.rebalanceTimeoutMs,
      heartbeatInterval: Math.floor(tuning.sessionTimeoutMs / 5),
      maxBytesPerPartition: Math.max(1024 * 1024, limits.batchBytes),
      maxBytes: 4 * Math.max(1024 * 1024, limits.batchBytes),
      // A partition that rested is fetched again only with the next fetch: this is how late it may be.
      maxWaitTimeInMs: 250,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
    });
    this.consumer = consumer;
    former.follow(consumer);
    const batches = new BatchConsumer(log, specs);
    this.batches = batches;
    batches.follow(consumer);
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      // kafkajs restarts by itself what a repeat can mend, such as brokers that are away.
      if (!restart) this.settings.onFatal(logUnavailable('consuming', log.connection, error));
    });
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map(log.physical), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: tuning.partitionsAtOnce,
      eachBatch: batches.eachBatch,
    });
  }
}
