import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type Capture, Topics } from '#libs/contracts';
import { captureMessage } from '#apps/ingest';
import { DistributedLineUnderTest, type ServiceName, SERVICES, stages } from '../support/lines.js';
import type { Figures } from './embedded.js';

/** Resident memory at its peak, MB, as Linux counts it; 0 elsewhere. */
function peakMegabytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function fill(line: DistributedLineUnderTest, captures: Capture[]): Promise<void> {
  for (let at = 0; at < captures.length; at += 500) {
    await line.log.publish(captures.slice(at, at + 500).map(captureMessage));
  }
}

function memory(line: DistributedLineUnderTest): Record<string, number> {
  const entries = line.allServices().map((service) => [service.name, peakMegabytes(service.pid)] as const);
  return Object.fromEntries(entries);
}

/** The whole line as processes: all pages put into the log, then until nothing is left to do but the index of words. */
export async function measureDistributed(
  captures: Capture[],
  replicas: number,
  search: 'on' | 'off',
): Promise<Figures> {
  const line = await DistributedLineUnderTest.start(`bench-${replicas}`, { replicas, env: { SEARCH: search } });
  try {
    const started = performance.now();
    await fill(line, captures);
    await line.idle();
    const seconds = (performance.now() - started) / 1000;
    const [events] = await line.finalRecords(Topics.articles);
    const articles = events?.length ?? 0;
    return { articles, seconds, articlesPerSecond: articles / seconds, peakMegabytes: memory(line) };
  } finally {
    await line.stop();
  }
}

export interface StageFigures {
  stage: string;
  messages: number;
  messagesPerSecond: number;
}

/** Each stage alone: its input lies in the log, its service is the only one that runs. */
export async function measureStages(captures: Capture[]): Promise<StageFigures[]> {
  const line = await DistributedLineUnderTest.start('bench-stages', { services: [] });
  const found: StageFigures[] = [];
  try {
    await fill(line, captures);
    for (const name of SERVICES) {
      for (const figures of await measureService(line, name)) found.push(figures);
      await line.services[name].end('SIGTERM');
    }
    return found;
  } finally {
    await line.stop();
  }
}

/**
 * From the first commit of the service to its last: joining the group is not work. dedup has two stages in a row, which
 * overlap; they share the time.
 */
async function measureService(line: DistributedLineUnderTest, name: ServiceName): Promise<StageFigures[]> {
  const group = `babelwire.${name}`;
  const own = stages.filter((stage) => stage.group === group && !stage.topic.endsWith('.retry'));
  const lag = async (): Promise<number> => {
    const lags = await line.log.lag(own);
    return lags.reduce((sum, one) => sum + one.lag, 0);
  };
  const total = await lag();
  await line.startService(name);
  let first: { at: number; lag: number } | undefined;
  for (;;) {
    const now = await lag();
    const at = performance.now();
    if (first === undefined && now !== total) first = { at, lag: now };
    if (first !== undefined && now === 0) {
      const seconds = (at - first.at) / 1000;
      const stage = own.map(({ topic }) => topic).join(' + ');
      return [{ stage: `${name} (${stage})`, messages: total, messagesPerSecond: first.lag / seconds }];
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
