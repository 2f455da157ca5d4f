export { DedupConsumerModule } from './dedup.module.js';
export { ResolverState } from './resolve.controller.js';
