import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Buckets of a handler's, a batch's and a request's time, seconds: from a tenth of a millisecond to the handler time-out. */
const SECONDS = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60];
/** Buckets of a batch's size: from one message to the default of CONSUMER_BATCH_SIZE, and beyond. */
const MESSAGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/**
 * How long a scrape waits for what must be asked for, ms: well below Prometheus' time-out of 10 s. With a dependency away
 * the scrape must say so, and not fail as if the service were away.
 */
const COLLECT_MS = 4000;
/** Of the time that a scraper says it has, what is left for the rest of the scrape and the way, ms. */
const ANSWER_MS = 300;

/** The header by which Prometheus says how many seconds it waits. */
export const SCRAPE_TIMEOUT = 'x-prometheus-scrape-timeout-seconds';

const STAGE = ['group', 'topic'] as const;

/** The process's Prometheus registry and the metrics of all services. docs/operations.md lists them. */
export class Metrics {
  readonly registry = new Registry();
  /** What must be asked for, and the question that is under way. */
  private readonly collectors = new Map<() => Promise<void>, Promise<void> | undefined>();

  readonly inputs = this.counter('babelwire_messages_in_total', 'Messages committed as handled', STAGE);
  readonly outputs = this.counter('babelwire_messages_out_total', 'Messages committed as produced', STAGE);
  readonly handled = this.counter(
    'babelwire_messages_handled_total',
    'Messages whose handler ended, well or not; what was handled and not committed is handled again',
    STAGE,
  );
  readonly failed = this.counter(
    'babelwire_messages_failed_total',
    'Messages sent to a retry or dead-letter topic (outcome: retry, dead-letter), with the reason: kind (poison, transient, bug) and code',
    [...STAGE, 'kind', 'code', 'outcome'],
  );
  readonly batchMessages = this.histogram('babelwire_batch_messages', 'Messages committed at once', STAGE, MESSAGES);
  readonly handlerSeconds = this.histogram(
    'babelwire_handler_seconds',
    'Time of the handlers of a batch, repeats included',
    STAGE,
  );
  readonly batchSeconds = this.histogram(
    'babelwire_batch_seconds',
    'Time of a batch from its first handler to the end of its commit',
    STAGE,
  );
  readonly waits = this.counter(
    'babelwire_consumer_waits_total',
    'Times that a consumer tried in vain and waited: it rises every few seconds while a dependency is away; code says what is wrong',
    [...STAGE, 'code'],
  );

  readonly backlog = this.gauge(
    'babelwire_backlog_messages',
    'Lag: messages that a stage has not handled yet, by its topic and its retry topic; told by ingest and publish of the whole line',
    STAGE,
  );
  readonly oldest = this.gauge(
    'babelwire_oldest_unhandled_seconds',
    'Age of the oldest message that a stage has not handled yet, 0 when there is none; told by publish of the whole line',
    STAGE,
  );
  readonly deadLetters = this.gauge(
    'babelwire_dead_letters',
    'Messages that could not be handled and wait for a person, by the topic where they failed; told by publish of the whole line',
    ['topic'],
  );
  readonly dependencies = this.gauge(
    'babelwire_dependency_up',
    'Whether a dependency (kafka, mongodb; embedded: log, store) answers this process: 1 or 0',
    ['dependency'],
  );
  readonly storeDisk = this.gauge(
    'babelwire_store_disk_bytes',
    'Room on the file system where MongoDB (embedded: the log and the store) keeps its data: free, total; told by publish',
    ['state'],
  );

  readonly clock = this.gauge('babelwire_clock_seconds', "The process's own clock, seconds since the epoch");

  readonly languages = this.counter('babelwire_articles_tagged_total', 'Articles by language tag', ['language']);
  readonly verdicts = this.counter(
    'babelwire_dedup_verdicts_total',
    'Verdicts given, by status and method; status repeat: nothing new was published',
    ['status', 'method'],
  );
  readonly stories = this.counter(
    'babelwire_stories_told_total',
    'Versions of stories of several articles: begun, grown, split or merged',
  );

  readonly sources = this.gauge(
    'babelwire_sources',
    'Sources by state: all, paused, failing, due; told by each replica of ingest of all sources',
    ['state'],
  );
  readonly polls = this.counter(
    'babelwire_polls_total',
    'Polls of feeds, sitemaps and lists, by outcome: new, unchanged, not-modified, waiting, failed',
    ['kind', 'outcome'],
  );
  readonly visits = this.counter(
    'babelwire_page_visits_total',
    'Pages fetched for their sources, by outcome: captured, unchanged, gone, refused, waiting, failed',
    ['outcome'],
  );

  readonly requests = this.histogram(
    'babelwire_http_request_seconds',
    'Time of HTTP requests, by route as it is declared (unmatched: none is) and status of the answer; streams last as long as they are read',
    ['method', 'route', 'status'],
  );
  readonly indexed = this.counter('babelwire_search_indexed_total', 'Versions of articles whose words were indexed');
  readonly exported = this.counter('babelwire_articles_exported_total', 'Articles given by /v1/export');
  readonly streams = this.gauge('babelwire_streams', 'Streams of events that are open');
  readonly streamed = this.counter('babelwire_events_streamed_total', 'Events sent by streams that have ended');
  readonly webhooks = this.gauge(
    'babelwire_webhooks',
    'Webhooks by status: active, paused, disabled; told by each replica of publish of all webhooks',
    ['status'],
  );
  readonly deliveries = this.counter(
    'babelwire_webhook_deliveries_total',
    'Events sent to webhooks, by outcome: taken, failed',
    ['outcome'],
  );

  readonly spans = this.counter(
    'babelwire_spans_total',
    'Spans of traces sent to OTEL_EXPORTER_OTLP_ENDPOINT, by outcome: sent, failed',
    ['outcome'],
  );

  constructor(options: { service: string }) {
    this.registry.setDefaultLabels({ service: options.service });
    collectDefaultMetrics({ register: this.registry });
    this.beforeScrape(() => {
      this.clock.set(Date.now() / 1000);
      return Promise.resolve();
    });
  }

  /** `collect` is called before each scrape, to set what must be asked for. What it throws leaves the last values. */
  beforeScrape(collect: () => Promise<void>): void {
    this.collectors.set(collect, undefined);
  }

  /**
   * Everything, in Prometheus' text format. Answers in time, with the last values of what could not be asked for by then: its
   * answer is in the next scrape.
   *
   * @param timeout what the scraper says in SCRAPE_TIMEOUT, if it does
   */
  async scrape(timeout?: string): Promise<string> {
    const theirs = Number(timeout) * 1000 - ANSWER_MS;
    const waitMs = theirs > 0 ? Math.min(theirs, COLLECT_MS) : COLLECT_MS;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([Promise.all([...this.collectors.keys()].map((collect) => this.collected(collect))), late]);
    clearTimeout(timer);
    return this.registry.metrics();
  }

  /** Each by itself: one whose dependency hangs must not keep the others from being asked again. */
  private collected(collect: () => Promise<void>): Promise<void> {
    const asking =
      this.collectors.get(collect) ??
      collect()
        .catch(() => undefined)
        .finally(() => this.collectors.set(collect, undefined));
    this.collectors.set(collect, asking);
    return asking;
  }

  private counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: number[] = SECONDS,
  ): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
