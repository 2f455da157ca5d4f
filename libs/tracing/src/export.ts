import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

export interface TracingOptions {
  service: string;
  /** Base address of a collector, as OTEL_EXPORTER_OTLP_ENDPOINT gives it; empty: spans are neither made nor sent. */
  endpoint: string;
  /** Of the traces that begin here, the share that is recorded, 0 to 1. */
  ratio: number;
  sent: (count: number) => void;
  failed: (count: number) => void;
  /** Told when the first spans could not be sent, and when they can be again. */
  say: (text: string) => void;
}

/**
 * Makes the trace under way known to everything that is called from it, and sends spans where they are wanted. Resolves to
 * what sends the last ones. OpenTelemetry's SDK is loaded only where it is used.
 */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const { service, endpoint, ratio, sent, failed, say } = options;
  if (endpoint === '') return () => Promise.resolve();
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url });
  let failing = false;
  const watched: SpanExporter = {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        const isSent = result.code === ExportResultCode.SUCCESS;
        (isSent ? sent : failed)(spans.length);
        if (isSent === failing)
          say(isSent ? 'traces are sent again' : `traces can't be sent to ${url}: ${String(result.error)}`);
        failing = !isSent;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  };
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.namespace': 'babelwire', 'service.name': `babelwire-${service}` }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: watched })],
  });
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}
