import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Buckets of a handler's and a batch's time, seconds: from a tenth of a millisecond to the handler time-out. */
const SECONDS = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60];

/** The process's Prometheus registry and the stage counters that every service has. */
export class Metrics {
  readonly registry = new Registry();

  readonly handled = new Counter({
    name: 'babelwire_messages_handled_total',
    help: 'Messages whose handler ended, well or not',
    labelNames: ['group', 'topic'],
    registers: [this.registry],
  });

  readonly failed = new Counter({
    name: 'babelwire_messages_failed_total',
    help: 'Messages sent to a retry or dead-letter topic',
    labelNames: ['group', 'topic', 'kind', 'code', 'outcome'],
    registers: [this.registry],
  });

  readonly inputs = new Counter({
    name: 'babelwire_messages_in_total',
    help: 'Messages committed as handled',
    labelNames: ['group', 'topic'],
    registers: [this.registry],
  });

  readonly outputs = new Counter({
    name: 'babelwire_messages_out_total',
    help: 'Messages committed as produced',
    labelNames: ['group', 'topic'],
    registers: [this.registry],
  });

  readonly batchSeconds = new Histogram({
    name: 'babelwire_batch_seconds',
    help: 'Time of a batch from its first handler to its commit',
    labelNames: ['group', 'topic'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly verdicts = new Counter({
    name: 'babelwire_dedup_verdicts_total',
    help: 'Verdicts given, by status and method; status repeat: nothing new was published',
    labelNames: ['status', 'method'],
    registers: [this.registry],
  });

  readonly stories = new Counter({
    name: 'babelwire_stories_told_total',
    help: 'Versions of stories of several articles: begun, grown, split or merged',
    registers: [this.registry],
  });

  readonly languages = new Counter({
    name: 'babelwire_articles_tagged_total',
    help: 'Articles by language tag',
    labelNames: ['language'],
    registers: [this.registry],
  });

  readonly polls = new Counter({
    name: 'babelwire_polls_total',
    help: 'Polls of feeds, sitemaps and lists, by outcome: new, unchanged, not-modified, waiting, failed',
    labelNames: ['kind', 'outcome'],
    registers: [this.registry],
  });

  readonly visits = new Counter({
    name: 'babelwire_page_visits_total',
    help: 'Pages fetched for their sources, by outcome: captured, unchanged, gone, refused, waiting, failed',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  readonly sources = new Gauge({
    name: 'babelwire_sources',
    help: 'Sources by state: all, paused, failing, due',
    labelNames: ['state'],
    registers: [this.registry],
  });

  readonly indexed = new Counter({
    name: 'babelwire_search_indexed_total',
    help: 'Versions of articles whose words were indexed',
    registers: [this.registry],
  });

  readonly exported = new Counter({
    name: 'babelwire_articles_exported_total',
    help: 'Articles given by /v1/export',
    registers: [this.registry],
  });

  readonly streams = new Gauge({
    name: 'babelwire_streams',
    help: 'Streams of events that are open',
    registers: [this.registry],
  });

  readonly streamed = new Counter({
    name: 'babelwire_events_streamed_total',
    help: 'Events sent by streams that have ended',
    registers: [this.registry],
  });

  readonly webhooks = new Gauge({
    name: 'babelwire_webhooks',
    help: 'Webhooks by status: active, paused, disabled',
    labelNames: ['status'],
    registers: [this.registry],
  });

  readonly deliveries = new Counter({
    name: 'babelwire_webhook_deliveries_total',
    help: 'Events sent to webhooks, by outcome: taken, failed',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  constructor(options: { service: string }) {
    this.registry.setDefaultLabels({ service: options.service });
    collectDefaultMetrics({ register: this.registry });
  }
}

@ApiExcludeController()
@Controller()
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
