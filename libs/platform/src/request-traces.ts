import type { RequestHandler } from 'express';
import { requestSpan, runIn } from '#libs/tracing';
import { routeOf } from './request-metrics.js';

/** Asked every few seconds, and nothing follows from them. */
const UNTRACED = ['/livez', '/readyz', '/metrics'];

/** Express middleware: a request goes on with the trace that its `traceparent` names, or begins one. */
export function requestTraces(): RequestHandler {
  return (request, response, next) => {
    if (UNTRACED.includes(request.path)) {
      next();
      return;
    }
    const span = requestSpan(request.method, request.headers);
    response.once('close', () => {
      span.end(routeOf(request), response.statusCode);
    });
    runIn(span.context, next);
  };
}
