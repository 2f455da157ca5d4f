import { Agent, get } from 'node:http';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '../../support/generated-pages.js';
import { keyHeaders } from '../../support/key.js';
import { percentiles, type Percentiles } from './percentiles.js';
import type { Read } from './reads.js';

export interface LoadFigures {
  all: Percentiles;
  byKind: Record<string, Percentiles>;
  /** Answers other than 200, by status; 0: none came. */
  refused: Record<string, number>;
  megabytesPerSecond: number;
  /** Requests under way at once, at most. */
  mostOpen: number;
  /** How late this process itself was, ms: what it adds to the figures. */
  driverDelay: { p99: number; most: number };
}

const TIMEOUT_MS = 20_000;

/**
 * Sends requests at moments that were settled beforehand (a Poisson process: readers do not know of one another), whether
 * earlier ones were answered or not. A latency counts from the settled moment to the last byte: what a stalled server
 * makes others wait is part of it (no coordinated omission).
 */
export async function openLoop(base: string, reads: Read[], perSecond: number, seed = 2): Promise<LoadFigures> {
  const next = random(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const taken = new Map<string, number[]>();
  const refused: Record<string, number> = {};
  let [open, mostOpen, bytes] = [0, 0, 0];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const send = async ({ kind, path }: Read, due: number): Promise<void> => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    const answer = await request(agent, `${base}${path}`);
    open -= 1;
    bytes += answer.bytes;
    if (answer.status !== 200) refused[answer.status] = (refused[answer.status] ?? 0) + 1;
    const values = taken.get(kind) ?? [];
    values.push(performance.now() - due);
    taken.set(kind, values);
  };
  const sent: Promise<void>[] = [];
  let due = started;
  for (const read of reads) {
    due += (-Math.log(1 - next()) * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    sent.push(send(read, due));
  }
  await Promise.all(sent);
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  agent.destroy();
  return {
    all: percentiles([...taken.values()].flat()),
    byKind: Object.fromEntries([...taken].map(([kind, values]) => [kind, percentiles(values)])),
    refused,
    megabytesPerSecond: bytes / 1e6 / seconds,
    mostOpen,
    driverDelay: { p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 },
  };
}

function request(agent: Agent, url: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve) => {
    let bytes = 0;
    const failed = (): void => {
      resolve({ status: 0, bytes });
    };
    const sent = get(url, { agent, headers: keyHeaders, timeout: TIMEOUT_MS }, (response) => {
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, bytes });
      });
      response.once('error', failed);
    });
    sent.once('timeout', () => sent.destroy());
    sent.once('error', failed);
  });
}
