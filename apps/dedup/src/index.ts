export { DedupConsumerModule } from './dedup.module.js';
export { ResolverState } from './resolver-state.js';
