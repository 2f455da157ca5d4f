export * from './handler.js';
export * from './log.js';
export { type DeadLetter, DeadLetters, type Handling, type Outcome, type Selection } from './dead-letters.js';
export { DeadLetterTally } from './dead-letter-tally.js';
export * from './message-text.js';
export * from './rethrow-filter.js';
export * from './strategy.js';
export { silentObserver } from './consumer-spec.js';
export { EmbeddedLog } from './embedded/embedded-log.js';
export { EmbeddedStrategy, type EmbeddedStrategyOptions } from './embedded/embedded-strategy.js';
export type { KafkaConnection } from './kafka/connection.js';
export { KafkaLog } from './kafka/kafka-log.js';
export { KafkaStrategy, type KafkaStrategyOptions, type KafkaTuning } from './kafka/kafka-strategy.js';
export { accessRules, type AccessRule, type Role } from './kafka/access.js';
export {
  type ClockReading,
  type ClusterView,
  inspectCluster,
  readBrokerClock,
  type TopicView,
} from './kafka/inspect.js';
export { ensureTopics } from './kafka/topics.js';
