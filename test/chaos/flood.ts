import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSUMERS, deadLetterTopic, Topics } from '#libs/contracts';
import { kafkaProcess } from '../services/kafka.ts';
import { mongoProcess } from '../services/mongo.ts';
import { generatedPage } from '../support/generated-pages.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';
import type { Service } from '../support/processes.js';

export interface FloodOptions {
  pages: number;
  /** MAX_BACKLOG: from so many messages in the line on, pages are refused. */
  depth: number;
  /** On Kafka: of a second, how much publish is held still. */
  slow: number;
  /** Embedded, where the line is one process: what each message takes publish longer, ms. */
  slowMs: number;
  mode: 'distributed' | 'embedded';
  say: (text: string) => void;
}

export interface FloodFindings {
  pages: number;
  depth: number;
  /** Answers 503 with Retry-After; and all answers that were neither that nor 202. */
  refused: number;
  otherAnswers: number;
  /** Connections that ended before an answer came: the page is sent again, and is the same page. */
  cut: number;
  /** Highest backlog that `/metrics` told, by topic. */
  backlog: Record<string, number>;
  /** Resident memory in MB of each process: the mean of the second fifth of the flood, of the last fifth, and the most. */
  memory: Record<string, { early: number; late: number; most: number }>;
  seconds: number;
  faults: string[];
}

const SENDERS = 8;
const SAMPLE_MS = 1_000;
const SLICE_MS = 1_000;

/** Sends pages as fast as they are taken, to a line whose publisher is slow; each is sent until it is taken. */
export async function flood(options: FloodOptions): Promise<FloodFindings> {
  const started = performance.now();
  const watched = await watchedLine(options);
  const { line, processes } = watched;
  const samples = new Map<string, number[]>();
  const backlog: Record<string, number> = {};
  const faults: string[] = [];
  let [taken, refused, otherAnswers, cut] = [0, 0, 0, 0];
  const end = new AbortController();
  const watching = (async (): Promise<void> => {
    while (!end.signal.aborted) {
      for (const [name, service] of Object.entries(processes)) {
        samples.set(name, [...(samples.get(name) ?? []), residentMb(service)]);
      }
      for (const [topic, lag] of await backlogOf(line)) backlog[topic] = Math.max(backlog[topic] ?? 0, lag);
      if ((samples.get('ingest') ?? samples.get('standalone') ?? []).length % 30 === 0)
        options.say(
          `  ${Math.round((performance.now() - started) / 1000)} s: ${taken} taken, ${refused} refused, backlog ${JSON.stringify(backlog)}`,
        );
      await sleep(SAMPLE_MS);
    }
  })();
  const holding = holdStill(options.mode === 'distributed' ? processes.publish : undefined, options.slow, end.signal);
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let index = next++; index < options.pages; index = next++) {
      const page = generatedPage('flood', index, 1);
      for (let isTaken = false; !isTaken;) {
        const origin = { url: page.url, sourceId: 'flood' };
        const response = await line.client.send(page.html, 'text/html', origin).catch(() => undefined);
        if (response === undefined) {
          cut += 1;
          await sleep(100);
          continue;
        }
        await response.arrayBuffer();
        isTaken = response.status === 202;
        const after = Number(response.headers.get('retry-after') ?? Number.NaN);
        if (response.status === 503 && after > 0) refused += 1;
        else if (!isTaken) otherAnswers += 1;
        if (!isTaken) await sleep(1000 * (after > 0 ? after : 1));
      }
      taken += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: SENDERS }, sender));
    options.say(`all ${taken} pages taken after ${Math.round((performance.now() - started) / 1000)} s`);
    await line.idle();
    end.abort();
    await Promise.all([watching, holding]);
    faults.push(...(await faultsOf(line, options.pages)));
    const memory = Object.fromEntries([...samples].map(([name, values]) => [name, course(values)]));
    return {
      pages: options.pages,
      depth: options.depth,
      refused,
      otherAnswers,
      cut,
      backlog,
      memory,
      seconds: (performance.now() - started) / 1000,
      faults,
    };
  } finally {
    end.abort();
    await watching.catch(() => undefined);
    await holding;
    await watched.stop();
  }
}

async function watchedLine({ mode, depth, slowMs }: FloodOptions): Promise<{
  line: LineUnderTest;
  processes: Record<string, Service>;
  stop: () => Promise<void>;
}> {
  const env = { MAX_BACKLOG: String(depth) };
  if (mode === 'embedded') {
    const line = await EmbeddedLineUnderTest.start({ ...env, BABELWIRE_FAILPOINT: `slow-publish:${slowMs}` });
    return { line, processes: { standalone: line.service }, stop: () => line.stop() };
  }
  const [kafka, mongod] = await Promise.all([kafkaProcess(), mongoProcess()]);
  const killServers = (): void => {
    kafka.kill();
    mongod.kill();
  };
  process.once('exit', killServers);
  const servers = { KAFKA_BROKERS: kafka.address, MONGODB_URI: mongod.address };
  const line = await DistributedLineUnderTest.start('flood', { env: { ...env, ...servers } });
  return {
    line,
    processes: line.services,
    stop: async () => {
      await line.stop();
      await Promise.all([kafka.stop(), mongod.stop()]);
      process.off('exit', killServers);
    },
  };
}

/** A process that works for a part of each second only: slow as a store that is short of breath makes it. */
async function holdStill(service: Service | undefined, share: number, end: AbortSignal): Promise<void> {
  if (service === undefined || share === 0) return;
  while (!end.aborted) {
    service.signal('SIGSTOP');
    await sleep(SLICE_MS * share);
    service.signal('SIGCONT');
    await sleep(SLICE_MS * (1 - share));
  }
}

function residentMb({ pid }: Service): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** As an operator's monitoring sees it. */
async function backlogOf(line: LineUnderTest): Promise<[string, number][]> {
  const response = await fetch(`${line.client.ingestUrl}/metrics`).catch(() => undefined);
  const text = (await response?.text()) ?? '';
  return [...text.matchAll(/^babelwire_backlog_messages\{[^}]*topic="([^"]+)"[^}]*\} (\d+)/gm)]
    .map(([, topic = '', lag]): [string, number] => [topic, Number(lag)])
    .filter(([, lag]) => lag > 0);
}

function course(values: number[]): { early: number; late: number; most: number } {
  const mean = (part: number[]): number =>
    Math.round(part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length));
  const fifth = Math.floor(values.length / 5);
  return {
    early: mean(values.slice(fifth, 2 * fifth)),
    late: mean(values.slice(-fifth)),
    most: Math.round(Math.max(...values)),
  };
}

async function faultsOf(line: LineUnderTest, pages: number): Promise<string[]> {
  const faults: string[] = [];
  const stored = await line.client.articles({ source: 'flood', duplicates: 'true' });
  const urls = new Set(stored.map(({ canonicalUrl }) => canonicalUrl));
  if (urls.size !== pages || stored.length !== pages)
    faults.push(`${stored.length} articles of ${urls.size} pages are stored; ${pages} were taken`);
  const [events = [], ...letters] = await line.finalRecords(
    Topics.articles,
    ...CONSUMERS.map(({ topic }) => deadLetterTopic(topic)),
  );
  const told = new Set(events.filter(({ headers }) => headers.ce_type !== 'article.updated').map(({ key }) => key));
  if (stored.some(({ id }) => !told.has(id))) faults.push('some articles were stored and never told');
  const dead = letters.flat().length;
  if (dead > 0) faults.push(`${dead} dead letters`);
  return faults;
}
