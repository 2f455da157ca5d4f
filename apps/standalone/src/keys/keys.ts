import Table from 'cli-table3';
import type { KeyView } from '#apps/publish';
import { BabelwireError, type Scope, SCOPES } from '#libs/contracts';
import { callApi } from '../api-client.js';
import { shortTime } from '../article-table.js';
import type { Values } from '../command.js';
import { span } from '../moments.js';
import type { KeysSide } from './side.js';

/** `babelwire keys …`. */
export async function keys([action = '', id = '']: string[], values: Values): Promise<void> {
  const isDirect = values.direct === true;
  if (!isDirect && values.data !== undefined) throw usage('--data belongs to --direct');
  const act = (side: KeysSide): Promise<void> => perform(side, action, id, values);
  if (isDirect) await (await import('./direct.js')).onTheStore(values, act);
  else await act(overHttp(String(values.api)));
}

async function perform(side: KeysSide, action: string, id: string, values: Values): Promise<void> {
  const asJson = values.json === true;
  const print = (answer: object, text: string): void => {
    process.stdout.write(`${asJson ? JSON.stringify(answer, null, 2) : text}\n`);
  };
  switch (action) {
    case 'create': {
      const made = await side.create(requestOf(values));
      print(made, made.key);
      if (!asJson) tell(`key ${made.id} (${made.name}: ${made.scopes.join(', ')}) was made; it is told only this once`);
      return;
    }
    case 'rotate': {
      const overlap = values.overlap === undefined ? undefined : span('overlap', String(values.overlap)) / 1000;
      const made = await side.rotate(id, overlap);
      print(made, made.key);
      if (!asJson) tell(`key ${made.id} takes the place of ${id}; it is told only this once`);
      return;
    }
    case 'revoke': {
      const revoked = await side.revoke(id);
      print(revoked, `key ${id} (${revoked.name}) is revoked; no replica takes it after five seconds`);
      return;
    }
    default: {
      const { items } = await side.list();
      print(items, table(items));
    }
  }
}

function requestOf(values: Values): { name: string; scopes: Scope[]; expiresAt?: string } {
  const name = typeof values.name === 'string' ? values.name : '';
  if (name === '') throw usage('create takes --name NAME: who or what gets the key');
  const asked = [values.scope ?? []].flat().flatMap((text) => String(text).split(','));
  const scopes = SCOPES.filter((scope) => asked.includes(scope));
  if (scopes.length === 0 || scopes.length !== new Set(asked).size) {
    throw usage(`create takes --scope, one or more of ${SCOPES.join(', ')}`);
  }
  if (values.expires === undefined) return { name, scopes };
  return { name, scopes, expiresAt: new Date(Date.now() + span('expires', String(values.expires))).toISOString() };
}

const overHttp = (api: string): KeysSide => ({
  create: (request) => callApi(api, 'v1/keys', request),
  list: () => callApi(api, 'v1/keys'),
  rotate: (id, overlapSeconds) =>
    callApi(api, `v1/keys/${encodeURIComponent(id)}/rotate`, overlapSeconds === undefined ? {} : { overlapSeconds }),
  revoke: (id) => callApi(api, `v1/keys/${encodeURIComponent(id)}/revoke`, {}),
});

function table(keys: KeyView[]): string {
  if (keys.length === 0) return 'no keys';
  const out = new Table({
    head: ['id', 'name', 'scopes', 'state', 'made', 'expires', 'last use', 'successor'],
    style: { head: [], border: [], compact: true },
  });
  for (const { id, name, scopes, state, createdAt, expiresAt, lastUsedAt, replacedBy } of keys) {
    const [made, expires, used] = [createdAt, expiresAt, lastUsedAt].map((at) => shortTime(at).slice(0, 16));
    out.push([id, name, scopes.join(', '), state, made, expires, used, replacedBy ?? '']);
  }
  return out.toString();
}

const usage = (message: string): BabelwireError => new BabelwireError('usage', 'poison', message);

const tell = (text: string): void => {
  process.stderr.write(`babelwire keys: ${text}\n`);
};
