export * from './handler.js';
export * from './log.js';
export * from './rethrow-filter.js';
export * from './strategy.js';
export { silentObserver } from './consumer-spec.js';
export { EmbeddedLog } from './embedded/embedded-log.js';
export { EmbeddedStrategy, type EmbeddedStrategyOptions } from './embedded/embedded-strategy.js';
