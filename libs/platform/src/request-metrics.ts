import type { Request, RequestHandler } from 'express';
import type { Metrics } from './metrics.js';

/** What stands for the status of a request whose client left before there was one; nginx's number for it. */
const LEFT = 499;

/** Express middleware that times every request, by the route that took it: addresses themselves are too many for a label. */
export function requestMetrics(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const status = String(response.headersSent ? response.statusCode : LEFT);
      const labels = { method: request.method, route: routeOf(request), status };
      metrics.requests.observe(labels, (performance.now() - began) / 1000);
    });
    next();
  };
}

/** As it is declared, with the names of its parameters. */
export function routeOf(request: Request): string {
  const { route } = request as { route?: { path?: unknown } };
  return typeof route?.path === 'string' ? route.path : 'unmatched';
}
