import type { DynamicModule, Type } from '@nestjs/common';
import { BabelwireError, asRefusal } from '#libs/contracts';
import { createStrategy, MessageLog, openLog, type PartitionPreparation } from '#libs/messaging';
import {
  type Closeable,
  closeOnSignal,
  createHttpApp,
  createLogger,
  endOnUncaught,
  GlobalsModule,
  type HealthCheck,
  HEALTH_CHECKS,
  Metrics,
  type Settings,
} from '#libs/platform';
import { createStore, Store } from '#libs/store';
import { type Access, checkAccess, openAccess } from './access/access.js';
import { serveApiDocs } from './api-docs.js';
import { kafkaConnection } from './broker-settings.js';
import { consumerMetrics } from './consumer-metrics.js';
import { dependencyMetrics } from './dependency-metrics.js';
import { startConsumers } from './consumers.js';
import { openMetricsServer } from './metrics-server.js';
import { type mongoSettings, mongoStore } from './mongo-settings.js';
import { patiently } from './patiently.js';
import { RootModule } from './root-module.js';
import { openTracing } from './tracing.js';
import { openWaitingRoom } from './waiting-room.js';
import type { accessSettings, commonSettings, kafkaSettings } from './settings.js';

export interface ServiceOptions {
  /** One of the four; the consumer group is `babelwire.<name>`. */
  name: string;
  settings: Settings<typeof commonSettings & typeof accessSettings & typeof kafkaSettings>;
  /** Given for a service that uses MongoDB. */
  mongo?: Settings<typeof mongoSettings>;
  /** The service has work to do while MongoDB is away: it is ready all the same. */
  isReadyWithoutStore?: boolean;
  /** The service's own HTTP routes, beside health and metrics. */
  http?: Type | DynamicModule;
  /** Where `/` leads; the description of the API if not given. */
  home?: string;
  maxBodyBytes?: number;
  /** The service's `@EventPattern` controllers, and the state that the transport must prepare for them. */
  consumers: (log: MessageLog) => {
    module: Type | DynamicModule;
    preparations: PartitionPreparation[];
    /** Topics that `babelwire setup` may not have made yet for all that its topics are there: the service waits for them. */
    produces?: readonly string[];
  };
}

/** A JSON body of a service that takes none. */
const SMALL_BODY_BYTES = 100_000;

/** Runs one service of the distributed line as this process, until SIGTERM. */
export async function runService(options: ServiceOptions): Promise<void> {
  const { name, settings, mongo } = options;
  const { HTTP_HOST: host, HTTP_PORT: port } = settings;
  checkAccess({ settings, host, isEmbedded: false });
  const logger = createLogger({ level: settings.LOG_LEVEL, json: settings.LOG_FORMAT === 'json', service: name });
  const metrics = new Metrics({ service: name });
  const closeTracing = await openTracing(name, settings, metrics);
  const log = await openLog({
    kind: 'kafka',
    clientId: `babelwire.${name}`,
    ...kafkaConnection(settings),
  });
  // From here on a signal finds what there is to close by then.
  const closing: Closeable[] = [
    { name: 'log', close: () => log.close() },
    { name: 'traces', close: closeTracing },
  ];
  closeOnSignal(closing, (part, error) => {
    logger.error(`closing ${part}: ${String(error)}`);
  });
  // Asked while the store is waited for, so that both refusals are told at once.
  const refusedByLog = log.ping().then(
    () => [],
    (error: unknown) => [asRefusal(error) ?? []].flat(),
  );
  const checks: HealthCheck[] = [{ name: 'kafka', check: () => log.ping() }];
  let pingStore = (): Promise<void> => Promise.reject(new Error('has not answered since the service was started'));
  const storeCheck: HealthCheck = { name: 'mongodb', check: () => pingStore() };
  // Before the store is waited for: that it is away is what they are to tell.
  dependencyMetrics(metrics, mongo === undefined ? checks : [...checks, storeCheck]);
  if (settings.METRICS_PORT > 0) {
    const closeMetrics = await openMetricsServer(metrics, { port: settings.METRICS_PORT, host });
    closing.unshift({ name: 'metrics', close: closeMetrics });
  }
  const globals: { provide: unknown; useValue: unknown }[] = [
    { provide: MessageLog, useValue: log },
    { provide: Metrics, useValue: metrics },
  ];
  let store: Store | undefined;
  if (mongo !== undefined) {
    const say = (text: string): void => {
      logger.warn(text);
    };
    const leave = await openWaitingRoom({ port, host }, 'mongodb');
    const opened = await patiently('MongoDB', Infinity, say, () => createStore(mongoStore(mongo))).catch(
      async (error: unknown) => {
        const refusal = asRefusal(error);
        throw refusal === undefined ? error : refusals([...(await refusedByLog), refusal]);
      },
    );
    await leave();
    closing.push({ name: 'store', close: () => opened.close() });
    pingStore = () => opened.ping();
    if (options.isReadyWithoutStore !== true) checks.push(storeCheck);
    globals.push({ provide: Store, useValue: opened });
    store = opened;
  }
  const refused = await refusedByLog;
  if (refused.length > 0) throw refusals(refused);
  globals.push({ provide: HEALTH_CHECKS, useValue: checks });

  const shared = GlobalsModule.with(globals as Parameters<typeof GlobalsModule.with>[0]);
  const access = await openAccess({ settings, host, isEmbedded: false, ...(store === undefined ? {} : { store }) });
  const http = await createHttpApp(
    RootModule.withHealth(shared, ...(options.http === undefined ? [] : [options.http])),
    {
      logger,
      maxBodyBytes: options.maxBodyBytes ?? SMALL_BODY_BYTES,
      door: access.door,
    },
  );
  if (options.http !== undefined) await serveApiDocs(http, `Babelwire ${name}`, options.home);
  // Health is answered from the start: a service that waits for its broker is alive, and not ready.
  await http.listen(port, host);
  closing.unshift({ name: 'http', close: () => closeHttp(http, access) });

  const { module, preparations, produces = [] } = options.consumers(log);
  const strategy = createStrategy({
    log,
    group: `babelwire.${name}`,
    limits: {
      concurrency: settings.CONSUMER_CONCURRENCY,
      batchSize: settings.CONSUMER_BATCH_SIZE,
      maxRetries: settings.CONSUMER_MAX_RETRIES,
      handlerTimeoutMs: settings.CONSUMER_HANDLER_TIMEOUT_SECONDS * 1000,
    },
    observer: consumerMetrics(metrics),
    preparations,
    produces,
    onFatal: (error) => {
      // What was under way is not committed: whoever starts this process again takes it up.
      logger.error(`${error.code}: ${error.message}`);
      process.exit(1);
    },
  });
  const consumers = await startConsumers(RootModule.of(shared, module), { strategy, logger });
  // After the intake, before log and store.
  closing.splice(1, 0, { name: 'consumers', close: () => consumers.close() });
}

/** The last requests first, then what they needed to be let in. */
async function closeHttp(http: { close(): Promise<void> }, access: Access): Promise<void> {
  await http.close();
  await access.close();
}

/** All that refuse us, as one error. */
function refusals(errors: BabelwireError[]): BabelwireError {
  const lines = errors.map(({ code, message }) => `${code}: ${message}`);
  return new BabelwireError('refused', 'bug', lines.join('\n'));
}

/** The entry of a service's process: what its start-up throws is said in full, and ends it. */
export function main(start: () => Promise<void>): void {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  endOnUncaught(say);
  start().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
