import kafkajs from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSUMERS, deadLetterTopic, groupOf, retryTopic, Topics } from '#libs/contracts';
import { kafkaProcess } from '../services/kafka.ts';
import { mongoProcess } from '../services/mongo.ts';
import type { Running } from '../services/processes.ts';
import { type GeneratedPage, generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { DistributedLineUnderTest, type ServiceName, SERVICES } from '../support/lines.js';
import type { Service } from '../support/processes.js';

/** What one thing that went wrong, and was put right, came to. */
export interface Recovery {
  [figure: string]: number | string[];
  faults: string[];
}

/** What a service says when it begins to wait for its broker. */
const WAITING = /waiting \(/g;

/** A line on a broker and a mongod of its own, that can be taken away and brought back. */
export class RecoveringLine {
  private sent = 0;
  private readonly pages: GeneratedPage[] = [];

  private constructor(
    readonly line: DistributedLineUnderTest,
    readonly kafka: Running,
    readonly mongod: Running,
    private readonly killServers: () => void,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<RecoveringLine> {
    // One after the other: on a busy machine two that start at once are in each other's way.
    const kafka = await kafkaProcess();
    const mongod = await mongoProcess().catch(async (error: unknown) => {
      await kafka.stop();
      throw error;
    });
    const killServers = (): void => {
      kafka.kill();
      mongod.kill();
    };
    process.once('exit', killServers);
    const servers = { KAFKA_BROKERS: kafka.address, MONGODB_URI: mongod.address };
    const line = await DistributedLineUnderTest.start('recovery', { env: { ...env, ...servers } });
    return new RecoveringLine(line, kafka, mongod, killServers);
  }

  async stop(): Promise<void> {
    await this.line.stop();
    await Promise.all([this.kafka.stop(), this.mongod.stop()]);
    process.off('exit', this.killServers);
  }

  /** Sends a page until it is taken; how many seconds later its article can be read. */
  async through(): Promise<number> {
    const started = performance.now();
    const page = await this.send();
    await this.stored(page);
    return secondsSince(started);
  }

  /** Sends a page until it is taken. */
  async send(): Promise<GeneratedPage> {
    const page = generatedPage('recovery', (this.sent += 1), 1);
    await eventually(
      'a page to be taken',
      async () => {
        const response = await this.line.client.send(page.html, 'text/html', { url: page.url, sourceId: 'recovery' });
        await response.arrayBuffer();
        return response.status === 202 ? true : undefined;
      },
      120_000,
      50,
    );
    this.pages.push(page);
    return page;
  }

  async sendMany(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) await this.send();
  }

  /** Every page that was taken, and nothing else, is stored once; and nothing became a dead letter. */
  async faults(): Promise<string[]> {
    await this.line.idle();
    const stored = await this.line.client.articles({ source: 'recovery', duplicates: 'true' });
    const urls = stored.map(({ canonicalUrl }) => canonicalUrl).sort();
    const sent = this.pages.map(({ url }) => url).sort();
    const faults =
      JSON.stringify(urls) === JSON.stringify(sent) ? [] : [`${sent.length} pages, ${urls.length} articles`];
    const letters = await this.line.finalRecords(...CONSUMERS.map(({ topic }) => deadLetterTopic(topic)));
    const dead = letters.flat().length;
    return dead === 0 ? faults : [...faults, `${dead} dead letters`];
  }

  /** Messages that took the way round through a retry topic. */
  async retried(): Promise<number> {
    return (await this.line.finalRecords(...CONSUMERS.map(({ topic }) => retryTopic(topic)))).flat().length;
  }

  /** The broker leads its partitions and knows its groups, as a client of its own sees it. */
  async brokerServes(): Promise<void> {
    const stages = CONSUMERS.map(({ service, topic }) => ({ group: groupOf(service), topic }));
    await eventually(
      'the broker to serve',
      async () => {
        await this.line.log.lag(stages);
        return true;
      },
      120_000,
      50,
    );
  }

  private async stored({ url }: GeneratedPage): Promise<void> {
    await eventually(
      'its article',
      async () => {
        const found = await this.line.client.articles({ source: 'recovery', duplicates: 'true' });
        return found.some(({ canonicalUrl }) => canonicalUrl === url) ? true : undefined;
      },
      180_000,
      100,
    );
  }
}

const secondsSince = (started: number): number => Math.round((performance.now() - started) / 100) / 10;

/**
 * The broker or mongod is killed with work under way, stays away, and comes back. `opening`: seconds from its taking connections
 * until it serves: a broker that was killed does not lead its partitions before the controller has given up the one that it
 * was before. `usual`: seconds that a page takes when nothing is wrong. `resumed`: seconds from then until a page that was sent then can be read.
 */
export async function serverRestart(
  recovering: RecoveringLine,
  server: 'kafka' | 'mongod',
  awaySeconds: number,
): Promise<Recovery> {
  const usual = await recovering.through();
  const retriedBefore = await recovering.retried();
  await recovering.sendMany(30);
  recovering[server].kill();
  // ingest needs only the broker: while mongod is away, pages go on coming.
  const until = performance.now() + awaySeconds * 1000;
  while (performance.now() < until) {
    if (server === 'mongod') await recovering.send();
    await sleep(200);
  }
  await recovering[server].restart?.();
  const open = performance.now();
  if (server === 'kafka') await recovering.brokerServes();
  const opening = secondsSince(open);
  const returned = performance.now();
  await recovering.through();
  const resumed = secondsSince(returned);
  const faults = await recovering.faults();
  return {
    usual,
    opening,
    awaySeconds,
    resumed,
    allDone: secondsSince(returned),
    retried: (await recovering.retried()) - retriedBefore,
    faults,
  };
}

/**
 * The services are started while the broker is away, and it comes `awaySeconds` later. They must live, not be ready, say once
 * what they wait for, and go on by themselves.
 */
export async function brokerAwayAtStart(recovering: RecoveringLine, awaySeconds: number): Promise<Recovery> {
  const { line, kafka } = recovering;
  const usual = await recovering.through();
  await Promise.all(line.allServices().map((service) => service.end('SIGTERM')));
  kafka.kill();
  const said = new Map(line.allServices().map((service) => [service, service.output.length]));
  for (const service of line.allServices()) service.start();
  const waitsOf = (service: Service): number => [...service.output.slice(said.get(service)).matchAll(WAITING)].length;
  await sleep(awaySeconds * 1000);
  // On a busy machine some have hardly started by then; who says nothing at all is told of below.
  const all = eventually(
    'a word of each',
    () => Promise.resolve(line.allServices().every((one) => waitsOf(one) > 0 || !one.running) || undefined),
    60_000,
  );
  await all.catch(() => undefined);
  const faults: string[] = [];
  for (const name of SERVICES) {
    const service = line.services[name];
    if (!service.running) faults.push(`${name} ended: ${service.output.slice(said.get(service))}`);
    const [live, ready] = [await line.probe(name, 'livez'), await line.probe(name, 'readyz')];
    if (live !== 200 || ready !== 503) faults.push(`${name} answers /livez with ${live}, /readyz with ${ready}`);
    const waits = waitsOf(service);
    if (waits !== 1)
      faults.push(`${name} said ${waits} times that it waits: ${service.output.slice(said.get(service))}`);
  }
  await kafka.restart?.();
  await recovering.brokerServes();
  const returned = performance.now();
  await recovering.through();
  return { awaySeconds, usual, resumed: secondsSince(returned), faults: [...faults, ...(await recovering.faults())] };
}

/** All services are told to end with work under way. `slowest`: seconds until the last has left. */
export async function drain(recovering: RecoveringLine, pages: number): Promise<Recovery> {
  const { line } = recovering;
  const sending = recovering.sendMany(pages);
  await sending;
  const started = performance.now();
  const left = await Promise.all(
    line.allServices().map(async (service) => {
      const code = await service.end('SIGTERM');
      return { name: service.name, code, seconds: secondsSince(started) };
    }),
  );
  const backlog = (
    await line.log.lag(CONSUMERS.map(({ service, topic }) => ({ group: groupOf(service), topic })))
  ).reduce((sum, { lag }) => sum + lag, 0);
  const faults = left.filter(({ code, seconds }) => code !== 0 || seconds > 25).map((one) => JSON.stringify(one));
  await Promise.all(SERVICES.map((name) => line.startService(name)));
  return {
    pages,
    leftInTheLine: backlog,
    slowest: Math.max(...left.map(({ seconds }) => seconds)),
    faults: [...faults, ...(await recovering.faults())],
  };
}

/** The first call of a handler never answers. `seconds`: until its page came out all the same. */
export async function hangingHandler(
  recovering: RecoveringLine,
  name: ServiceName,
  timeoutSeconds: number,
): Promise<Recovery> {
  const { line } = recovering;
  const service = line.services[name];
  const restart = async (more: Record<string, string>): Promise<void> => {
    await service.end('SIGTERM');
    service.start(more);
    await line.reachable(name);
  };
  const from = service.output.length;
  await restart({ BABELWIRE_FAILPOINT: 'hang:1', CONSUMER_HANDLER_TIMEOUT_SECONDS: String(timeoutSeconds) });
  const seconds = await recovering.through();
  const faults = service.output.slice(from).includes('did not answer in')
    ? []
    : [`it did not say why: ${service.output.slice(from)}`];
  if (seconds < timeoutSeconds) faults.push(`it took ${seconds} s, less than the time-out`);
  await restart({});
  return { timeoutSeconds, seconds, faults: [...faults, ...(await recovering.faults())] };
}

/**
 * A consumer that can't go on: somebody's client is in its group and speaks another protocol, which the broker refuses for good.
 * The process must end with 1 and say why; started again without the stranger, it works.
 */
export async function crashedConsumer(recovering: RecoveringLine, name: ServiceName): Promise<Recovery> {
  const { line } = recovering;
  const service = line.services[name];
  await service.end('SIGTERM');
  const { KAFKA_BROKERS: brokers = '', KAFKA_PREFIX: prefix = '' } = line.env;
  const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const stranger = kafka.consumer({ groupId: `${prefix}babelwire.${name}` });
  await stranger.connect();
  await stranger.subscribe({ topics: [`${prefix}${Topics.articlesTagged}`] });
  const joined = new Promise((resolve) => stranger.on(stranger.events.GROUP_JOIN, resolve));
  await stranger.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await joined;
  const from = service.output.length;
  const started = performance.now();
  service.start();
  const code = await Promise.race([service.ended(), sleep(60_000, 'it runs on' as const, { ref: false })]);
  const seconds = secondsSince(started);
  await stranger.disconnect();
  const faults = code === 1 ? [] : [`it left with ${String(code)}: ${service.output.slice(from)}`];
  if (service.output.length === from) faults.push('it said nothing');
  await service.end('SIGKILL');
  await line.startService(name);
  await recovering.through();
  return { seconds, faults: [...faults, ...(await recovering.faults())] };
}
