import mongoose, { type mongo } from 'mongoose';
import type { Lease } from '../acquisition.js';
import { type BookmarkClaim, BookmarkStore } from '../bookmarks.js';
import { DUPLICATE_KEY, settle } from './errors.js';
import type { BookmarkInMongo } from './stored.js';

export class MongoBookmarkStore extends BookmarkStore {
  constructor(private readonly collection: mongo.Collection<BookmarkInMongo>) {
    super();
  }

  claim(id: string, { owner, now, until }: Lease): Promise<BookmarkClaim> {
    return settle('claim a bookmark', async () => {
      const filter = { _id: id, $or: [{ owner }, { until: { $lte: now } }] };
      try {
        const held = await this.collection.findOneAndUpdate(
          filter,
          { $set: { owner, until } },
          { upsert: true, returnDocument: 'after' },
        );
        return { granted: true, ...(held?.place === undefined ? {} : { place: held.place }) };
      } catch (error) {
        // It is there, and the filter did not find it: another has it.
        if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
        const other = await this.collection.findOne({ _id: id });
        return { granted: false, until: other?.until ?? now };
      }
    });
  }

  keep(id: string, owner: string, place: string): Promise<boolean> {
    return settle('keep a bookmark', async () => {
      const { matchedCount } = await this.collection.updateOne({ _id: id, owner }, { $set: { place } });
      return matchedCount > 0;
    });
  }

  release(id: string, owner: string): Promise<void> {
    return settle('release a bookmark', async () => {
      await this.collection.updateOne({ _id: id, owner }, { $set: { until: 0, owner: '' } });
    });
  }

  place(id: string): Promise<string | undefined> {
    return settle('read a bookmark', async () => (await this.collection.findOne({ _id: id }))?.place);
  }

  remove(id: string): Promise<void> {
    return settle('remove a bookmark', async () => {
      await this.collection.deleteOne({ _id: id });
    });
  }
}
