export * from './acquisition.js';
export * from './bookmarks.js';
export * from './ports.js';
export * from './search.js';
export { placeOf } from './cursor.js';
export { orderOf } from './records.js';
export { createStore, type StoreOptions } from './create-store.js';
export type { EmbeddedStoreOptions } from './embedded/embedded-store.js';
export type { MongoStoreOptions } from './mongo/mongo-store.js';
