import type { DynamicModule, INestMicroservice, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { RethrowFilter } from '#libs/messaging';

/** Starts the `@EventPattern` controllers of a module on a transport. */
export async function startConsumers(
  module: Type | DynamicModule,
  options: { strategy: CustomTransportStrategy; logger: LoggerService },
): Promise<INestMicroservice> {
  const consumers = await NestFactory.createMicroservice(module, { ...options, abortOnError: false });
  // Nest would turn every error into "Internal server error"; the transport needs to see its kind.
  consumers.useGlobalFilters(new RethrowFilter());
  await consumers.listen();
  return consumers;
}
