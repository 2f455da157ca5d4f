import { setTimeout as sleep } from 'node:timers/promises';
import { Topics } from '#libs/contracts';
import { type GroupLag, openLog, type ReceivedMessage } from '#libs/messaging';
import { createStore } from '#libs/store';
import { kafkaProcess } from '../services/kafka.ts';
import { mongoProcess } from '../services/mongo.ts';
import type { Running } from '../services/processes.ts';
import { random } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { type ServiceName, SERVICES, stages } from '../support/lines.js';
import { Service } from '../support/processes.js';
import { Fleet, type FleetCounts } from './fleet.js';
import { type Findings, judge } from './oracle.js';
import { sendPages } from './send.js';
import { type Item, workload } from './workload.js';

export interface StormOptions {
  pages: number;
  /** Kills of each service. */
  kills: number;
  /** Kills of the broker, and of mongod. */
  serverKills: number;
  /** Pauses of each service beyond its session time-out. */
  pauses: number;
  seed: number;
  /** Mean time between two events, ms. */
  everyMs: number;
  say: (text: string) => void;
}

export interface StormFindings extends Findings, FleetCounts {
  serverKills: { kafka: number; mongod: number };
  sendingSeconds: number;
  seconds: number;
}

/** Beyond the session time-out of 15 s, so that others have taken the partitions when the process wakes up. */
const PAUSE_MS = 20_000;
/** How long a killed broker or mongod is away, ms. */
const AWAY_MS = 4_000;
/** Until a line with everything running again has nothing left to do. */
const CALM_MS = 900_000;

type Event = { kill: ServiceName } | { pause: ServiceName } | { server: 'kafka' | 'mongod' } | { scale: number };

/** Everything in an order that the seed gives; the services are three each in the middle third. */
function plan({ kills, serverKills, pauses }: StormOptions, next: () => number): Event[] {
  const times = <T>(count: number, event: T): T[] => Array.from({ length: count }, () => event);
  const shuffled = [
    ...SERVICES.flatMap((name) => times(kills, { kill: name })),
    ...times(serverKills, { server: 'kafka' as const }),
    ...times(serverKills, { server: 'mongod' as const }),
  ]
    .map((event) => ({ event, at: next() }))
    // Pausing the only process of a service stops it and makes no zombie.
    .concat(SERVICES.flatMap((name) => times(pauses, { event: { pause: name }, at: 0.34 + next() * 0.32 })) as never)
    .concat([
      { event: { scale: 3 }, at: 1 / 3 },
      { event: { scale: 1 }, at: 2 / 3 },
    ] as never);
  return shuffled.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

/** Sends pages through the line on a broker and a mongod of its own while all of it is killed, and judges what came out. */
export async function storm(options: StormOptions): Promise<StormFindings> {
  const { pages, seed, everyMs, say } = options;
  const next = random(seed + 7);
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const [kafka, mongod] = await Promise.all([kafkaProcess(), mongoProcess()]);
  const killServers = (): void => {
    kafka.kill();
    mongod.kill();
  };
  process.once('exit', killServers);
  const env = {
    KAFKA_BROKERS: kafka.address,
    KAFKA_PARTITIONS: '3',
    MONGODB_URI: mongod.address,
    MONGODB_DATABASE: 'chaos',
  };
  const log = await openLog({ kind: 'kafka', brokers: [kafka.address], clientId: 'chaos' });
  const fleet = new Fleet(env, next);
  try {
    await setUp(env);
    await fleet.start();
    say(`${seconds().toFixed(0)} s: everything runs; sending begins`);
    const work = workload(pages, seed);
    const events = plan(options, next);
    const lasts = events.length * everyMs;
    const begun = performance.now();
    const due = (index: number): number => begun + (index / work.items.length) * lasts;
    const sending = Promise.all([
      sendPages(work.items, () => fleet.client(), undefined, due),
      sendPoison(work.items, (item) => log.publish([message(item)]), due),
    ]);
    fleet.armed = true;
    const serverKills = { kafka: 0, mongod: 0 };
    for (const event of events) {
      await sleep(everyMs * (0.5 + next()));
      say(`${seconds().toFixed(0)} s: ${JSON.stringify(event)}`);
      if ('kill' in event) await fleet.kill(event.kill);
      else if ('pause' in event) fleet.pause(event.pause, PAUSE_MS);
      else if ('scale' in event) await Promise.all(SERVICES.map((name) => fleet.scale(name, event.scale)));
      else {
        await restart(event.server === 'kafka' ? kafka : mongod);
        serverKills[event.server] += 1;
      }
    }
    await sending;
    const sendingSeconds = seconds();
    fleet.armed = false;
    await fleet.allResumed();
    say(`${sendingSeconds.toFixed(0)} s: all is sent and the storm is over; waiting for the line`);
    await idle(async () => (await log.lag(stages)).filter(({ lag }) => lag > 0), say).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${fleet.lastWords()}`, { cause: error });
    });
    say(`${seconds().toFixed(0)} s: nothing left to do; judging`);
    const store = await createStore({ kind: 'mongo', uri: mongod.address, dbName: 'chaos' });
    const findings = await judge(work, store, async (topic) => {
      const records: ReceivedMessage[] = [];
      for await (const record of log.read(topic)) records.push(record);
      return records;
    });
    await store.close();
    const codes = await fleet.stop();
    const faults = [
      ...findings.faults,
      ...codes.filter((code) => code !== 0).map((code) => `a service left with ${String(code)}`),
    ];
    return { ...findings, ...fleet.counts, faults, serverKills, sendingSeconds, seconds: seconds() };
  } finally {
    await fleet.abandon();
    await log.close();
    await Promise.all([kafka.stop(), mongod.stop()]);
    process.off('exit', killServers);
  }
}

async function setUp(env: Record<string, string>): Promise<void> {
  const setup = new Service('setup', ['apps/standalone/bin/babelwire.js', 'setup'], env);
  setup.start();
  const code = await setup.ended();
  if (code !== 0) throw new Error(`setup ended with ${String(code)}:\n${setup.output}`);
}

async function restart(server: Running): Promise<void> {
  server.kill();
  await sleep(AWAY_MS);
  await server.restart?.();
}

const message = (
  item: Item & { kind: 'poison' },
): { topic: string; key: string; value: Buffer; headers: Record<string, string> } => ({
  topic: Topics.captures,
  key: item.key,
  value: item.value,
  headers: { 'x-origin': item.key },
});

/** Poison goes past the HTTP edge, which would refuse it; sent again for as long as the broker is away. */
async function sendPoison(
  items: Item[],
  send: (item: Item & { kind: 'poison' }) => Promise<void>,
  due: (index: number) => number,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'poison') continue;
    await sleep(Math.max(0, due(index) - performance.now()));
    for (let sent = false; !sent;) {
      sent = await send(item).then(
        () => true,
        () => sleep(500).then(() => false),
      );
    }
  }
}

/** Nothing left in any stage, three looks in a row: a transaction shows some milliseconds after it was committed. */
async function idle(left: () => Promise<GroupLag[]>, say: (text: string) => void): Promise<void> {
  let [quiet, looks] = [0, 0];
  await eventually(
    'the line to have nothing left to do',
    async () => {
      const stages = await left();
      if (looks++ % 20 === 0) say(`  to go: ${stages.map(({ topic, lag }) => `${lag} of ${topic}`).join(', ')}`);
      quiet = stages.length === 0 ? quiet + 1 : 0;
      return quiet >= 3 ? true : undefined;
    },
    CALM_MS,
    500,
  );
}
