import { context, createContextKey, type Context, isSpanContextValid, trace } from '@opentelemetry/api';

/** What the work under way is about, as lines of logs say it. */
export interface Subject {
  capture_id?: string;
  article_id?: string;
  story_id?: string;
}

const SUBJECT = createContextKey('babelwire subject');

export const about = (one: Context, subject: Subject): Context => one.setValue(SUBJECT, subject);

/** What a line of the log says of the trace and the subject of the work under way. */
export function logFields(): Record<string, string> {
  const active = context.active();
  const span = trace.getSpanContext(active);
  return {
    ...(span !== undefined && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {}),
    ...(active.getValue(SUBJECT) as Subject | undefined),
  };
}
