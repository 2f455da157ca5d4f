import { DEFAULT_CAPTURE_DAYS, defaultPublicTopics, topicLanguages } from '#libs/contracts';
import { LOG_LEVELS, setting } from '#libs/platform';
import { defaultLimits } from '#libs/messaging';
import { brokerSettings } from './broker-settings.js';
import { mongoSettings } from './mongo-settings.js';

/** Traces. */
export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: setting.text({
    doc:
      'Where spans of traces are sent by OTLP over HTTP, e.g. http://collector:4318; empty: nowhere. OTEL_EXPORTER_OTLP_HEADERS and ' +
      '_TIMEOUT are read as OpenTelemetry says.',
    default: '',
  }),
  TRACE_PERCENT: setting.integer({
    doc: 'Of the captures that come without a trace, so many in a hundred are traced where spans are sent.',
    default: 100,
    max: 100,
  }),
};

/** Settings of every process. */
export const commonSettings = {
  LOG_LEVEL: setting.choice(LOG_LEVELS, { doc: 'What to log. At warn, normal operation is silent.', default: 'warn' }),
  LOG_FORMAT: setting.choice(['json', 'text'], { doc: 'json for machines, text for people.', default: 'json' }),
  HTTP_HOST: setting.text({ doc: 'Address to listen on; 0.0.0.0 for all.', default: '127.0.0.1' }),
  HTTP_PORT: setting.integer({ doc: 'Port of the API, health checks and metrics.', default: 8080, max: 65535 }),
  ...tracingSettings,
  METRICS_PORT: setting.integer({
    doc:
      'Port on which /metrics is served to everybody who reaches it: keep it inside. 0: none; /metrics of HTTP_PORT then ' +
      'asks for a key with the scope read.',
    default: 0,
    max: 65535,
  }),
};

/** Who may use the HTTP API, and how often. */
export const accessSettings = {
  API_AUTH: setting.choice(['auto', 'required', 'off', 'off-everywhere'], {
    doc:
      'Whether a key is asked for. auto: always, but in the embedded line on loopback without API_KEY. off: only on loopback. ' +
      'off-everywhere: also on other addresses, where a proxy in front checks who asks and nothing else reaches the port.',
    default: 'auto',
  }),
  API_KEY: setting.text({
    doc:
      'A key with the scope admin, 32 characters or more, or several with commas between, for a change-over. Others are made ' +
      'with `babelwire keys`.',
    default: '',
    secret: true,
  }),
  RATE_LIMIT: setting.integer({
    // 1,000 a second: more than a process of two cores takes pages (660 a second measured), so it stops what ran wild.
    doc: 'Requests a minute with one key, counted by each process; 0 for no limit.',
    default: 60_000,
  }),
  RATE_LIMIT_WITHOUT_KEY: setting.integer({
    // The console's files and a few mistyped keys; a search for a key of 256 bits is hopeless at any rate.
    doc: 'Requests a minute without a good key from one address, health checks aside; 0 for no limit.',
    default: 300,
  }),
  CORS_ORIGINS: setting.list({
    doc: 'Origins whose pages may call the API from a browser. None: only the console, which comes from here.',
    form: 'https://desk.example,https://other.example',
    default: [],
  }),
  TRUSTED_PROXIES: setting.list({
    doc: 'Addresses of proxies whose X-Forwarded-For says where a request comes from. None: the address that connects.',
    form: '10.0.0.7,192.0.2.0/24',
    default: [],
  }),
};

/** Kafka, and how its topics are consumed. */
export const kafkaSettings = {
  ...brokerSettings,
  CONSUMER_CONCURRENCY: setting.integer({
    doc: 'Messages of one partition handled at once.',
    default: defaultLimits.concurrency,
    min: 1,
    max: 1000,
  }),
  CONSUMER_BATCH_SIZE: setting.integer({
    doc: 'Messages in one transaction at most. Larger is faster, and repeats more after a crash.',
    default: defaultLimits.batchSize,
    min: 1,
    max: 10_000,
  }),
  CONSUMER_MAX_RETRIES: setting.integer({
    doc: 'Journeys through the retry topic before a message becomes a dead letter.',
    default: defaultLimits.maxRetries,
    max: 1000,
  }),
  CONSUMER_HANDLER_TIMEOUT_SECONDS: setting.integer({
    doc: 'A handler that has not answered after so long has failed; its message is handled again.',
    default: defaultLimits.handlerTimeoutMs / 1000,
    min: 1,
    max: 3600,
  }),
};

/** How long pages can be taken apart again. */
export const retentionSettings = {
  CAPTURE_RETENTION_DAYS: setting.integer({
    doc: 'How long pages are kept as they were received, days: babelwire replay takes them apart again.',
    default: DEFAULT_CAPTURE_DAYS,
    min: 1,
    max: 36_500,
  }),
};

export const topicSettings = {
  KAFKA_PARTITIONS: setting.integer({
    doc: 'Partitions of the parallel topics: the most replicas of a service that work at once.',
    default: 6,
    min: 1,
    max: 1000,
  }),
  KAFKA_REPLICATION_FACTOR: setting.integer({
    doc: 'Copies of each partition; 3 with three brokers or more.',
    default: 1,
    min: 1,
    max: 10,
  }),
  ...retentionSettings,
  KAFKA_PUBLIC_RETENTION_DAYS: setting.integer({
    doc: 'How long the public topics keep the last version of an article or story, days; 0: for ever.',
    default: defaultPublicTopics.retentionDays,
    max: 36_500,
  }),
  KAFKA_PUBLIC_VERSIONS_DAYS: setting.integer({
    doc: 'How long they keep every version before the last one alone is left, days: a consumer may be away for so long.',
    default: defaultPublicTopics.everyVersionDays,
    max: 36_500,
  }),
};

