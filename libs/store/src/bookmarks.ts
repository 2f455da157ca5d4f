import type { Lease } from './acquisition.js';

/** Where a follower of the public topics stands; opaque to the store. `place` is absent until it was kept once. */
export type BookmarkClaim = { granted: true; place?: string } | { granted: false; until: number };

/** Places of those who follow the public topics (the search index, webhooks): one process at a time has each of them. */
export abstract class BookmarkStore {
  /** Leases a bookmark, making it where there is none, or prolongs the lease. */
  abstract claim(id: string, lease: Lease): Promise<BookmarkClaim>;
  /** Keeps a place. False, and nothing kept, when another has the bookmark meanwhile. */
  abstract keep(id: string, owner: string, place: string): Promise<boolean>;
  /** Gives it back. Does nothing when the lease was lost. */
  abstract release(id: string, owner: string): Promise<void>;
  /** As it is, whoever has it; undefined when there is none, or no place was kept. */
  abstract place(id: string): Promise<string | undefined>;
  /** Forgets it, whoever has it. */
  abstract remove(id: string): Promise<void>;
}
