import { BabelwireError } from '#libs/contracts';
import { absoluteUrl } from '#libs/extraction';
import type { Values } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { PageOrigin } from '../page-origin.js';
import { defaultStateFolder } from './checkpoint.js';
import { openInput } from './open-input.js';
import type { ImportOptions } from './options.js';
import { ImportRun, type ImportResult } from './run-import.js';

/** `babelwire import PATH…`. */
export async function importPaths(paths: string[], values: Values): Promise<void> {
  const options = optionsOf(values, await originOf(values));
  const ending = new AbortController();
  const stop = (): void => {
    ending.abort(new BabelwireError('stopped', 'transient', 'stopped; the same command goes on where it was'));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const results: ImportResult[] = [];
  for (const path of paths) {
    const input = await openInput(path, options.base);
    const result = await new ImportRun(input, path, options, ending.signal).run();
    results.push(result);
    if (values.json !== true) process.stdout.write(`${summaryOf(result)}\n`);
    if (result.stopped !== undefined) break;
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  for (const { path, stopped } of results) {
    if (stopped !== undefined) process.stderr.write(`babelwire import: ${path}: ${stopped}\n`);
  }
  if (!results.every(isClean)) process.exitCode = EXIT.failed;
}

const isClean = ({ stopped, totals, putOff }: ImportResult): boolean =>
  stopped === undefined && totals.refused === 0 && totals.faults === 0 && putOff === 0;

function summaryOf({ path, totals, putOff, seconds, sentNow }: ImportResult): string {
  const parts = [
    `${totals.taken} pages taken`,
    ...(totals.skipped > 0 ? [`${totals.skipped} skipped`] : []),
    ...(totals.refused > 0 ? [`${totals.refused} refused`] : []),
    ...(totals.faults > 0 ? [`${totals.faults} faults`] : []),
    ...(putOff > 0 ? [`${putOff} put off: the same command tries them again`] : []),
  ];
  const rate = seconds > 0 ? ` (${Math.round(sentNow / seconds)} pages/s)` : '';
  return `${path}: ${parts.join(', ')}${rate}`;
}

const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** What the options say of the pages. They are checked by ingest's own code, which is not loaded for nothing. */
async function originOf(values: Values): Promise<PageOrigin> {
  const fields = {
    sourceId: textOf(values, 'source'),
    timeZone: textOf(values, 'time-zone'),
    languages: textOf(values, 'languages'),
  };
  if (Object.values(fields).every((field) => field === undefined)) return {};
  return (await import('../page-origin.js')).pageOrigin(fields);
}

function optionsOf(values: Values, { sourceId, timeZone, languages }: PageOrigin): ImportOptions {
  const text = (name: string): string | undefined => textOf(values, name);
  const number = (name: string, least: number): number => {
    const value = Number(text(name));
    if (text(name)?.trim() !== '' && Number.isFinite(value) && value >= least) return value;
    throw usage(`--${name} takes a number of at least ${least}, not "${text(name) ?? ''}"`);
  };
  const base = absoluteUrl(text('base'), undefined);
  if (text('base') !== undefined && base === undefined) throw usage('--base must be an http or https address');
  const concurrency = number('concurrency', 1);
  if (!Number.isInteger(concurrency)) throw usage('--concurrency takes a whole number');
  return {
    api: String(values.api),
    base,
    concurrency,
    patienceMs: number('patience', 0) * 1000,
    stateFolder: text('state') ?? defaultStateFolder(),
    isFresh: values.fresh === true,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(languages === undefined ? {} : { languages }),
  };
}

const usage = (message: string): BabelwireError => new BabelwireError('usage', 'poison', message);
