import { type DynamicModule, Module } from '@nestjs/common';
import { FingerprintController } from './fingerprint.controller.js';
import { ResolveController } from './resolve.controller.js';
import { ResolverState } from './resolver-state.js';

/** The consumers of dedup: fingerprint, any number of replicas; resolve, one writer with the rest standing by. */
@Module({ controllers: [FingerprintController, ResolveController] })
export class DedupConsumerModule {
  /** The state is handed in, since the transport has to prepare it before it hands out messages. */
  static with(state: ResolverState): DynamicModule {
    return { module: DedupConsumerModule, providers: [{ provide: ResolverState, useValue: state }] };
  }
}
