import { createServer, type Server } from 'node:http';
import type { CanActivate, DynamicModule, LoggerService, NestInterceptor, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { Metrics } from './metrics.js';
import { ProblemFilter } from './problem.js';
import { requestMetrics } from './request-metrics.js';
import { requestTraces } from './request-traces.js';
import { securityHeaders } from './security-headers.js';
import { requestValidation } from './validation.js';

/** Who gets in: what stands before the body of a request is read, and before a route is run. */
export interface Door {
  /** In this order, before any body is read. */
  handlers: RequestHandler[];
  guards: CanActivate[];
  interceptors: NestInterceptor[];
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  /** Origins whose pages may call the API; none by default. */
  corsOrigins: string[];
}

export interface HttpOptions {
  logger: LoggerService;
  /** Largest request body, bytes, after decompression. */
  maxBodyBytes: number;
  door: Door;
}

/** The media types that a page may be sent as, read as bytes: their charset is ours to find out. */
export const PAGE_MEDIA_TYPES = ['text/html', 'text/plain'];

/**
 * What a client may take to send its headers, and its whole request, ms: the largest page (5 MB) at 1 Mbit/s takes 40 s.
 * Node's own are 60 s and 300 s, and it looks every 30 s.
 */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
const LOOK_MS = 2000;
/** Open connections at most; each costs some 50 kB. Readers of streams are counted as well. */
const MAX_CONNECTIONS = 2000;

/** Express on a server that does not wait for slow clients. */
class ImpatientAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_MS };
    const server: Server = createServer(
      limits,
      this.getInstance<RequestHandler>() as Parameters<typeof createServer>[1],
    );
    server.maxConnections = MAX_CONNECTIONS;
    this.httpServer = server;
  }
}

/**
 * An HTTP application with our door, body limits, validation, security headers, problem documents and metrics of its
 * requests. Not listening yet. The module provides Metrics.
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  { logger, maxBodyBytes: limit, door }: HttpOptions,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, new ImpatientAdapter(), {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('trust proxy', door.trustedProxies);
  app.use(requestMetrics(app.get(Metrics)));
  app.use(requestTraces());
  app.use(securityHeaders());
  if (door.corsOrigins.length > 0) {
    app.enableCors({
      origin: door.corsOrigins,
      allowedHeaders: ['authorization', 'content-type', 'last-event-id'],
      exposedHeaders: ['retry-after', 'ratelimit', 'ratelimit-policy'],
      maxAge: 600,
    });
  }
  for (const handler of door.handlers) app.use(handler);
  app.useBodyParser('json', { limit });
  app.useBodyParser('raw', { limit, type: PAGE_MEDIA_TYPES });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(...door.guards);
  app.useGlobalInterceptors(...door.interceptors);
  app.useGlobalPipes(requestValidation());
  return app;
}
