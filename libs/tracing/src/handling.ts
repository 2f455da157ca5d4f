import { type Context, context, type Link, type Span, SpanKind, trace } from '@opentelemetry/api';
import { headersOf, isTraced, newTrace, traceOf } from './propagation.js';
import { endWith, tracer } from './spans.js';
import { about, type Subject } from './subject.js';

interface Taken {
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  headers: Record<string, string>;
}

interface Given {
  topic: string;
  key: string;
  headers: Record<string, string>;
}

/** Links of one span: OpenTelemetry's own default limit. */
const MAX_LINKS = 128;

/**
 * One call of a handler. Each message has a span in its own trace, so that a capture is one trace from end to end; a call with
 * messages of several traces has a span besides, in a trace of its own, that is linked with all of theirs.
 */
export class Handling<M extends Taken> {
  private readonly begun: { message: M; span: Span; context: Context }[];
  private readonly batch: Span | undefined;
  private readonly active: Context;

  /**
   * @param stage the name of the spans
   * @param subject what a message is about
   */
  constructor(stage: string, group: string, messages: M[], subject: (message: M) => Subject) {
    const attributes = { 'messaging.consumer.group.name': group };
    const parents = messages.map(({ headers }) => traceOf(headers));
    const traces = new Map<string, Link>();
    for (const parent of parents) {
      const from = trace.getSpanContext(parent);
      if (from !== undefined) traces.set(from.traceId, { context: from });
    }
    if (traces.size > 1) {
      const links = [...traces.values()].slice(0, MAX_LINKS);
      const size = { ...attributes, 'messaging.batch.message_count': messages.length };
      this.batch = tracer().startSpan(`${stage} batch`, {
        kind: SpanKind.CONSUMER,
        root: true,
        links,
        attributes: size,
      });
    }
    const links = this.batch?.isRecording() === true ? [{ context: this.batch.spanContext() }] : [];
    this.begun = messages.map((message, index) => {
      const parent = parents[index] ?? context.active();
      const span = tracer().startSpan(
        stage,
        {
          kind: SpanKind.CONSUMER,
          links,
          attributes: {
            ...attributes,
            'messaging.destination.name': message.topic,
            'messaging.destination.partition.id': String(message.partition),
            'messaging.kafka.offset': message.offset,
            'messaging.kafka.message.key': message.key ?? '',
          },
        },
        parent,
      );
      const own = trace.setSpan(parent, span);
      return { message, span, context: about(isTraced(own) ? own : newTrace(stage), subject(message)) };
    });
    const [first] = this.begun;
    const alone = this.begun.length === 1 ? first?.context : undefined;
    this.active =
      alone ?? (this.batch ? trace.setSpan(context.active(), this.batch) : (first?.context ?? context.active()));
  }

  run<T>(work: () => T): T {
    return context.with(this.active, work);
  }

  /** The outputs, each in the trace of the message that it follows from: the one of its key, in their order. */
  follow<G extends Given>(outputs: G[]): G[] {
    const [first] = this.begun;
    if (first === undefined) return outputs;
    const byKey = new Map<string | null, typeof this.begun>();
    for (const one of this.begun) {
      const ofKey = byKey.get(one.message.key);
      if (ofKey === undefined) byKey.set(one.message.key, [one]);
      else ofKey.push(one);
    }
    const seen = new Map<string, number>();
    return outputs.map((output) => {
      const place = `${output.topic} ${output.key}`;
      const nth = seen.get(place) ?? 0;
      seen.set(place, nth + 1);
      const ofKey = byKey.get(output.key) ?? [first];
      const source = ofKey[Math.min(nth, ofKey.length - 1)] ?? first;
      return { ...output, headers: { ...output.headers, ...headersOf(source.context) } };
    });
  }

  /** A message that goes aside stays in its trace; one that came without gets that of its first try. */
  keep<D extends { source: { headers: Record<string, string> }; added: Record<string, string> }>(diverted: D): D {
    if (isTraced(traceOf(diverted.source.headers))) return diverted;
    return { ...diverted, added: { ...headersOf(this.active), ...diverted.added } };
  }

  end(error?: unknown): void {
    for (const { span } of this.begun) endWith(span, error);
    if (this.batch) endWith(this.batch, error);
  }
}
