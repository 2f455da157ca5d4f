/**
 * How fast readers are answered, with a full store behind the API: a mix of reads at a rate, and many readers of the stream.
 *
 *   npm run bench:api -- [--articles N] [--rate R] [--seconds S] [--clients C] [--modes embedded,distributed]
 *                        [--keep FOLDER] [--json]
 *
 * Keys are asked for. Everything is on loopback, and this process is on the same machine. The store is filled first, which
 * takes some minutes; --keep leaves the embedded one in a folder for the next time, MONGODB_URI the other one in its
 * database. The goal: a p99 of 50 ms at 200 requests a second with 100,000 articles stored.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type LoadFigures, openLoop } from './api/open-loop.js';
import type { Percentiles } from './api/percentiles.js';
import { reads } from './api/reads.js';
import { processorMs, residentMegabytes, type Served, serveDistributed, serveEmbedded } from './api/serve.js';
import { type StreamFigures, streams } from './api/streams.js';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    clients: { type: 'string', default: '200' },
    modes: { type: 'string', default: 'embedded,distributed' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** Of the stream: pages a second, and how many. */
const PAGES = { pages: 200, perSecond: 20 };
const WARM_UP_SECONDS = 5;

interface Figures {
  load: LoadFigures;
  streams: StreamFigures;
  /** Of the process that answers: what a read costs whatever else this machine does. */
  cpuMsPerRead: number;
  /** Resident memory of the process that answers, MB. */
  memory: { before: number; afterReads: number; withStreams: number };
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const [articles, rate, seconds] = [Number(values.articles), Number(values.rate), Number(values.seconds)];

async function measure({ line, service, stop }: Served): Promise<Figures> {
  try {
    const base = line.client.publishUrl;
    await openLoop(base, reads(rate * WARM_UP_SECONDS, articles, 3), rate);
    const before = residentMegabytes(service);
    say(`  ${rate} reads a second for ${seconds} s …`);
    const busy = processorMs(service);
    const load = await openLoop(base, reads(rate * seconds, articles), rate);
    const cpuMsPerRead = (processorMs(service) - busy) / load.all.count;
    const afterReads = residentMegabytes(service);
    say(`  ${values.clients} readers of the stream …`);
    const streamed = await streams(line.client, { clients: Number(values.clients), ...PAGES });
    return {
      load,
      streams: streamed,
      cpuMsPerRead,
      memory: { before, afterReads, withStreams: residentMegabytes(service) },
    };
  } finally {
    await stop();
  }
}

const found: Record<string, Figures> = {};
for (const [mode, serve] of Object.entries({ embedded: serveEmbedded, distributed: serveDistributed })) {
  if (!values.modes.split(',').includes(mode)) continue;
  say(`${mode}: ${articles} articles …`);
  found[mode] = await measure(
    await serve({ articles, say, ...(values.keep === undefined ? {} : { keep: values.keep }) }),
  );
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
if (values.json) process.stdout.write(`${JSON.stringify({ machine, articles, rate, seconds, found }, null, 2)}\n`);
else
  process.stdout.write(
    `${machine}\n${Object.entries(found)
      .map(([mode, figures]) => report(mode, figures))
      .join('')}`,
  );

function report(mode: string, { load, streams: streamed, cpuMsPerRead, memory }: Figures): string {
  const row = (name: string, { count, p50, p95, p99, most }: Percentiles): string =>
    `| ${name} | ${count} | ${[p50, p95, p99, most].map((ms) => ms.toFixed(1)).join(' | ')} |`;
  return [
    '',
    `## ${mode}`,
    '',
    '| ms | requests | p50 | p95 | p99 | most |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(load.byKind)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([kind, one]) => row(kind, one)),
    row('**all**', load.all),
    '',
    `not 200: ${JSON.stringify(load.refused)}; at once: ${load.mostOpen}; ${cpuMsPerRead.toFixed(2)} ms CPU a read; ${load.megabytesPerSecond.toFixed(1)} MB/s; ` +
      `late in this process: p99 ${load.driverDelay.p99.toFixed(1)} ms, most ${load.driverDelay.most.toFixed(1)} ms`,
    `stream: ${streamed.events} events to ${streamed.clients} readers, ${streamed.faulty} of them missed one or got one twice`,
    '',
    '| ms | events got | p50 | p95 | p99 | most |',
    '| --- | --- | --- | --- | --- | --- |',
    row('first reader → each', streamed.spread),
    row('page sent → each', streamed.throughTheLine),
    '',
    `memory, MB: ${memory.before} before, ${memory.afterReads} after the reads, ${memory.withStreams} with the streams`,
    '',
  ].join('\n');
}