/** Public topics beside those that are always there. */
export const languageTopicSettings = {
  LANGUAGE_TOPICS: {
    ...setting.list({
      doc:
        'Languages whose articles also go to a topic of their own, e.g. `news.articles.v1.uk`; `en` takes en-GB as well; ' +
        '`*` for every language. Run `babelwire setup` after a change.',
      form: 'uk,pt-BR or *',
      default: [],
    }),
    parse: (text: string): string[] => topicLanguages(text.split(',').map((tag) => tag.trim())),
  },
};

export const ingestSettings = {
  MAX_BODY_BYTES: setting.integer({
    doc: 'Largest page taken, bytes.',
    // 5 MB: the largest news pages seen are under 3 MB; base 64 of it still fits into a record (MAX_RECORD_BYTES).
    default: 5_000_000,
    min: 1,
    max: 5_500_000,
  }),
  MAX_BACKLOG: setting.integer({
    // 200,000: hours of work for one process of each service and some gigabytes of log, far below a week's retention.
    doc: 'Messages between intake and the end of the line at which pages are refused with 503; 0 for no limit.',
    default: 200_000,
  }),
};

/** What publish hands on. */
export const forwardSettings = {
  INGEST_URL: setting.text({
    doc:
      'Address of ingest, such as http://ingest:8080: publish then takes pages and sources for it, so that the console needs ' +
      'one address. Without it the console can not try pages or show sources.',
    default: '',
  }),
};

/** Acquiring news: what ingest fetches by itself. */
export const fetchSettings = {
  FETCH_CONTACT: setting.text({
    doc:
      'A page (https://…) or mail address at which owners of sites reach you; it is part of every request. Without it ' +
      'nothing is fetched.',
    default: '',
  }),
  FETCH_ALLOW: setting.list({
    doc: 'Places in private networks that may be fetched all the same. Everything else there is refused.',
    form: '10.1.0.0/16,127.0.0.1:8123,press.intranet',
    default: [],
  }),
  FETCH_CONCURRENCY: setting.integer({
    doc: 'Requests at once, to all hosts together, and sources in hand at once. One host never gets more than one.',
    // 32 at 2 s a source are 1,000 sources a minute.
    default: 32,
    min: 1,
    max: 1000,
  }),
  FETCH_MIN_DELAY_MS: setting.integer({
    doc: "Pause between two requests to one host, ms; robots.txt's Crawl-delay counts if longer.",
    default: 1000,
    max: 3_600_000,
  }),
  FETCH_MIN_INTERVAL_SECONDS: setting.integer({
    doc: 'Least time between two polls of a feed or sitemap, unless the source says otherwise, seconds.',
    default: 60,
    min: 1,
    max: 86_400,
  }),
  FETCH_RECHECK_SECONDS: setting.numbers({
    doc: 'When a page is looked at again for corrections, and whether it was taken down: seconds after each look.',
    // An hour, six hours, a day.
    default: [3600, 21_600, 86_400],
    min: 1,
    max: 30 * 86_400,
  }),
  FETCH_RETRY_SECONDS: setting.numbers({
    doc: 'Waits after a page that could not be fetched, seconds, of which chance takes up to half; after the last it is given up.',
    // A connection that broke, a server that restarts, a site that is down, and one that was down over night.
    default: [60, 600, 3600, 21_600],
    min: 1,
    max: 30 * 86_400,
  }),
  FETCH_LEASE_SECONDS: setting.integer({
    doc: 'How long the sources of a replica that died wait at most until another goes on with them, seconds.',
    // Written each third of it; a process that pauses for seconds must not lose what it has in hand.
    default: 60,
    min: 10,
    max: 3600,
  }),
};

/** The outputs beside Kafka. */
export const publishSettings = {
  PUBLIC_URL: setting.text({
    doc: 'Where readers reach the API, for links in feeds, e.g. https://wire.example; empty: as the request names it.',
    default: '',
  }),
  MAX_STREAMS: setting.integer({
    // A stream costs a connection and some kilobytes; 1,000 is below the usual limit of open files.
    doc: 'Streams of events that one process serves at once; more are answered with 503.',
    default: 1000,
    max: 100_000,
  }),
  WEBHOOK_ALLOW: setting.list({
    doc: 'Places in private networks that events may be sent to all the same. Everything else there is refused.',
    form: '10.1.0.0/16,127.0.0.1:8123,desk.intranet',
    default: [],
  }),
  WEBHOOK_DISABLE_HOURS: setting.integer({
    // Standard Webhooks suggests tries over some days: a receiver that broke on Friday is mended on Monday.
    doc: 'How long a webhook may fail before it is disabled, hours.',
    default: 72,
    min: 1,
    max: 24 * 30,
  }),
  SEARCH: setting.choice(['on', 'off'], {
    doc: 'Whether an index of the words of articles is kept, for /v1/search. Switched on later, it is made of what is there.',
    default: 'on',
  }),
};

export const dedupSettings = {
  DEDUP_WINDOW_HOURS: setting.integer({
    // 72 h: a story is told again within three days or hardly ever; longer costs memory and start-up time.
    doc: 'How long an article is compared with new ones, hours.',
    default: 72,
    min: 1,
    max: 24 * 365,
  }),
};

/** What `babelwire setup` needs to know. */
export const setupSettings = {
  ...brokerSettings,
  ...topicSettings,
  ...languageTopicSettings,
  ...mongoSettings,
};
