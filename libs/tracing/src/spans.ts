import { type Attributes, type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { headersOf, isTraced, newTrace, traceOf } from './propagation.js';

export const tracer = () => trace.getTracer('babelwire');

export function endWith(span: Span, error?: unknown): void {
  if (error !== undefined) {
    const message = error instanceof Error ? { message: error.message } : {};
    span.setStatus({ code: SpanStatusCode.ERROR, ...message });
  }
  span.end();
}

/** Work as a span: of the trace under way, or the first one of a new trace. */
export async function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const span = tracer().startSpan(name, { kind: SpanKind.CLIENT, attributes });
  const active = trace.setSpan(context.active(), span);
  try {
    const result = await context.with(isTraced(active) ? active : newTrace(name), work);
    endWith(span);
    return result;
  } catch (error) {
    endWith(span, error);
    throw error;
  }
}

/** A request that came, in the trace that its headers name or in a new one. */
export interface RequestSpan {
  context: Context;
  end(route: string, status: number): void;
}

export function requestSpan(method: string, headers: Record<string, unknown>): RequestSpan {
  const parent = traceOf(headers);
  const span = tracer().startSpan(
    method,
    { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
    parent,
  );
  const own = trace.setSpan(parent, span);
  return {
    context: isTraced(own) ? own : newTrace(method),
    end: (route, status) => {
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

export const runIn = <T>(one: Context, work: () => T): T => context.with(one, work);

/** The headers that go on with the trace under way. */
export const activeHeaders = (): Record<string, string> => headersOf(context.active());
