/**
 * Kills everything while pages are sent, and says what was lost or came twice: nothing, or the line is at fault.
 *
 *   npm run chaos -- [--pages N] [--kills K] [--server-kills B] [--pauses P] [--seed S] [--every MS]
 *                    [--modes distributed,embedded] [--embedded-pages N] [--embedded-kills K] [--json]
 *   npm run chaos -- --recovery
 *   npm run chaos -- --flood [--pages N] [--depth N] [--slow S] [--slow-ms MS] [--modes distributed,embedded]
 *
 * Needs Java with Maven, and Python with pip, for a broker and a mongod of its own. The goal: --pages 20000 --kills 25
 * --server-kills 5. Exit code 1 when there is a fault.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { embeddedStorm } from './embedded.js';
import { flood } from './flood.js';
import { allRecoveries } from './recoveries.js';
import { storm } from './storm.js';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '5' },
    'server-kills': { type: 'string', default: '2' },
    pauses: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '5000' },
    modes: { type: 'string', default: 'distributed,embedded' },
    'embedded-pages': { type: 'string', default: '2000' },
    'embedded-kills': { type: 'string', default: '100' },
    flood: { type: 'boolean', default: false },
    recovery: { type: 'boolean', default: false },
    depth: { type: 'string', default: '5000' },
    slow: { type: 'string', default: '0.8' },
    'slow-ms': { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const seed = Number(values.seed);
const results: Record<string, { faults: string[] }> = {};

if (values.flood) {
  for (const mode of ['distributed', 'embedded'] as const) {
    if (!values.modes.includes(mode)) continue;
    say(`a flood, ${mode} …`);
    const [pages, depth] = [Number(values.pages), Number(values.depth)];
    const [slow, slowMs] = [Number(values.slow), Number(values['slow-ms'])];
    results[`flood, ${mode}`] = await flood({ pages, depth, slow, slowMs, mode, say });
  }
}
if (values.recovery) Object.assign(results, await allRecoveries(say));
const storms = !values.flood && !values.recovery;
if (storms && values.modes.includes('distributed')) {
  results.distributed = await storm({
    pages: Number(values.pages),
    kills: Number(values.kills),
    serverKills: Number(values['server-kills']),
    pauses: Number(values.pauses),
    everyMs: Number(values.every),
    seed,
    say,
  });
}
if (storms && values.modes.includes('embedded')) {
  say('embedded …');
  const [pages, kills] = [Number(values['embedded-pages']), Number(values['embedded-kills'])];
  results.embedded = await embeddedStorm({ pages, kills, seed });
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
if (values.json) process.stdout.write(`${JSON.stringify({ machine, seed, ...results }, null, 2)}\n`);
else {
  process.stdout.write(`seed ${seed}; ${machine}\n`);
  for (const [mode, { faults, ...figures }] of Object.entries(results)) {
    process.stdout.write(`\n${mode}: ${faults.length === 0 ? '0 lost, 0 extra' : `${faults.length} FAULTS`}\n`);
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  }
}
if (Object.values(results).some(({ faults }) => faults.length > 0)) process.exitCode = 1;
