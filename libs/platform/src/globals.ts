import { type DynamicModule, Module, type Provider } from '@nestjs/common';

/** Makes what a process connected at its start (log, store, metrics) injectable everywhere in an application. */
@Module({})
export class GlobalsModule {
  static with(providers: Provider[]): DynamicModule {
    return { module: GlobalsModule, global: true, providers, exports: providers };
  }
}
