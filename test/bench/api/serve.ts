import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '#libs/store';
import { startServices } from '../../services/start.ts';
import { keyEnv } from '../../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../../support/lines.js';
import type { Service } from '../../support/processes.js';
import { fill } from './fill.js';

/** A line whose store is full, and the process that answers readers. */
export interface Served {
  line: LineUnderTest;
  service: Service;
  stop(): Promise<void>;
}

export interface ServeOptions {
  articles: number;
  /** A folder that keeps the embedded store for the next time; by default it goes. */
  keep?: string;
  say: (text: string) => void;
}

/** In one process. */
export async function serveEmbedded({ articles, keep, say }: ServeOptions): Promise<Served> {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'babelwire-api-'));
  mkdirSync(folder, { recursive: true });
  const store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
  await fill(store, articles, say);
  await store.close();
  const line = await EmbeddedLineUnderTest.start({ ...keyEnv, API_AUTH: 'required' }, { data: folder });
  return {
    line,
    service: line.service,
    stop: async () => {
      await line.stop();
      if (keep === undefined) rmSync(folder, { recursive: true });
    },
  };
}

/** The words of 100,000 articles alone take 1.5 GB in their index. An operator's mongod has half of its machine by default. */
const CACHE_GIGABYTES = 2;

/** Four processes, on a real Kafka and MongoDB: those that the environment names, or some of its own. */
export async function serveDistributed({ articles, say }: ServeOptions): Promise<Served> {
  const services = await startServices({ options: [], client: {}, cacheGigabytes: CACHE_GIGABYTES });
  try {
    const { kafkaBrokers, mongodbUri } = services;
    if (kafkaBrokers === undefined || mongodbUri === undefined) throw new Error(services.missing.join('\n'));
    const database = `bench-api-${articles}`;
    const store = await createStore({ kind: 'mongo', uri: mongodbUri, dbName: database });
    await fill(store, articles, say);
    await store.close();
    const env = { KAFKA_BROKERS: kafkaBrokers, MONGODB_URI: mongodbUri, MONGODB_DATABASE: database };
    const line = await DistributedLineUnderTest.start('bench-api', { env });
    return {
      line,
      service: line.services.publish,
      stop: async () => {
        await line.stop();
        await services.stop();
      },
    };
  } catch (error) {
    await services.stop();
    throw error;
  }
}

/** Resident memory of a process now, MB, as Linux counts it; 0 elsewhere. */
export function residentMegabytes({ pid }: Service): number {
  const file = `/proc/${String(pid)}/status`;
  if (!existsSync(file)) return 0;
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024);
}

/** Processor time that a process has had so far, ms, as Linux counts it; 0 elsewhere. */
export function processorMs({ pid }: Service): number {
  const file = `/proc/${String(pid)}/stat`;
  if (!existsSync(file)) return 0;
  // The name, in brackets, may hold blanks; utime and stime are the 14th and 15th field.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** The kernel's USER_HZ, a second: 100 on every Linux that runs Node. */
const TICKS = 100;
