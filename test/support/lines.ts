import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONSUMERS, groupOf, retryTopic, topicSpecs } from '#libs/contracts';
import {
  type KafkaConnection,
  type MessageLog,
  openLog,
  type OutgoingMessage,
  type ReceivedMessage,
} from '#libs/messaging';
import { generatedPage } from './generated-pages.js';
import { eventually, freePort, LineClient } from './http.js';
import { keyEnv } from './key.js';
import { Service } from './processes.js';

/** A whole line, in one of the two modes, as a test sees it. */
export interface LineUnderTest {
  readonly client: LineClient;
  /** Resolves when everything that was sent has gone through the whole line. */
  idle(): Promise<void>;
  /** Writes into the log what no API would. The embedded log has one owner: there the line is stopped for it. */
  smuggle(messages: OutgoingMessage[]): Promise<void>;
  /** Every committed record of the topics. The embedded log has one owner: there the line is stopped first. */
  finalRecords(...topics: string[]): Promise<ReceivedMessage[][]>;
  stop(): Promise<void>;
}

async function allRecords(log: MessageLog, topics: string[]): Promise<ReceivedMessage[][]> {
  const found: ReceivedMessage[][] = [];
  for (const topic of topics) {
    const records: ReceivedMessage[] = [];
    for await (const record of log.read(topic)) records.push(record);
    found.push(records);
  }
  return found;
}

/** The four services in one process, as `npm start` runs them. */
export class EmbeddedLineUnderTest implements LineUnderTest {
  readonly service: Service;
  private markers = 0;

  private constructor(
    readonly client: LineClient,
    port: number,
    env: Record<string, string>,
    private readonly folder: string,
    private readonly keepsFolder: boolean,
  ) {
    const args = ['start', '--no-samples', '--port', String(port), '--data', this.folder];
    this.service = new Service('standalone', ['apps/standalone/bin/babelwire.js', ...args], env);
  }

  /**
   * @param env settings beside the options
   * @param with.data its folder, which stays when it is stopped; one that goes with it when not given
   * @param with.messages what its log has when it starts
   */
  static async start(
    env: Record<string, string> = {},
    { data, messages = [] }: { data?: string; messages?: OutgoingMessage[] } = {},
  ): Promise<EmbeddedLineUnderTest> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const folder = data ?? mkdtempSync(join(tmpdir(), 'babelwire-e2e-'));
    const line = new EmbeddedLineUnderTest(new LineClient(url, url), port, env, folder, data !== undefined);
    if (messages.length > 0) await line.write(messages);
    await line.resume();
    return line;
  }

  async resume(): Promise<void> {
    this.service.start();
    await this.service.reachable(`${this.client.publishUrl}/readyz`);
  }

  /** The embedded log is handled in order: when a page sent now has come out, so have all before it. */
  async idle(): Promise<void> {
    const marker = generatedPage('idle', (this.markers += 1));
    await this.client.settled(await this.client.accept(marker.html, 'text/html', { url: marker.url }), 300_000);
  }

  async smuggle(messages: OutgoingMessage[]): Promise<void> {
    await this.service.end('SIGTERM');
    await this.write(messages);
    await this.resume();
  }

  async finalRecords(...topics: string[]): Promise<ReceivedMessage[][]> {
    await this.service.end('SIGTERM');
    const log = await openLog({ kind: 'embedded', folder: this.folder, topics: topicSpecs() });
    try {
      return await allRecords(log, topics);
    } finally {
      await log.close();
    }
  }

  async stop(): Promise<void> {
    await this.service.end('SIGTERM');
    if (!this.keepsFolder) rmSync(this.folder, { recursive: true, force: true });
  }

  private async write(messages: OutgoingMessage[]): Promise<void> {
    const log = await openLog({ kind: 'embedded', folder: this.folder, topics: topicSpecs() });
    await log.publish(messages);
    await log.close();
  }
}

/** Every topic that is consumed and its retry topic, by whom, in the order of the road. */
export const stages = CONSUMERS.flatMap(({ service, topic }) =>
  [topic, retryTopic(topic)].map((name) => ({ group: groupOf(service), topic: name })),
);

