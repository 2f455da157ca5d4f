import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { ProblemFilter } from './problem.js';
import { requestValidation } from './validation.js';

export interface HttpOptions {
  logger: LoggerService;
  /** Largest request body, bytes, after decompression. */
  maxBodyBytes: number;
}

/** The media types that a page may be sent as, read as bytes: their charset is ours to find out. */
export const PAGE_MEDIA_TYPES = ['text/html', 'text/plain'];

/** An HTTP application with our body limits, validation, security headers and problem documents. Not listening yet. */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpOptions,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: options.logger,
    bodyParser: false,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.use(helmet());
  const limit = options.maxBodyBytes;
  app.useBodyParser('json', { limit });
  app.useBodyParser('raw', { limit, type: PAGE_MEDIA_TYPES });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(requestValidation());
  return app;
}
