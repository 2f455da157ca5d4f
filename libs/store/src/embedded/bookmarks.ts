import type { Lease } from '../acquisition.js';
import { type BookmarkClaim, BookmarkStore } from '../bookmarks.js';
import { settle, type SqliteDatabase } from './database.js';

export class EmbeddedBookmarkStore extends BookmarkStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  claim(id: string, { owner, now, until }: Lease): Promise<BookmarkClaim> {
    return settle('claim a bookmark', () => {
      const sql = `INSERT INTO store_bookmarks (id, owner, until) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, until = excluded.until
        WHERE store_bookmarks.owner IS NULL OR store_bookmarks.owner = excluded.owner OR store_bookmarks.until <= ?`;
      const granted = this.db.run(sql, id, owner, until, now) > 0;
      const [row] = this.db.all<{ until: number; place: string | null }>(
        'SELECT until, place FROM store_bookmarks WHERE id = ?',
        id,
      );
      if (!granted) return { granted, until: row?.until ?? now };
      return { granted, ...(row?.place == null ? {} : { place: row.place }) };
    });
  }

  keep(id: string, owner: string, place: string): Promise<boolean> {
    return settle(
      'keep a bookmark',
      () => this.db.run('UPDATE store_bookmarks SET place = ? WHERE id = ? AND owner = ?', place, id, owner) > 0,
    );
  }

  release(id: string, owner: string): Promise<void> {
    return settle('release a bookmark', () => {
      this.db.run('UPDATE store_bookmarks SET owner = NULL, until = 0 WHERE id = ? AND owner = ?', id, owner);
    });
  }

  place(id: string): Promise<string | undefined> {
    return settle('read a bookmark', () => {
      const [row] = this.db.all<{ place: string | null }>('SELECT place FROM store_bookmarks WHERE id = ?', id);
      return row?.place ?? undefined;
    });
  }

  remove(id: string): Promise<void> {
    return settle('remove a bookmark', () => {
      this.db.run('DELETE FROM store_bookmarks WHERE id = ?', id);
    });
  }
}
