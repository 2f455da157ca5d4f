import type { CustomTransportStrategy } from '@nestjs/microservices';
import { BabelwireError, type TopicSpec } from '#libs/contracts';
import { silentObserver } from './consumer-spec.js';
import { EmbeddedLog } from './embedded/embedded-log.js';
import { EmbeddedStrategy } from './embedded/embedded-strategy.js';
import { type ConsumerLimits, type ConsumerObserver, defaultLimits, type PartitionPreparation } from './handler.js';
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
  throw new BabelwireError('unknown-log', 'bug', `no transport strategy for a log of class ${log.constructor.name}`);
}

export type LogConfig = { kind: 'embedded'; folder: string; topics: TopicSpec[] };

/** Opens the log that the configuration names. Throws bug `data-in-use` or `log-unavailable`. */
export function openLog(config: LogConfig): Promise<MessageLog> {
  return Promise.resolve().then(() => EmbeddedLog.open(config.folder, config.topics));
}
