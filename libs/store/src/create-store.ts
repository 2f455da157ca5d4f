import type { EmbeddedStoreOptions } from './embedded/embedded-store.js';
import type { MongoView } from './mongo/inspect.js';
import type { MongoStoreOptions } from './mongo/mongo-store.js';
import type { Store } from './ports.js';

export type StoreOptions = ({ kind: 'mongo' } & MongoStoreOptions) | ({ kind: 'embedded' } & EmbeddedStoreOptions);

/**
 * Opens a store. `migrate()` is the caller's next step where this process owns the schema (embedded, the init job).
 * The adapter is imported here and not above: embedded mode never loads mongoose, nor distributed mode libsql.
 * Throws transient `store-unavailable` when the store can't be reached.
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  if (options.kind === 'mongo') {
    const { MongoStore } = await import('./mongo/mongo-store.js');
    return MongoStore.connect(options);
  }
  const { EmbeddedStore } = await import('./embedded/embedded-store.js');
  return EmbeddedStore.open(options);
}

/** A store in MongoDB, with a look at the database itself. Throws as `createStore` does. */
export async function connectMongo(options: MongoStoreOptions): Promise<Store & { inspect(): Promise<MongoView> }> {
  const { MongoStore } = await import('./mongo/mongo-store.js');
  return MongoStore.connect(options);
}
