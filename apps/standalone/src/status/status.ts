import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { BabelwireError } from '#libs/contracts';
import type { Values } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { type Overview, overviewOf } from './overview.js';

/** Moves the cursor to the top left and clears what is below. */
const CLEAR = '\u001b[H\u001b[J';

/** `babelwire status`. */
export async function status(values: Values): Promise<void> {
  const [api, asJson] = [String(values.api), values.json === true];
  const seconds = Number(values.every);
  if (!(seconds > 0)) {
    throw new BabelwireError('usage', 'poison', `--every takes a number of seconds, not "${String(values.every)}"`);
  }
  if (values.watch === true) {
    await watch(api, asJson, seconds * 1000);
    return;
  }
  const overview = await overviewOf(api);
  process.stdout.write(`${asJson ? JSON.stringify(overview, null, 2) : inWords(overview)}\n`);
  if (overview.state !== 'ok') process.exitCode = EXIT.failed;
}

/** Until Ctrl-C, which is no failure. A line that is away is shown so: it may come back. */
async function watch(api: string, asJson: boolean, everyMs: number): Promise<void> {
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  process.stdout.once('error', end);
  for (let first = true; !ending.signal.aborted; first = false) {
    let text: string;
    try {
      const overview = await overviewOf(api);
      text = asJson ? JSON.stringify(overview) : inWords(overview);
    } catch (error) {
      const isPassing = error instanceof BabelwireError && error.kind === 'transient';
      if (first || !isPassing) throw error;
      text = asJson
        ? JSON.stringify({ at: new Date().toISOString(), state: 'down', error: error.message })
        : error.message;
    }
    process.stdout.write(`${process.stdout.isTTY && !asJson ? CLEAR : ''}${text}\n`);
    await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
  }
  process.exit(EXIT.ok);
}

function inWords({ at, state, checks, stages, disk, sources, languages }: Overview): string {
  const away = checks.filter(({ ok }) => !ok).map(({ name, message = '' }) => `${name} is away: ${message}`);
  const words = { ok: 'well', attention: 'wants attention', down: 'down' }[state];
  return [
    `the line is ${words} (${at.slice(0, 19)}Z)`,
    ...away,
    ...(disk?.isLow === true
      ? [`the disk of the store is nearly full: ${Math.floor(disk.free / 1e6)} MB are free`]
      : []),
    stageTable(stages),
    `sources    ${sourcesInWords(sources)}`,
    `languages  ${languagesInWords(languages)}`,
  ].join('\n');
}

function stageTable(stages: Overview['stages']): string {
  const table = new Table({
    head: ['service', 'takes', 'state', 'rate', 'waiting', 'oldest', 'retry', 'dead'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { service, topic, state, perMinute, waiting, oldestSeconds, retrying, deadLetters } of stages) {
    const rate = perMinute === undefined ? '–' : `${perMinute}/min`;
    table.push([service, topic, state, rate, waiting, span(oldestSeconds), retrying, deadLetters]);
  }
  return table.toString();
}

function span(seconds: number | undefined): string {
  if (seconds === undefined || seconds === 0) return '–';
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function sourcesInWords(sources: Overview['sources']): string {
  if (sources === undefined) return 'not known here: publish was started without INGEST_URL, or ingest is away';
  const { all, failing, paused, failingIds } = sources;
  const names = failing === 0 ? '' : ` (${failingIds.slice(0, 5).join(', ')}${failing > 5 ? ', …' : ''})`;
  return `${all - failing - paused} healthy, ${failing} failing${names}, ${paused} paused`;
}

function languagesInWords({ of, counts }: Overview['languages']): string {
  if (of === 0) return 'no articles yet';
  return `${counts.map(([language, count]) => `${language} ${count}`).join(', ')} (of the latest ${of} articles)`;
}
