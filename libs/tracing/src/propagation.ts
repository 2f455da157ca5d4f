import { randomBytes } from 'node:crypto';
import {
  type Context,
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** https://www.w3.org/TR/trace-context/: the headers `traceparent` and `tracestate`, of HTTP as of messages. */
const w3c = new W3CTraceContextPropagator();

export const isTraced = (one: Context): boolean => {
  const span = trace.getSpanContext(one);
  return span !== undefined && isSpanContextValid(span);
};

/** The trace that headers belong to; an empty context when they name none, or name it wrongly. */
export const traceOf = (headers: Record<string, unknown>): Context =>
  w3c.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);

/** The headers that go on with a trace. */
export function headersOf(one: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  w3c.inject(one, headers, defaultTextMapSetter);
  return headers;
}

/**
 * The trace of what has none yet. Where no spans are sent it is a number alone, by which lines of logs find each other, and
 * says that nobody records it.
 */
export function newTrace(name: string): Context {
  const span = trace.getTracer('babelwire').startSpan(name, { kind: SpanKind.PRODUCER, root: true }, ROOT_CONTEXT);
  span.end();
  if (isSpanContextValid(span.spanContext())) return trace.setSpan(ROOT_CONTEXT, span);
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    traceFlags: TraceFlags.NONE,
  });
}

/** A message on its way into the log, in the trace that it names, else in the one under way, else in one of its own. */
export function inTrace<M extends { topic: string; headers: Record<string, string> }>(message: M): M {
  if (isTraced(traceOf(message.headers))) return message;
  const active = context.active();
  const own = isTraced(active) ? active : newTrace(`send ${message.topic}`);
  return { ...message, headers: { ...message.headers, ...headersOf(own) } };
}
