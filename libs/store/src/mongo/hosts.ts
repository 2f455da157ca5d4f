import mongoose, { type mongo } from 'mongoose';
import { HostStore, type HostClaim, type Lease } from '../acquisition.js';
import { DUPLICATE_KEY, settle } from './errors.js';
import type { HostInMongo } from './stored.js';

export class MongoHostStore extends HostStore {
  constructor(private readonly collection: mongo.Collection<HostInMongo>) {
    super();
  }

  claim(host: string, { owner, now, until }: Lease): Promise<HostClaim> {
    return settle('claim a host', async () => {
      const filter = { _id: host, $or: [{ owner }, { until: { $lte: now } }] };
      try {
        const held = await this.collection.findOneAndUpdate(
          filter,
          { $set: { owner, until }, $max: { readyAt: 0 } },
          { upsert: true, returnDocument: 'after' },
        );
        return { granted: true, readyAt: held?.readyAt ?? 0 };
      } catch (error) {
        // It is there, and the filter did not find it: another has it.
        if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
        const other = await this.collection.findOne({ _id: host });
        return { granted: false, until: other?.until ?? now };
      }
    });
  }

  release(host: string, owner: string, readyAt: number): Promise<void> {
    return settle('release a host', async () => {
      await this.collection.updateOne({ _id: host, owner }, { $set: { until: 0, owner: '' }, $max: { readyAt } });
    });
  }

  forget(now: number): Promise<void> {
    return settle('forget hosts', async () => {
      await this.collection.deleteMany({ until: { $lte: now }, readyAt: { $lte: now } });
    });
  }
}
