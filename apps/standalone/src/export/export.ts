import { once } from 'node:events';
import { BabelwireError } from '#libs/contracts';
import { apiAddress, refusal, requestApi } from '../api-client.js';
import type { Values } from '../command.js';
import { moment } from '../moments.js';
import { EXPORT_FORMATS } from './formats.js';
import { PartFile } from './part-file.js';

/** Tries of a connection that brought nothing, one after the other, and the pause before each, ms. */
const TRIES = 5;
const PAUSE_MS = 2000;
/** Between two words on progress, ms. */
const PROGRESS_MS = 2000;

/** Where whole lines go. */
interface Sink {
  lastLine: string | undefined;
  write(lines: string): Promise<void> | void;
}

/** `babelwire export`. */
export async function exportArticles([path = '-']: string[], values: Values): Promise<void> {
  const query = queryOf(values);
  const api = String(values.api);
  const progress = new Progress(values.quiet === true);
  if (path === '-') {
    const sink: Sink = {
      lastLine: undefined,
      write: async (lines) => {
        if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
      },
    };
    await exportTo(sink, api, query, progress);
    return;
  }
  const file = PartFile.open(path, asGiven(values), values.force === true);
  try {
    if (file.lastLine !== undefined) progress.say(`${path}.part is there: going on after its last line`);
    await exportTo(file, api, query, progress);
  } catch (error) {
    file.close();
    throw error;
  }
  file.finish();
  progress.say(`${progress.count} articles written to ${path}`);
}

function queryOf(values: Values): URLSearchParams {
  const format = String(values.format);
  if (!EXPORT_FORMATS.some((one) => one === format)) {
    throw new BabelwireError(
      'usage',
      'poison',
      `--format must be one of ${EXPORT_FORMATS.join(', ')}, not "${format}"`,
    );
  }
  const query = new URLSearchParams({ format });
  for (const name of ['language', 'source', 'type'] as const) {
    if (typeof values[name] === 'string') query.set(name, values[name]);
  }
  if (values.duplicates === true) query.set('duplicates', 'true');
  const moments = { since: 'from', until: 'to' } as const;
  for (const [option, parameter] of Object.entries(moments)) {
    const given = values[option];
    if (typeof given === 'string') query.set(parameter, new Date(moment(option, given, Date.now())).toISOString());
  }
  return query;
}

/** The options that choose articles, as they were given: "7d" means another moment at the next run, and the same export. */
function asGiven(values: Values): string {
  const names = ['format', 'language', 'source', 'type', 'since', 'until', 'duplicates'];
  return JSON.stringify(names.map((name) => values[name] ?? null));
}

/** Until everything has come, over as many connections as that takes. */
async function exportTo(sink: Sink, api: string, query: URLSearchParams, progress: Progress): Promise<void> {
  for (let failures = 0; ;) {
    const before = progress.count;
    try {
      await readAll(sink, api, query, progress);
      return;
    } catch (error) {
      if (error instanceof BabelwireError && error.kind !== 'transient') throw error;
      failures = progress.count > before ? 1 : failures + 1;
      if (failures >= TRIES) throw error;
      progress.say(`the connection was cut (${error instanceof Error ? error.message : String(error)}); going on`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function readAll(sink: Sink, api: string, query: URLSearchParams, progress: Progress): Promise<void> {
  const params = new URLSearchParams(query);
  if (sink.lastLine !== undefined) params.set('after', idIn(sink.lastLine));
  const response = await requestApi(apiAddress(api, `v1/export?${params.toString()}`), {});
  if (!response.ok || response.body === null) throw refusal(await response.text(), response);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes as Uint8Array, { stream: true });
    const end = rest.lastIndexOf('\n') + 1;
    if (end === 0) continue;
    const lines = rest.slice(0, end);
    rest = rest.slice(end);
    await sink.write(lines);
    sink.lastLine = lines.slice(lines.lastIndexOf('\n', end - 2) + 1, end - 1);
    progress.add(lines.split('\n').length - 1);
  }
  if (rest !== '') throw new BabelwireError('export-cut', 'transient', 'the last line is not whole');
}

/** The article that a line of any format is of. */
function idIn(line: string): string {
  const { id, identifier, uri } = JSON.parse(line) as { id?: string; identifier?: string; uri?: string };
  return id ?? identifier ?? uri?.split(':').at(-1) ?? '';
}

class Progress {
  count = 0;
  private readonly started = Date.now();
  private told = Date.now();

  constructor(private readonly quiet: boolean) {}

  say(text: string): void {
    if (!this.quiet) process.stderr.write(`${text}\n`);
  }

  add(lines: number): void {
    this.count += lines;
    if (Date.now() - this.told < PROGRESS_MS) return;
    this.told = Date.now();
    const rate = Math.round(this.count / ((this.told - this.started) / 1000));
    this.say(`${this.count} articles, ${rate} a second …`);
  }
}
