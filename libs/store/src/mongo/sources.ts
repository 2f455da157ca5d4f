import { randomUUID } from 'node:crypto';
import mongoose, { type mongo } from 'mongoose';
import { SourceStore, type Lease, type Source, type SourceChange, type SourceState } from '../acquisition.js';
import { DUPLICATE_KEY, settle } from './errors.js';
import type { EntryInMongo, SourceInMongo } from './stored.js';

/** What an answer leaves out: what is the store's own. */
const PUBLIC = { _id: 0, _lease: 0 } as const;

/** Fields of a state that may be absent: written or taken away. */
const OPTIONAL = ['lastSuccessAt', 'lastError'] as const;

export class MongoSourceStore extends SourceStore {
  constructor(
    private readonly collection: mongo.Collection<SourceInMongo>,
    private readonly entries: mongo.Collection<EntryInMongo>,
  ) {
    super();
  }

  add(source: Source): Promise<boolean> {
    return settle('add a source', async () => {
      try {
        await this.collection.insertOne({ ...source, _id: source.id, _lease: { until: 0 } });
        return true;
      } catch (error) {
        if (error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    });
  }

  change(id: string, change: SourceChange, now: number): Promise<Source | undefined> {
    return settle('change a source', async () => {
      const reasons = [
        ...(change.paused === false ? [{ $eq: ['$paused', true] }] : []),
        ...(change.maxIntervalMs === undefined ? [] : [{ $gt: ['$maxIntervalMs', change.maxIntervalMs] }]),
      ];
      const dueAt = { $cond: [{ $or: reasons }, now, '$nextDueAt'] };
      const set: mongo.Document = Object.fromEntries(
        Object.entries(change).map(([field, value]) => [field, { $literal: value }]),
      );
      // A pipeline, so that what it was before decides.
      const stages = [{ $set: { ...(reasons.length > 0 ? { nextDueAt: dueAt } : {}), ...set } }];
      const options = { returnDocument: 'after', projection: PUBLIC } as const;
      return (await this.collection.findOneAndUpdate({ _id: id }, stages, options)) ?? undefined;
    });
  }

  get(id: string): Promise<Source | undefined> {
    return settle('read a source', async () => {
      return (await this.collection.findOne({ _id: id }, { projection: PUBLIC })) ?? undefined;
    });
  }

  list({ after = '', limit }: { after?: string; limit: number }): Promise<Source[]> {
    return settle('list sources', () =>
      this.collection
        .find({ _id: { $gt: after } }, { projection: PUBLIC })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
  }

  remove(id: string): Promise<boolean> {
    return settle('remove a source', async () => {
      const { deletedCount } = await this.collection.deleteOne({ _id: id });
      await this.entries.deleteMany({ sourceId: id });
      return deletedCount > 0;
    });
  }

  claim({ owner, now, until }: Lease, limit: number): Promise<Source[]> {
    return settle('claim sources', async () => {
      const free = { paused: false, nextDueAt: { $lte: now }, '_lease.until': { $lte: now } };
      const candidates = await this.collection
        .find(free, { projection: { _id: 1 } })
        .sort({ nextDueAt: 1 })
        .limit(limit)
        .toArray();
      if (candidates.length === 0) return [];
      // Another may have taken some of them meanwhile: the filter is asked again for each as it is written, and the
      // ticket tells which ones were ours.
      const ids = candidates.map(({ _id }) => _id);
      const ticket = randomUUID();
      const taken = await this.collection.updateMany(
        { _id: { $in: ids }, ...free },
        { $set: { _lease: { owner, until, ticket } } },
      );
      if (taken.modifiedCount === 0) return [];
      return this.collection
        .find({ _id: { $in: ids }, '_lease.ticket': ticket }, { projection: PUBLIC })
        .sort({ nextDueAt: 1 })
        .toArray();
    });
  }

  renew(ids: string[], { owner, now, until }: Lease): Promise<string[]> {
    return settle('renew leases', async () => {
      if (ids.length === 0) return [];
      const ours = { _id: { $in: ids }, '_lease.owner': owner, '_lease.until': { $gt: now }, paused: false };
      await this.collection.updateMany(ours, { $set: { '_lease.until': until } });
      const found = await this.collection.find(ours, { projection: { _id: 1 } }).toArray();
      return found.map(({ _id }) => _id);
    });
  }

  settle(id: string, owner: string, state: SourceState): Promise<boolean> {
    return settle('settle a source', async () => {
      const gone = OPTIONAL.filter((field) => state[field] === undefined);
      const { matchedCount } = await this.collection.updateOne(
        { _id: id, '_lease.owner': owner },
        {
          $set: { ...state, _lease: { until: 0 } },
          ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((field) => [field, true as const])) } : {}),
        },
      );
      return matchedCount > 0;
    });
  }

  count(now: number): Promise<{ all: number; paused: number; failing: number; due: number }> {
    return settle('count sources', async () => {
      const [all, paused, failing, due] = await Promise.all([
        this.collection.countDocuments({}),
        this.collection.countDocuments({ paused: true }),
        this.collection.countDocuments({ failing: true }),
        this.collection.countDocuments({ paused: false, nextDueAt: { $lte: now } }),
      ]);
      return { all, paused, failing, due };
    });
  }
}
