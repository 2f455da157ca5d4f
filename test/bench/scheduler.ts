/**
 * What the schedule itself costs: 20,000 sources on hosts of their own, 1,000 of them due each minute, and turns that do all
 * that a turn does but for the requests: claim, host lease, look for due pages, give back, settle.
 *
 *   node apps/standalone/bin/build.js && node --expose-gc dist/test/bench/scheduler.js embedded|mongo [minutes]
 *
 * For mongo, MONGODB_URI names a replica set; else a mongod is started.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#libs/fetch';
import { createStore, type Source, type Store } from '#libs/store';
import { Scheduler } from '../../apps/ingest/src/schedule/scheduler.js';
import { takeTurn } from '../../apps/ingest/src/schedule/take-turn.js';
import type { TurnTools } from '../../apps/ingest/src/schedule/turn.js';
import { Web } from '../../apps/ingest/src/web/web.js';
import { mongoProcess } from '../services/mongo.js';

const SOURCES = 20_000;
const PERIOD_MS = 20 * 60_000;
const LEASE_MS = 60_000;

const [kind = 'embedded', minutes = '3'] = process.argv.slice(2);

async function openStore(): Promise<{ store: Store; remove: () => Promise<void> }> {
  if (kind === 'mongo') {
    const given = process.env.MONGODB_URI;
    const own = given === undefined ? await mongoProcess() : undefined;
    const dbName = `bench_scheduler_${Date.now().toString(36)}`;
    const store = await createStore({ kind, uri: given ?? own?.address ?? '', dbName });
    return { store, remove: async () => own?.stop() };
  }
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-bench-'));
  const store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
  return {
    store,
    remove: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  };
}

/** Source number `index`: due at its place in the period. */
function sourceAt(index: number, now: number): Source {
  const url = `https://paper-${index}.example/feed.xml`;
  const pollAt = now + (index / SOURCES) * PERIOD_MS;
  const history = Array.from({ length: 20 }, (_, age) => now - age * 2 * PERIOD_MS);
  return {
    id: `paper-${index}.example`,
    kind: 'feed',
    url,
    createdAt: now,
    follow: 'pages',
    recheck: true,
    maxAgeMs: 30 * 86_400_000,
    minIntervalMs: 60_000,
    maxIntervalMs: 86_400_000,
    paused: false,
    resources: [{ url, kind: 'feed', pollAt, intervalMs: PERIOD_MS, because: 'publishing', failures: 0, history }],
    nextDueAt: pollAt,
    failing: false,
    captures: { '2026-11-25': 12 },
  };
}

const { store, remove } = await openStore();
await store.migrate();
// Writing them takes a while; the first is due when all are there.
const begin = Date.now() + 60_000;
for (let at = 0; at < SOURCES; at += 500) {
  await Promise.all(Array.from({ length: 500 }, (_, offset) => store.sources.add(sourceAt(at + offset, begin))));
}

const owner = `bench-${process.pid}`;
const options = { contact: '', allow: [], concurrency: 32, minDelayMs: 0, leaseMs: LEASE_MS, maxBodyBytes: 5_000_000 };
const web = new Web(options, { hosts: store.hosts, owner, clock: systemClock });
const nothing = (): void => undefined;
const tools: TurnTools = {
  web,
  entries: store.entries,
  clock: systemClock,
  chance: Math.random,
  recheckMs: [3_600_000],
  retryMs: [60_000],
  publish: () => Promise.resolve(),
  withdraw: () => Promise.resolve(true),
  count: { poll: nothing, visit: nothing },
};
let turns = 0;
const lags: number[] = [];
const scheduler = new Scheduler({
  store,
  clock: systemClock,
  owner,
  leaseMs: LEASE_MS,
  concurrency: 32,
  turn: async (source, signal) => {
    turns += 1;
    lags.push(Date.now() - source.nextDueAt);
    // The poll itself, a request and its reading, is left out; when it is due again is not.
    const polled = source.resources.map((resource) => ({ ...resource, pollAt: Date.now() + PERIOD_MS }));
    return takeTurn({ ...source, resources: polled }, tools, signal);
  },
  warn: (text) => {
    console.error(text);
  },
});

/** The loop's own rest: what an idle process of the same kind takes is not the schedule's. */
const memory: number[] = [];
scheduler.start();
await sleep(Math.max(0, begin - Date.now()));
const cpuBefore = process.cpuUsage();
const startedAt = Date.now();
for (let minute = 0; minute < Number(minutes); minute += 1) {
  await sleep(60_000);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  memory.push(Math.round(rss / 1e6));
  console.log(
    `minute ${minute + 1}: ${turns} turns, ${Math.round(rss / 1e6)} MB, heap ${Math.round(heapUsed / 1e6)} MB`,
  );
}
const { user, system } = process.cpuUsage(cpuBefore);
const seconds = (Date.now() - startedAt) / 1000;
lags.sort((a, b) => a - b);
const percentile = (share: number): number => lags[Math.floor(lags.length * share)] ?? 0;
console.log(
  JSON.stringify({
    store: kind,
    sources: SOURCES,
    turnsAMinute: Math.round((turns / seconds) * 60),
    coreShare: `${(((user + system) / 1e6 / seconds) * 100).toFixed(1)} %`,
    cpuMsATurn: Number(((user + system) / 1000 / turns).toFixed(2)),
    lateMs: { p50: percentile(0.5), p99: percentile(0.99) },
    rssMb: memory,
  }),
);
await scheduler.stop();
await web.close();
await store.close();
await remove();
