import { BabelwireError } from '#libs/contracts';
import type { Values } from '../command.js';
import type { ShownSource, SourcesApi } from './api.js';
import { say, sourceLines } from './print.js';

/** What the options say of a source, in the API's words. Throws poison `usage`. */
export function settingsOf(values: Values): Record<string, unknown> {
  for (const name of ['follow', 'recheck']) {
    if (values[name] === true && values[`no-${name}`] === true) {
      throw new BabelwireError('usage', 'poison', `--${name} and --no-${name} exclude each other`);
    }
  }
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const number = (name: string): number | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    const value = Number(given);
    if (given.trim() === '' || !Number.isFinite(value)) {
      throw new BabelwireError('usage', 'poison', `--${name} takes a number, not "${given}"`);
    }
    return value;
  };
  const settings = {
    kind: text('kind'),
    id: text('id'),
    name: text('name'),
    timeZone: text('time-zone'),
    languages: text('languages')
      ?.split(',')
      .map((tag) => tag.trim()),
    delaySeconds: number('delay'),
    maxAgeDays: number('max-age'),
    minIntervalSeconds: number('min-interval'),
    maxIntervalSeconds: number('max-interval'),
    follow: values['no-follow'] === true ? 'entries' : values.follow === true ? 'pages' : undefined,
    recheck: values['no-recheck'] === true ? false : values.recheck === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries<unknown>(settings).filter(([, value]) => value !== undefined));
}

/** `babelwire sources add URL…`: each is added; those that can't be are told, and fail the command at the end. */
export async function add(api: SourcesApi, urls: string[], values: Values): Promise<boolean> {
  const added: ShownSource[] = [];
  const settings = settingsOf(values);
  let failed = 0;
  for (const url of urls) {
    try {
      const source = await api.add({ url, ...settings });
      added.push(source);
      if (values.json !== true) process.stdout.write(`${sourceLines(source)}\n`);
    } catch (error) {
      failed += 1;
      say(`${url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(added, null, 2)}\n`);
  return failed === 0;
}
