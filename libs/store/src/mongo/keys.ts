import mongoose, { type mongo } from 'mongoose';
import { type ApiKey, type ApiKeyChange, KeyStore } from '../access.js';
import { DUPLICATE_KEY, settle } from './errors.js';
import type { KeyInMongo } from './stored.js';

const PUBLIC = { _id: 0 } as const;

export class MongoKeyStore extends KeyStore {
  constructor(private readonly collection: mongo.Collection<KeyInMongo>) {
    super();
  }

  add(key: ApiKey): Promise<boolean> {
    return settle('add a key', async () => {
      try {
        await this.collection.insertOne({ _id: key.id, ...key });
        return true;
      } catch (error) {
        if (error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    });
  }

  list(): Promise<ApiKey[]> {
    return settle('list keys', () =>
      this.collection.find<ApiKey>({}, { projection: PUBLIC }).sort({ createdAt: 1, _id: 1 }).toArray(),
    );
  }

  get(id: string): Promise<ApiKey | undefined> {
    return settle('read a key', async () => {
      const found = await this.collection.findOne<ApiKey>({ _id: id }, { projection: PUBLIC });
      return found ?? undefined;
    });
  }

  change(id: string, change: ApiKeyChange): Promise<ApiKey | undefined> {
    return settle('change a key', async () => {
      const filter = { _id: id, revokedAt: { $exists: false } };
      const changed = await this.collection.findOneAndUpdate(
        filter,
        { $set: change },
        { projection: PUBLIC, returnDocument: 'after' },
      );
      return changed ?? undefined;
    });
  }

  touch(ids: string[], at: number): Promise<void> {
    return settle('note the use of keys', async () => {
      await this.collection.updateMany({ _id: { $in: ids } }, { $max: { lastUsedAt: at } });
    });
  }
}
