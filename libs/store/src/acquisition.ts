/** What acquiring news needs to remember: sources with their schedule, their entries, and whose turn a host is. */

/**
 * What an address gives: `feed` (RSS, Atom, JSON Feed), `sitemap` (or an index of them), `list` (a page whose links are the
 * news), `page` (one page that is watched), `site` (a home page, whose feeds and sitemaps are looked for).
 */
export type SourceKind = 'feed' | 'sitemap' | 'list' | 'page' | 'site';

/** How a source is read: what its operator decides. Durations in ms, instants in ms since the epoch, here and below. */
export interface SourceSettings {
  name?: string;
  /** IANA zone for dates without one. */
  timeZone?: string;
  /** BCP 47 tags that the source writes in. */
  languages?: string[];
  /** Least time between two requests to its hosts, where more than the service's own. */
  minDelayMs?: number;
  /** `pages`: the page behind each entry is fetched. `entries`: what the feed itself says is the article. */
  follow: 'pages' | 'entries';
  /** Pages are looked at again some hours and a day after they came, for corrections. */
  recheck: boolean;
  /** Entries that say they are older are not fetched. */
  maxAgeMs: number;
  /** Bounds of the time between two polls. */
  minIntervalMs: number;
  maxIntervalMs: number;
  paused: boolean;
}

/** Something of a source that is polled: its one feed, or each feed and sitemap of a site. */
export interface SourceResource {
  url: string;
  kind: SourceKind;
  /** When it is polled next. */
  pollAt: number;
  /** How long it waits between polls while it goes on like this. */
  intervalMs: number;
  /** Why: see `nextPoll` of libs/feeds. */
  because: string;
  /** Polls that failed in a row. */
  failures: number;
  /** When its latest entries were published, the newest first. */
  history: number[];
  etag?: string;
  lastModified?: string;
  ttlMinutes?: number;
  /** The index of sitemaps that names it, and the time of change that it names. */
  namedBy?: string;
  updatedAt?: number;
  lastPolledAt?: number;
  lastChangedAt?: number;
}

export interface SourceFault {
  at: number;
  /** A stable code, of libs/fetch or libs/feeds for instance. */
  code: string;
  message: string;
  url?: string;
}

/** How a source does: what its worker found out. */
export interface SourceState {
  resources: SourceResource[];
  /** The next time there is something to do for it. */
  nextDueAt: number;
  lastSuccessAt?: number;
  lastError?: SourceFault;
  /** One of its resources has failed so often that a person should look. */
  failing: boolean;
  /** Captures by day (`2026-11-25`, UTC), of the last days. */
  captures: Record<string, number>;
}

export interface Source extends SourceSettings, SourceState {
  id: string;
  kind: SourceKind;
  url: string;
  createdAt: number;
}

/** The right to work on a source until it runs out: nobody else is given the source before. */
export interface Lease {
  /** Who has it: one of its kind in the world. */
  owner: string;
  now: number;
  until: number;
}

export type SourceChange = Partial<SourceSettings>;

/** All methods throw transient `store-unavailable` when the store is away. */
export abstract class SourceStore {
  /** False when there is one of this id; it stays as it is. */
  abstract add(source: Source): Promise<boolean>;

  /**
   * The source as changed; undefined when there is none. One that is no longer paused, or may not wait as long as before, is due
   * at `now`: its turn sees whether there is anything to do.
   */
  abstract change(id: string, change: SourceChange, now: number): Promise<Source | undefined>;

  abstract get(id: string): Promise<Source | undefined>;

  /** By id, those after `after`. */
  abstract list(page: { after?: string; limit: number }): Promise<Source[]>;

  /** Whether there was one. Its entries go with it. */
  abstract remove(id: string): Promise<boolean>;

  /**
   * Leases sources that are due, not paused and leased to nobody, the longest due first. However many callers there are,
   * none is leased to two at a time. A lease that ran out is as good as none.
   */
  abstract claim(lease: Lease, limit: number): Promise<Source[]>;

  /** Prolongs leases. Those of the ids that are still the owner's: a source that was removed, paused or lost is not. */
  abstract renew(ids: string[], lease: Lease): Promise<string[]>;

  /** Writes what was found out and gives the source back. False, and nothing written, when the lease was lost. */
  abstract settle(id: string, owner: string, state: SourceState): Promise<boolean>;

  /** How many there are, how many of them are paused, failing, and due at `now`. */
  abstract count(now: number): Promise<{ all: number; paused: number; failing: number; due: number }>;
}

/** What is known of a page that a source named. */
export interface Entry {
  sourceId: string;
  /** See `entryKeys` of libs/feeds. */
  key: string;
  /** Another key of the entry that has this one: then nothing below but `expireAt` means anything. */
  of?: string;
  url: string;
  /** When it is to be fetched. Absent: not again. */
  dueAt?: number;
  /** Fetches that failed in a row. */
  attempts: number;
  /** Times it was looked at again. */
  checks: number;
  /** The latest time of change that a feed or sitemap named. */
  updatedAt?: number;
  fetchedAt?: number;
  etag?: string;
  lastModified?: string;
  rawSha256?: string;
  captureId?: string;
  /** How it ended, where it did: `captured`, `gone`, `refused`, `failed`, `old`. */
  outcome?: string;
  /** Forgotten then, unless it is seen again before. */
  expireAt: number;
}

export abstract class EntryStore {
  /** Those of the keys that are known, by key. */
  abstract known(sourceId: string, keys: string[]): Promise<Map<string, Entry>>;
  /** Writes entries, each in place of what was known of it. */
  abstract put(entries: Entry[]): Promise<void>;
  /** Entries to be fetched by now, the longest due first. */
  abstract due(sourceId: string, now: number, limit: number): Promise<Entry[]>;
  /** When the next one is to be fetched. */
  abstract nextDue(sourceId: string): Promise<number | undefined>;
  /** Drops what expired before `now`. How many, where the store counts. */
  abstract forget(now: number): Promise<number>;
}

export type HostClaim = { granted: true; readyAt: number } | { granted: false; until: number };

/** Which process may ask a host: one at a time, in all replicas together. */
export abstract class HostStore {
  /** Leases a host, or prolongs the lease. `readyAt`: not to be asked before. */
  abstract claim(host: string, lease: Lease): Promise<HostClaim>;
  /** Gives it back, with the time before which nobody is to ask it. Does nothing when the lease was lost. */
  abstract release(host: string, owner: string, readyAt: number): Promise<void>;
  /** Drops hosts that are at rest for no reason. */
  abstract forget(now: number): Promise<void>;
}
