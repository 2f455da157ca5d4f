import { Logger } from '@nestjs/common';
import type { ConsumerObserver } from '#libs/messaging';
import type { Metrics } from '#libs/platform';

/** What a consumer tells goes into the metrics; what an operator must act on, into the log as well. */
export function consumerMetrics(metrics: Metrics): ConsumerObserver {
  const logger = new Logger('consumer');
  return {
    handled: ({ group, topic, count, seconds }) => {
      metrics.handled.inc({ group, topic }, count);
      metrics.handlerSeconds.observe({ group, topic }, seconds);
    },
    failed: ({ group, topic, kind, code, outcome }) => {
      metrics.failed.inc({ group, topic, kind, code, outcome });
      if (outcome === 'dead-letter') logger.warn(`${topic}: a message became a dead letter (${kind}: ${code})`);
    },
    committed: ({ group, topic, inputs, outputs, seconds }) => {
      metrics.inputs.inc({ group, topic }, inputs);
      metrics.outputs.inc({ group, topic }, outputs);
      metrics.batchMessages.observe({ group, topic }, inputs);
      metrics.batchSeconds.observe({ group, topic }, seconds);
    },
    waits: (labels) => {
      metrics.waits.inc(labels);
    },
    waiting: ({ topic, code, message, waiting }) => {
      logger.warn(waiting ? `${topic}: waiting (${code}): ${message}` : `${topic}: going on`);
    },
  };
}
