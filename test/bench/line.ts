/**
 * End-to-end articles a second and peak memory of the whole line in both modes, and each stage alone.
 *
 *   npm run bench -- [DIR] [--pages N] [--bytes B] [--modes embedded,distributed,stages] [--workers 1,2]
 *                    [--beside nothing,http,http+search] [--json]
 *
 * DIR: a folder of pages (.html, .txt, also .gz); without it, N text articles of B bytes are generated. --beside: what runs
 * with the line; its processes on Kafka have an HTTP server each in any case, which asks for keys.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startServices } from '../services/start.ts';
import { measureDistributed, measureStages, type StageFigures } from './distributed.js';
import { type Figures, measureEmbedded } from './embedded.js';
import { capturesOf, generatedCaptures } from './pages.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '10000' },
    bytes: { type: 'string', default: '4000' },
    modes: { type: 'string', default: 'embedded,distributed,stages' },
    workers: { type: 'string', default: '1,2' },
    beside: { type: 'string', default: 'nothing,http+search' },
    json: { type: 'boolean', default: false },
    // One measurement in a process of its own, so that memory is its own: for this program's use.
    only: { type: 'string' },
  },
});

const [folder] = positionals;
const captures =
  folder === undefined ? generatedCaptures(Number(values.pages), Number(values.bytes)) : capturesOf(folder);
const modes = values.modes.split(',');
const workers = values.workers.split(',').map(Number);
const besides = (['nothing', 'http', 'http+search'] as const).filter((one) => values.beside.split(',').includes(one));

const searches = (['off', 'on'] as const).filter((one) =>
  besides.some((extra) => extra.endsWith('search') === (one === 'on')),
);

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function main(): Promise<void> {
  if (values.only !== undefined) {
    const [beside = 'nothing'] = besides;
    process.stdout.write(JSON.stringify(await measureEmbedded(captures, Number(values.only), beside)));
    return;
  }
  const whole: { mode: string; workers: number; figures: Figures }[] = [];
  let alone: StageFigures[] = [];
  if (modes.includes('embedded')) {
    for (const [count, beside] of workers.flatMap((one) => besides.map((extra) => [one, extra] as const))) {
      say(`embedded, ${count} worker(s), beside it ${beside} …`);
      const own = ['--only', String(count), '--beside', beside];
      const output = execFileSync(process.execPath, [...process.argv.slice(1), ...own], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const figures = JSON.parse(output.toString()) as Figures;
      whole.push({ mode: `embedded, ${beside}`, workers: count, figures });
    }
  }
  if (modes.includes('distributed') || modes.includes('stages')) {
    const services = await startServices();
    if (services.kafkaBrokers === undefined || services.mongodbUri === undefined) {
      if (!process.env.KAFKA_BROKERS || !process.env.MONGODB_URI) {
        throw new Error(`Kafka and MongoDB are needed:\n  ${services.missing.join('\n  ')}`);
      }
    }
    process.env.KAFKA_BROKERS ??= services.kafkaBrokers;
    process.env.MONGODB_URI ??= services.mongodbUri;
    try {
      if (modes.includes('distributed')) {
        for (const [count, search] of workers.flatMap((one) => searches.map((on) => [one, on] as const))) {
          say(`distributed, ${count} process(es) a service, search ${search} …`);
          const figures = await measureDistributed(captures, count, search);
          whole.push({ mode: `distributed, search ${search}`, workers: count, figures });
        }
      }
      if (modes.includes('stages')) {
        say('each stage alone …');
        alone = await measureStages(captures);
      }
    } finally {
      await services.stop();
    }
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ machine, pages: captures.length, whole, stages: alone }, null, 2)}\n`);
    return;
  }
  process.stdout.write(report(machine, whole, alone));
}

function report(
  machine: string,
  whole: { mode: string; workers: number; figures: Figures }[],
  alone: StageFigures[],
): string {
  const lines = [
    `${captures.length} pages; ${machine}`,
    '',
    '| mode | workers | articles | seconds | articles/s | CPU ms/article | peak MB |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const { mode, workers: count, figures } of whole) {
    const peak = Object.entries(figures.peakMegabytes).map(([name, megabytes]) => `${name} ${megabytes}`);
    lines.push(
      `| ${mode} | ${count} | ${figures.articles} | ${figures.seconds.toFixed(1)} | ${figures.articlesPerSecond.toFixed(0)} | ${figures.cpuMsPerArticle?.toFixed(2) ?? '–'} | ${peak.join(', ')} |`,
    );
  }
  lines.push('', '| stage alone, on Kafka | messages | messages/s |', '| --- | --- | --- |');
  for (const { stage, messages, messagesPerSecond } of alone) {
    lines.push(`| ${stage} | ${messages} | ${messagesPerSecond.toFixed(0)} |`);
  }
  return `${lines.join('\n')}\n`;
}

await main();
