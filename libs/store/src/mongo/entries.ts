import mongoose, { type mongo } from 'mongoose';
import { EntryStore, type Entry } from '../acquisition.js';
import { DUPLICATE_KEY, settle } from './errors.js';
import type { EntryInMongo } from './stored.js';

const PUBLIC = { _id: 0 } as const;
const idOf = (sourceId: string, key: string): string => `${sourceId} ${key}`;

export class MongoEntryStore extends EntryStore {
  constructor(private readonly collection: mongo.Collection<EntryInMongo>) {
    super();
  }

  known(sourceId: string, keys: string[]): Promise<Map<string, Entry>> {
    return settle('read entries', async () => {
      if (keys.length === 0) return new Map<string, Entry>();
      const found = this.collection.find<Entry>(
        { _id: { $in: keys.map((key) => idOf(sourceId, key)) } },
        { projection: PUBLIC },
      );
      return new Map((await found.toArray()).map((entry) => [entry.key, entry]));
    });
  }

  put(entries: Entry[]): Promise<void> {
    return settle('write entries', async () => {
      if (entries.length === 0) return;
      const operations = entries.map((entry) => {
        const _id = idOf(entry.sourceId, entry.key);
        return { replaceOne: { filter: { _id }, replacement: { _id, ...entry }, upsert: true } };
      });
      const write = () => this.collection.bulkWrite(operations, { ordered: false });
      // E11000: two writers of a new key at one moment. A source has one worker, but one that lost its lease may be late.
      await write().catch((error: unknown) => {
        if (error instanceof mongoose.mongo.MongoBulkWriteError && error.code === DUPLICATE_KEY) return write();
        throw error;
      });
    });
  }

  due(sourceId: string, now: number, limit: number): Promise<Entry[]> {
    return settle('read entries', () => {
      return this.collection
        .find<Entry>({ sourceId, dueAt: { $lte: now } }, { projection: PUBLIC })
        .sort({ dueAt: 1, key: 1 })
        .limit(limit)
        .toArray();
    });
  }

  nextDue(sourceId: string): Promise<number | undefined> {
    return settle('read entries', async () => {
      const [next] = await this.collection
        .find({ sourceId, dueAt: { $gt: 0 } })
        .sort({ dueAt: 1 })
        .limit(1)
        .toArray();
      return next?.dueAt;
    });
  }

  forget(now: number): Promise<number> {
    return settle('forget entries', async () => {
      return (await this.collection.deleteMany({ expireAt: { $lte: now } })).deletedCount;
    });
  }
}
