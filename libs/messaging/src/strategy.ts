import type { CustomTransportStrategy } from '@nestjs/microservices';
import { BabelwireError, type TopicSpec } from '#libs/contracts';
import { silentObserver } from './consumer-spec.js';
import { EmbeddedLog } from './embedded/embedded-log.js';
import { EmbeddedStrategy } from './embedded/embedded-strategy.js';
import { type ConsumerLimits, type ConsumerObserver, defaultLimits, type PartitionPreparation } from './handler.js';
import type { KafkaConnection } from './kafka/connection.js';
import { KafkaLog } from './kafka/kafka-log.js';
import { KafkaStrategy, type KafkaTuning } from './kafka/kafka-strategy.js';
import type { MessageLog } from './log.js';

/** What a service says of its consumers; the log decides which adapter runs them. */
export interface ConsumerConfig {
  log: MessageLog;
  /** Consumer group, one per service, e.g. `babelwire.language`. */
  group: string;
  limits?: Partial<ConsumerLimits>;
  observer?: ConsumerObserver;
  /** For the topics whose handlers keep state. */
  preparations?: PartitionPreparation[];
  /** Topics that are written to and may be missing: nothing is consumed before they are there. */
  produces?: readonly string[];
  /** Means something on Kafka only. */
  tuning?: Partial<KafkaTuning>;
  /** The consumer has stopped for good: end the process with a non-zero code, so that it is started anew. */
  onFatal: (error: BabelwireError) => void;
}

/**
 * The Nest transport strategy for a log: `app.connectMicroservice({ strategy: createStrategy({ … }) })`. Its `close` (Nest
 * calls it) finishes the batches under way; close the log after it.
 */
export function createStrategy(config: ConsumerConfig): CustomTransportStrategy {
  const { log } = config;
  const settings = {
    group: config.group,
    limits: { ...defaultLimits, ...config.limits },
    observer: config.observer ?? silentObserver,
    preparations: config.preparations ?? [],
    onFatal: config.onFatal,
  };
  if (log instanceof EmbeddedLog) return new EmbeddedStrategy({ ...settings, log });
  if (log instanceof KafkaLog)
    return new KafkaStrategy({
      ...settings,
      log,
      produces: config.produces ?? [],
      ...(config.tuning && { tuning: config.tuning }),
    });
  throw new BabelwireError('unknown-log', 'bug', `no transport strategy for a log of class ${log.constructor.name}`);
}

export type LogConfig =
  | { kind: 'embedded'; folder: string; topics: TopicSpec[] }
  /** On Kafka the topics are made by a job of their own, `ensureTopics`; named here they change nothing. */
  | ({ kind: 'kafka'; topics?: TopicSpec[] } & KafkaConnection);

/**
 * Opens the log that the configuration names. Embedded: throws bug `data-in-use` or `log-unavailable`. Kafka: connects
 * with its first use, so brokers that are away don't matter here.
 */
export async function openLog(config: LogConfig): Promise<MessageLog> {
  if (config.kind === 'kafka') return new KafkaLog(config);
  return Promise.resolve(EmbeddedLog.open(config.folder, config.topics));
}
