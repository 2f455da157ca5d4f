import { connectMongo, type MongoStoreOptions, type MongoView } from '#libs/store';
import { type Finding, failed, ok } from './finding.js';

/** For choosing a primary, ms: an election takes seconds, and a doctor should not take long. */
const SELECTION_MS = 5_000;

export type MongoLine = Awaited<ReturnType<typeof connectMongo>>;

/** Connects, or throws why not: nobody there, nobody who takes us. */
export const openMongo = (options: MongoStoreOptions): Promise<MongoLine> =>
  connectMongo({ ...options, appName: 'babelwire.doctor', serverSelectionTimeoutMs: SELECTION_MS });

export function examineMongo({ version, replicaSet }: MongoView, database: string): Finding[] {
  const check = 'mongodb';
  if (replicaSet === undefined) {
    const todo = 'start mongod with --replSet, run rs.initiate() once, and name it in MONGODB_URI';
    return [failed(check, 'the server is not a member of a replica set', todo)];
  }
  return [ok(check, `${version}, primary of replica set ${replicaSet}, database ${database}`)];
}

export function examineIndexes({ missing }: MongoView): Finding[] {
  const check = 'indexes';
  if (missing.length === 0) return [ok(check, 'all collections and indexes are there')];
  return [failed(check, `missing: ${missing.join('; ')}`, 'run babelwire setup')];
}
