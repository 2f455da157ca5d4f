import { userInfo } from 'node:os';
import { join } from 'node:path';
import { BabelwireError } from '#libs/contracts';
import { readSettings } from '#libs/platform';
import { auditId, Keys, type Minted, mongoSettings, mongoStore, stateOf } from '#libs/service';
import { type ApiKey, createStore, type Store } from '#libs/store';
import { keyView, type KeyView, type MintedKeyView } from '#apps/publish';
import type { Values } from '../command.js';
import { existingData } from '../open-log.js';
import type { KeysSide } from './side.js';

/** Opens the store that the options or the environment name, and acts on it. Who reaches the store needs no key. */
export async function onTheStore(values: Values, act: (side: KeysSide) => Promise<void>): Promise<void> {
  const store = await openStore(values.data);
  try {
    await act(direct(store));
  } finally {
    await store.close();
  }
}

function openStore(data: Values[string]): Promise<Store> {
  if (typeof data === 'string') {
    return createStore({ kind: 'embedded', database: join(existingData(data), 'store.db') });
  }
  return createStore(mongoStore(readSettings(mongoSettings, process.env)));
}

function direct(store: Store): KeysSide {
  const keys = new Keys(store.keys);
  const by = `shell:${userInfo().username}`;
  const noted = noteIn(store, by);
  return {
    list: async () => ({ items: (await keys.list()).map(viewOf) }),
    create: async ({ name, scopes, expiresAt }) => {
      const ends = expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) };
      return minted(await noted('keys.create', [], () => keys.create({ name, scopes, ...ends }, by)));
    },
    rotate: async (id, overlapSeconds = 24 * 3600) =>
      minted(await noted('keys.rotate', [id], () => keys.rotate(id, overlapSeconds * 1000, by))),
    revoke: async (id) => viewOf((await noted('keys.revoke', [id], async () => ({ key: await keys.revoke(id) }))).key),
  };
}

/** Runs an act between its two entries in the audit log, as the API does. */
function noteIn(
  { audit }: Store,
  by: string,
): <T extends { key: ApiKey }>(action: string, targets: string[], act: () => Promise<T>) => Promise<T> {
  return async (action, targets, act) => {
    const at = Date.now();
    const id = auditId(at);
    await audit.begin({ id, at, by, action, targets, outcome: 'begun' });
    try {
      const result = await act();
      await audit.settle(id, { outcome: 'done', targets: [result.key.id] });
      return result;
    } catch (thrown) {
      const error = BabelwireError.from(thrown);
      await audit.settle(id, { outcome: error.kind === 'poison' ? 'refused' : 'failed', detail: error.message });
      throw thrown;
    }
  };
}

const viewOf = (key: ApiKey): KeyView => keyView(key, stateOf(key, Date.now()));
const minted = ({ key, text }: Minted): MintedKeyView => ({ ...viewOf(key), key: text });