export const SERVICES = ['ingest', 'language', 'dedup', 'publish'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What a line needs on services that want to know who one is. */
export interface SecuredLine {
  /** Called with the line's prefix and database before anything else. */
  prepare(prefix: string, database: string): Promise<void>;
  /** Who a service is. */
  envOf(name: ServiceName | 'setup'): Record<string, string>;
  /** Who this test is. */
  log: Pick<KafkaConnection, 'tls' | 'sasl'>;
}

/** Four processes (or more) on a real broker and a real mongod, with topics, groups and a database of their own. */
export class DistributedLineUnderTest implements LineUnderTest {
  readonly services: Record<ServiceName, Service>;
  private readonly spares: Service[];
  private stopped = false;

  private constructor(
    readonly client: LineClient,
    readonly log: MessageLog,
    private readonly ports: Record<ServiceName, number>,
    /** Settings that name this line: for commands that are run beside it. */
    readonly env: Record<string, string>,
    replicas: number,
    envOf: (name: ServiceName) => Record<string, string>,
  ) {
    const own = { ...env, LOG_FORMAT: 'text', INGEST_URL: `http://127.0.0.1:${ports.ingest}` };
    const service = (name: ServiceName, port: number): Service =>
      new Service(name, [`dist/apps/${name}/src/main.js`], {
        ...own,
        ...envOf(name),
        HTTP_PORT: String(port),
      });
    this.services = {
      ingest: service('ingest', ports.ingest),
      language: service('language', ports.language),
      dedup: service('dedup', ports.dedup),
      publish: service('publish', ports.publish),
    };
    this.spares = SERVICES.flatMap((name) => Array.from({ length: replicas - 1 }, () => service(name, 0)));
  }

  /**
   * @param name tells the topics and the database of one test from another's.
   * @param options.replicas processes a service (default 1); options.services: which to start (default all);
   *   options.env: further settings; options.envOf: those of one service; options.secured: for a cluster that wants to know
   *   who one is.
   */
  static async start(
    name: string,
    options: {
      replicas?: number;
      services?: readonly ServiceName[];
      env?: Record<string, string>;
      envOf?: (service: ServiceName) => Record<string, string>;
      secured?: SecuredLine;
    } = {},
  ): Promise<DistributedLineUnderTest> {
    const id = `${name}-${Date.now().toString(36)}`;
    const { secured } = options;
    const brokers = options.env?.KAFKA_BROKERS ?? process.env.KAFKA_BROKERS ?? '';
    const prefix = `${id}.`;
    await secured?.prepare(prefix, id);
    const env = {
      KAFKA_BROKERS: brokers,
      KAFKA_PREFIX: prefix,
      KAFKA_PARTITIONS: '3',
      MONGODB_URI: process.env.MONGODB_URI ?? '',
      MONGODB_DATABASE: id,
      ...keyEnv,
      ...options.env,
    };
    const setup = new Service('setup', ['apps/standalone/bin/babelwire.js', 'setup'], {
      ...env,
      ...secured?.envOf('setup'),
    });
    setup.start();
    const code = await setup.ended();
    if (code !== 0) throw new Error(`setup ended with ${String(code)}:\n${setup.output}`);
    const log = await openLog({
      kind: 'kafka',
      brokers: brokers.split(','),
      clientId: `test.${id}`,
      prefix,
      ...secured?.log,
    });
    const [ingest, language, dedup, publish] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const client = new LineClient(`http://127.0.0.1:${ingest}`, `http://127.0.0.1:${publish}`);
    const ports = { ingest, language, dedup, publish };
    const line = new DistributedLineUnderTest(client, log, ports, env, options.replicas ?? 1, (service) => ({
      ...options.envOf?.(service),
      ...secured?.envOf(service),
    }));
    await Promise.all((options.services ?? SERVICES).map((service) => line.startService(service)));
    for (const spare of line.spares) spare.start();
    return line;
  }

  async startService(name: ServiceName): Promise<void> {
    this.services[name].start();
    await this.reachable(name);
  }

  /** Waits until a service that was started is ready. */
  async reachable(name: ServiceName): Promise<void> {
    await this.services[name].reachable(`http://127.0.0.1:${this.ports[name]}/readyz`);
  }

  /** The status that a service answers with; 0 when it does not answer. */
  async probe(name: ServiceName, path: 'livez' | 'readyz'): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.ports[name]}/${path}`).catch(() => undefined);
    return response?.status ?? 0;
  }

  /** Another process of a service, on a port of its own. */
  async addReplica(name: ServiceName): Promise<{ service: Service; url: string }> {
    const port = await freePort();
    const service = new Service(name, [`dist/apps/${name}/src/main.js`], { ...this.env, HTTP_PORT: String(port) });
    this.spares.push(service);
    service.start();
    const url = `http://127.0.0.1:${port}`;
    await service.reachable(`${url}/readyz`);
    return { service, url };
  }

  allServices(): Service[] {
    return [...Object.values(this.services), ...this.spares];
  }

  /**
   * Nothing left in any stage, twice in a row: a transaction can be read a few milliseconds after it was committed, so that
   * one look may find a stage idle whose next messages are just about to show.
   */
  async idle(): Promise<void> {
    let quiet = 0;
    await eventually(
      'every stage to be idle',
      async () => {
        if (this.stopped) return true;
        const lags = await this.log.lag(stages);
        quiet = lags.every(({ lag }) => lag === 0) ? quiet + 1 : 0;
        return quiet > 1 ? true : undefined;
      },
      600_000,
      250,
    );
  }

  smuggle(messages: OutgoingMessage[]): Promise<void> {
    return this.log.publish(messages);
  }

  async finalRecords(...topics: string[]): Promise<ReceivedMessage[][]> {
    return allRecords(this.log, topics);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.allServices().map((service) => service.end('SIGTERM')));
    await this.log.close();
  }
}
