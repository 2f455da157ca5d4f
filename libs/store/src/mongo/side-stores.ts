import type { mongo } from 'mongoose';
import type { CaptureSummary, Story } from '#libs/contracts';
import { captureDocument } from '../documents.js';
import { CaptureStore, StoryStore, type UpsertOutcome } from '../ports.js';
import { prepare, storyRecord } from '../records.js';
import { bulkFaults, DUPLICATE_KEY, settle } from './errors.js';
import { guardedUpsert, type Guarded } from './guarded-upsert.js';
import type { CaptureInMongo, StoryInMongo } from './stored.js';

export class MongoStoryStore extends StoryStore {
  constructor(private readonly collection: mongo.Collection<StoryInMongo>) {
    super();
  }

  upsert(stories: Story[]): Promise<UpsertOutcome[]> {
    return settle('write stories', async () => {
      const { records, fault } = prepare(stories, guardedStory);
      const outcomes = await guardedUpsert(this.collection, records);
      if (fault !== undefined) throw fault;
      return outcomes;
    });
  }

  get(id: string): Promise<Story | undefined> {
    return settle('read a story', async () => {
      const stored = await this.collection.findOne({ _id: id }, { projection: { _id: 0, _internal: 0 } });
      return stored ?? undefined;
    });
  }

  getMany(ids: string[]): Promise<Map<string, Story>> {
    return settle('read stories', async () => {
      if (ids.length === 0) return new Map<string, Story>();
      const found = this.collection.find<Story>({ _id: { $in: ids } }, { projection: { _id: 0, _internal: 0 } });
      return new Map((await found.toArray()).map((story) => [story.id, story]));
    });
  }
}

function guardedStory(story: Story): Guarded<StoryInMongo> {
  const { id, version, versionAt, eventId, document } = storyRecord(story);
  const guard = { version, versionAt: new Date(versionAt), eventId };
  return { id, version, versionAt, eventId, replacement: { _id: id, ...document, _internal: guard } };
}

export class MongoCaptureStore extends CaptureStore {
  constructor(private readonly collection: mongo.Collection<CaptureInMongo>) {
    super();
  }

  upsert(captures: CaptureSummary[]): Promise<void> {
    return settle('write captures', async () => {
      if (captures.length === 0) return;
      const operations = captures.map((capture) => ({
        updateOne: { filter: { _id: capture.id }, update: { $setOnInsert: captureDocument(capture) }, upsert: true },
      }));
      await this.collection.bulkWrite(operations, { ordered: false }).catch(forgiveRepeats);
    });
  }

  get(id: string): Promise<CaptureSummary | undefined> {
    return settle('read a capture', async () => {
      const stored = await this.collection.findOne({ _id: id }, { projection: { _id: 0 } });
      return stored ?? undefined;
    });
  }
}

/** Of two writers of one new capture at the same moment the slower gets E11000; the first summary stays, as it should. */
function forgiveRepeats(error: unknown): void {
  if (bulkFaults(error)?.every(({ code }) => code === DUPLICATE_KEY) !== true) throw error;
}
