import { Logger } from '@nestjs/common';
import type { Metrics, Settings } from '#libs/platform';
import { startTracing } from '#libs/tracing';
import type { tracingSettings } from './settings.js';

/** Traces of this process, as the settings want them. Resolves to what sends the last spans. */
export function openTracing(
  service: string,
  settings: Settings<typeof tracingSettings>,
  metrics: Metrics,
): Promise<() => Promise<void>> {
  const logger = new Logger('traces');
  return startTracing({
    service,
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    ratio: settings.TRACE_PERCENT / 100,
    sent: (count) => {
      metrics.spans.inc({ outcome: 'sent' }, count);
    },
    failed: (count) => {
      metrics.spans.inc({ outcome: 'failed' }, count);
    },
    say: (text) => {
      logger.warn(text);
    },
  });
}
