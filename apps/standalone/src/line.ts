import { join } from 'node:path';
import type { INestMicroservice, LoggerService } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type BabelwireError, type Capture, defaultPublicTopics, topicSpecs } from '#libs/contracts';
import { type AcquisitionOptions, captureMessage, IngestConsumerModule, IngestHttpModule } from '#apps/ingest';
import { LanguageConsumerModule } from '#apps/language';
import { DedupConsumerModule, ResolverState } from '#apps/dedup';
import { CONSOLE_HOME, PublishConsumerModule, PublishHttpModule, type PublishOptions } from '#apps/publish';
import { type ConsumerLimits, EmbeddedLog, MessageLog, createStrategy } from '#libs/messaging';
import { closeAll, createHttpApp, GlobalsModule, HEALTH_CHECKS, Metrics, type Settings } from '#libs/platform';
import {
  type Access,
  type accessSettings,
  consumerMetrics,
  dependencyMetrics,
  openAccess,
  RootModule,
  serveApiDocs,
  startConsumers,
} from '#libs/service';
import { createStore, Store } from '#libs/store';

export interface LineOptions {
  /** Where log and store are kept. */
  dataFolder: string;
  logger: LoggerService;
  maxBodyBytes: number;
  /** Messages in the line at which no more pages are taken over HTTP; 0, the default, for no limit. */
  maxBacklog?: number;
  /** How long pages are kept as they were received, days; a week by default. */
  captureDays?: number;
  /** How long an article is compared with new ones, ms. */
  dedupWindowMs: number;
  limits?: Partial<ConsumerLimits>;
  /** For a replay: everything happens at the time of the page that it follows from. See EmbeddedLog. */
  keepsTime?: boolean;
  /** The line can't go on. */
  onFatal: (error: BabelwireError) => void;
}

/** How often the log forgets what is past its topic's retention, ms. */
const TRIM_MS = 3600 * 1000;

/** The four services in one process, on the embedded log and store. */
export class EmbeddedLine {
  private http: NestExpressApplication | undefined;
  private access: Access | undefined;
  private consumers: INestMicroservice[] = [];
  private trimming: NodeJS.Timeout | undefined;

  private constructor(
    private readonly options: LineOptions,
    readonly log: EmbeddedLog,
    readonly store: Store,
    readonly metrics: Metrics,
  ) {}

  /** Opens log and store and starts the consumers: what lies unfinished in the log is taken up at once. */
  static async start(options: LineOptions): Promise<EmbeddedLine> {
    const log = EmbeddedLog.open(options.dataFolder, topicSpecs(), { keepsTime: options.keepsTime ?? false });
    const store = await createStore({ kind: 'embedded', database: join(options.dataFolder, 'store.db') });
    await store.migrate();
    const line = new EmbeddedLine(options, log, store, new Metrics({ service: 'standalone' }));
    await line.startConsumers();
    // Not before the consumers are there: the log keeps what they have not handled, however old.
    const trim = (): void => {
      log.trim(topicSpecs(defaultPublicTopics, options.captureDays), Date.now());
    };
    trim();
    line.trimming = setInterval(trim, TRIM_MS).unref();
    return line;
  }

  /** Serves the API and acquires from sources. Returns the address it can be reached at. */
  async listen(
    port: number,
    host: string,
    settings: { acquisition: AcquisitionOptions; outputs: PublishOptions; access: Settings<typeof accessSettings> },
  ): Promise<{ url: string }> {
    const { logger, maxBodyBytes } = this.options;
    const checks = [
      { name: 'log', check: () => this.log.ping() },
      { name: 'store', check: () => this.store.ping() },
    ];
    dependencyMetrics(this.metrics, checks);
    const globals = this.globals([{ provide: HEALTH_CHECKS, useValue: checks }]);
    const ingest = IngestHttpModule.with({ ...settings.acquisition, maxBacklog: this.options.maxBacklog ?? 0 });
    // The log of a folder is locked: who held the bookmarks before is dead.
    const publish = PublishHttpModule.with({ ...settings.outputs, owner: 'standalone' });
    const module = RootModule.withHealth(globals, ingest, publish);
    this.access = await openAccess({ settings: settings.access, host, store: this.store, isEmbedded: true });
    this.http = await createHttpApp(module, { logger, maxBodyBytes, door: this.access.door });
    await serveApiDocs(this.http, 'Babelwire', CONSOLE_HOME);
    await this.http.listen(port, host);
    return { url: await this.http.getUrl() };
  }

  async submit(captures: Capture[]): Promise<void> {
    await this.log.publish(captures.map(captureMessage));
  }

  /** Resolves when everything that was sent has gone through the whole line. */
  idle(): Promise<void> {
    return this.log.idle();
  }

  /** Intake first, then the consumers with what they have under way, then log and store. */
  async close(): Promise<void> {
    clearInterval(this.trimming);
    await closeAll(
      [
        {
          name: 'http',
          close: async () => {
            await this.http?.close();
            await this.access?.close();
          },
        },
        ...this.consumers.map((consumer) => ({
          name: 'consumer',
          close: async () => {
            await consumer.close();
          },
        })),
        { name: 'log', close: () => this.log.close() },
        { name: 'store', close: () => this.store.close() },
      ],
      (name, error) => {
        this.options.logger.error(`closing ${name}: ${String(error)}`);
      },
    );
  }

  private async startConsumers(): Promise<void> {
    const { logger, onFatal, dedupWindowMs } = this.options;
    const state = new ResolverState(this.log, dedupWindowMs);
    const services = [
      { name: 'ingest', module: IngestConsumerModule, preparations: [] },
      { name: 'language', module: LanguageConsumerModule, preparations: [] },
      { name: 'dedup', module: DedupConsumerModule.with(state), preparations: [state] },
      // Nobody outside reads this log: topics of languages would be copies for nobody.
      { name: 'publish', module: PublishConsumerModule.with([]), preparations: [] },
    ];
    const observer = consumerMetrics(this.metrics);
    const { limits = {} } = this.options;
    for (const { name, module, preparations } of services) {
      const group = `babelwire.${name}`;
      const strategy = createStrategy({ log: this.log, group, limits, observer, preparations, onFatal });
      this.consumers.push(await startConsumers(RootModule.of(this.globals([]), module), { strategy, logger }));
    }
  }

  private globals(more: { provide: symbol; useValue: unknown }[]): ReturnType<typeof GlobalsModule.with> {
    return GlobalsModule.with([
      { provide: MessageLog, useValue: this.log },
      { provide: Store, useValue: this.store },
      { provide: Metrics, useValue: this.metrics },
      ...more,
    ]);
  }
}
