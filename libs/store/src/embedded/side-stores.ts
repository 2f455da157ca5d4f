import type { CaptureSummary, Story } from '#libs/contracts';
import { captureDocument } from '../documents.js';
import { CaptureStore, StoryStore, type UpsertOutcome } from '../ports.js';
import { prepare, storyRecord, type StoryRecord } from '../records.js';
import { settle, type SqliteDatabase } from './database.js';
import { GuardedTable } from './guarded-upsert.js';
import { JsonTable } from './json-table.js';
import { readMany } from './read-many.js';

export class EmbeddedStoryStore extends StoryStore {
  private readonly table: GuardedTable<StoryRecord>;

  constructor(private readonly db: SqliteDatabase) {
    super();
    this.table = new GuardedTable(db, 'store_stories', ['document'], ({ document }) => [JSON.stringify(document)]);
  }

  upsert(stories: Story[]): Promise<UpsertOutcome[]> {
    return settle('write stories', () => {
      const { records, fault } = prepare(stories, storyRecord);
      const outcomes = this.table.upsert(records);
      if (fault !== undefined) throw fault;
      return outcomes;
    });
  }

  get(id: string): Promise<Story | undefined> {
    return settle('read a story', () => {
      const [row] = this.db.all<{ document: string }>('SELECT document FROM store_stories WHERE id = ?', id);
      return row === undefined ? undefined : (JSON.parse(row.document) as Story);
    });
  }

  getMany(ids: string[]): Promise<Map<string, Story>> {
    return settle('read stories', () => readMany<Story>(this.db, 'store_stories', ids));
  }
}

export class EmbeddedCaptureStore extends CaptureStore {
  private readonly table: JsonTable<CaptureSummary>;

  constructor(db: SqliteDatabase) {
    super();
    this.table = new JsonTable(db, 'store_captures');
  }

  upsert(captures: CaptureSummary[]): Promise<void> {
    return settle('write captures', () => {
      this.table.add(captures.map(captureDocument));
    });
  }

  get(id: string): Promise<CaptureSummary | undefined> {
    return settle('read a capture', () => this.table.get(id));
  }
}
