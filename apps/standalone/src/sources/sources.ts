import { BabelwireError } from '#libs/contracts';
import type { Values } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { add, settingsOf } from './add.js';
import { type ShownSource, SourcesApi } from './api.js';
import { importOpml } from './import-opml.js';
import { say, sourceTable, trialLines } from './print.js';

type Action = (api: SourcesApi, rest: string[], values: Values) => Promise<boolean>;

const actions: Record<string, Action> = {
  add,
  list,
  test,
  set,
  pause: (api, ids) => each(ids, (id) => api.change(id, { paused: true })),
  resume: (api, ids) => each(ids, (id) => api.change(id, { paused: false })),
  remove: (api, ids) => each(ids, (id) => api.remove(id)),
  import: importOpml,
};

/** `babelwire sources …`: everything by way of the HTTP API of a running Babelwire. */
export async function sources([action = '', ...rest]: string[], values: Values): Promise<void> {
  const api = new SourcesApi(String(values.api));
  const isDone = await actions[action]?.(api, rest, values);
  if (isDone !== true) process.exitCode = EXIT.failed;
}

async function list(api: SourcesApi, _: string[], values: Values): Promise<boolean> {
  const found = await api.list();
  process.stdout.write(`${values.json === true ? JSON.stringify(found, null, 2) : sourceTable(found)}\n`);
  return true;
}

async function test(api: SourcesApi, [url = '']: string[], values: Values): Promise<boolean> {
  const { kind, timeZone, maxAgeDays } = settingsOf(values);
  const trial = await api.test({ url, kind, timeZone, maxAgeDays });
  process.stdout.write(`${values.json === true ? JSON.stringify(trial, null, 2) : trialLines(trial)}\n`);
  return trial.resources.every(({ error }) => error === undefined);
}

/** The address and kind of a source, and its id, stay what they are: another address is another source. */
async function set(api: SourcesApi, ids: string[], values: Values): Promise<boolean> {
  const { kind, id, ...settings } = settingsOf(values);
  if (kind !== undefined || id !== undefined) {
    throw new BabelwireError('usage', 'poison', 'kind and id of a source stay; add another, and remove this one');
  }
  if (Object.keys(settings).length === 0) {
    throw new BabelwireError('usage', 'poison', 'say what to change, such as --max-interval 600');
  }
  const changed: ShownSource[] = [];
  const isDone = await each(ids, async (one) => changed.push(await api.change(one, settings)));
  const shown = values.json === true ? JSON.stringify(changed, null, 2) : sourceTable(changed);
  if (changed.length > 0) process.stdout.write(`${shown}\n`);
  return isDone;
}

async function each(ids: string[], act: (id: string) => Promise<unknown>): Promise<boolean> {
  let isDone = true;
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      isDone = false;
      say(error instanceof Error ? error.message : String(error));
    }
  }
  return isDone;
}
