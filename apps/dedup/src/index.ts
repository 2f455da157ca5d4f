export { DedupConsumerModule } from './dedup.module.js';
export { type Difference, isSame } from './rehearsal/difference.js';
export { rehearse, type Rehearsal } from './rehearsal/rehearse.js';
export { ResolverState } from './resolver-state.js';
