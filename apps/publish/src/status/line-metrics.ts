import { CONSUMERS, groupOf, retryTopic } from '#libs/contracts';
import type { MessageLog } from '#libs/messaging';
import type { Metrics } from '#libs/platform';
import type { LineMonitor } from './line-monitor.js';

const QUEUES = CONSUMERS.flatMap(({ service, topic }) =>
  [topic, retryTopic(topic)].map((name) => ({ group: groupOf(service), topic: name })),
);

/** What lies before every stage of the line goes into the metrics, as it is at each scrape. */
export function lineMetrics(metrics: Metrics, log: MessageLog, monitor: LineMonitor): void {
  metrics.beforeScrape(async () => {
    const { stages } = await monitor.status();
    for (const { service, topic, waiting, retrying, deadLetters } of stages) {
      const group = groupOf(service);
      metrics.backlog.set({ group, topic }, waiting);
      metrics.backlog.set({ group, topic: retryTopic(topic) }, retrying);
      metrics.deadLetters.set({ topic }, deadLetters);
    }
  });
  metrics.beforeScrape(async () => {
    const oldest = await log.oldestUnhandled(QUEUES);
    QUEUES.forEach((queue, index) => {
      const writtenAt = oldest[index];
      metrics.oldest.set(queue, writtenAt === undefined ? 0 : Math.max(0, Date.now() - writtenAt) / 1000);
    });
  });
}
