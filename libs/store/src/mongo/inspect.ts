import type { Connection } from 'mongoose';
import type { Space } from '../space.js';

/** A MongoDB as an operator wants to know it. */
export interface MongoView {
  version: string;
  /** Name of the replica set; undefined for a server on its own. */
  replicaSet?: string;
  /** Collections and indexes that `migrate()` would make, as `articles` or `articles {sortAt: -1, _id: -1}`. */
  missing: string[];
  /** What its clock said, and when it was asked and had answered by the clock here; ms since the epoch. */
  clock: { there: number; askedAt: number; answeredAt: number };
  /** Of the file system that its data is on; undefined where the server does not tell. */
  disk?: Space;
}

/** Looks at the database of a connection without touching it. */
export async function inspectDatabase(connection: Connection): Promise<MongoView> {
  const admin = connection.getClient().db('admin');
  const askedAt = Date.now();
  const hello = await admin.command({ hello: 1 });
  const clock = { there: (hello.localTime as Date).getTime(), askedAt, answeredAt: Date.now() };
  const { version } = (await admin.command({ buildInfo: 1 })) as unknown as { version: string };
  const disk = await spaceOf(connection);
  return {
    version,
    ...(typeof hello.setName === 'string' ? { replicaSet: hello.setName } : {}),
    missing: await missingIn(connection),
    clock,
    ...(disk === undefined ? {} : { disk }),
  };
}

/** Of the file system that the database is on. */
export async function spaceOf(connection: Connection): Promise<Space | undefined> {
  const stats = (await connection.getClient().db(connection.name).command({ dbStats: 1 })) as {
    fsTotalSize?: number;
    fsUsedSize?: number;
  };
  const { fsTotalSize: total, fsUsedSize: used } = stats;
  // A database that is not there yet has no size, nor has its disk.
  return total === undefined || total === 0 || used === undefined ? undefined : { free: total - used, total };
}

async function missingIn(connection: Connection): Promise<string[]> {
  const collections = await connection
    .getClient()
    .db(connection.name)
    .listCollections({}, { nameOnly: true })
    .toArray();
  const present = new Set(collections.map(({ name }) => name));
  const missing: string[] = [];
  for (const model of Object.values(connection.models)) {
    const { name } = model.collection;
    if (!present.has(name)) {
      missing.push(name);
      continue;
    }
    const { toCreate } = await model.diffIndexes();
    missing.push(...toCreate.map((keys: object) => `${name} ${inWords(keys)}`));
  }
  return missing;
}

const inWords = (keys: object): string =>
  `{${Object.entries(keys)
    .map(([field, order]) => `${field}: ${String(order)}`)
    .join(', ')}}`;
