import { type DynamicModule, Module } from '@nestjs/common';
import { BabelwireError } from '#libs/contracts';
import { ForwardController } from './forward.controller.js';
import { Forwarder } from './forwarder.js';

/** What ingest answers, for a publish that is not in one process with it. */
@Module({})
export class ForwardModule {
  static to(ingest: URL): DynamicModule {
    return {
      module: ForwardModule,
      controllers: [ForwardController],
      providers: [{ provide: Forwarder, useValue: new Forwarder(ingest) }],
    };
  }
}

/** INGEST_URL as an address; nothing where it is empty. Throws poison `invalid-configuration`. */
export function ingestUrl(text: string): URL | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new BabelwireError('invalid-configuration', 'poison', `INGEST_URL ${text} is no http address`);
}
