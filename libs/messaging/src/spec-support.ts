import { Test } from '@nestjs/testing';
import type { INestMicroservice, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { RethrowFilter } from './rethrow-filter.js';

/** A Nest microservice with these controllers on this strategy, listening. */
export async function microservice(
  strategy: CustomTransportStrategy,
  ...controllers: Type[]
): Promise<INestMicroservice> {
  const module = await Test.createTestingModule({ controllers }).compile();
  const app = module.createNestMicroservice({ strategy, logger: false });
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
  return app;
}
