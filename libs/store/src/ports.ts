import type { Space } from './space.js';
import type { Article, CaptureSummary, RepresentationType, Story } from '#libs/contracts';
import type { AuditStore, KeyStore } from './access.js';
import type { EntryStore, HostStore, SourceStore } from './acquisition.js';
import type { BookmarkStore } from './bookmarks.js';
import type { Page } from './page.js';
import type { SearchStore } from './search.js';
import type { WebhookStore } from './webhooks.js';

/** An article as stored: the public document, and the id of the event that brought it. */
export interface StoredArticle {
  article: Article;
  /** CloudEvents id of the verdict; the same verdict applied twice changes nothing. */
  eventId: string;
}

/**
 * - `applied`: the document is new, or newer than what was stored.
 * - `unchanged`: this very verdict is stored already (a repeat after a crash).
 * - `stale`: a newer version is stored; the document was left alone.
 */
export type UpsertOutcome = 'applied' | 'unchanged' | 'stale';

export interface ArticleQuery {
  /** BCP 47, in any case; `en` also finds `en-GB`, but not `enm`. */
  language?: string;
  sourceId?: string;
  captureId?: string;
  storyId?: string;
  representationType?: RepresentationType;
  /**
   * Instants (RFC 3339, with offset): publication time (read as UTC when its zone is not known), else the time first
   * seen; `from` inclusive, `to` exclusive.
   */
  from?: string;
  to?: string;
  /** Also articles that repeat another (`dedup.status` duplicate). Default false. */
  duplicates?: boolean;
  /** 1..200. */
  limit: number;
  /** From the page before. Opaque. Throws poison `invalid-cursor` when it is not one of ours. */
  cursor?: string;
}

/** All methods throw transient `store-unavailable` when the store is away. */
export abstract class ArticleStore {
  /**
   * One outcome for each input, in order; inputs of the same id are applied in order. Idempotent and durable: what was
   * answered survives the loss of a process or (MongoDB) of the primary.
   *
   * A higher `version` wins; of one version the later `versionCreated`; of one instant the greater `eventId`.
   *
   * Throws poison `article-too-large` (over 16 MiB) or `invalid-article` (an instant that is none), naming the article,
   * after the other inputs were written: repeat them one by one to learn which outcome each has.
   */
  abstract upsert(articles: StoredArticle[]): Promise<UpsertOutcome[]>;

  /**
   * Latest first. Only `usable` articles. Following the cursors gives each article once, and all that stood there when
   * the walk began, unless a new version changes an article's time meanwhile. Throws poison `invalid-query`.
   */
  abstract find(query: ArticleQuery): Promise<Page<Article>>;

  /** What `find` gives, as JSON text: a store that keeps such text need not read it only to write it again. */
  async findAsJson(query: ArticleQuery): Promise<string> {
    return JSON.stringify(await this.find(query));
  }

  /** Whatever its status. */
  abstract get(id: string): Promise<Article | undefined>;

  /** Those of them that are stored, by id. */
  abstract getMany(ids: string[]): Promise<Map<string, Article>>;

  /** All articles, of any status. Exact, so it takes a walk through an index: not for every request. */
  abstract count(): Promise<number>;
}

export abstract class StoryStore {
  /** As for articles. Throws poison `invalid-story`. */
  abstract upsert(stories: Story[]): Promise<UpsertOutcome[]>;
  abstract get(id: string): Promise<Story | undefined>;
  /** Those of them that are stored, by id. */
  abstract getMany(ids: string[]): Promise<Map<string, Story>>;
}

export abstract class CaptureStore {
  /** The first summary of a capture stays; a repeat changes nothing. */
  abstract upsert(captures: CaptureSummary[]): Promise<void>;
  abstract get(id: string): Promise<CaptureSummary | undefined>;
}

/** The stores over one connection. */
export abstract class Store {
  abstract readonly articles: ArticleStore;
  abstract readonly stories: StoryStore;
  abstract readonly captures: CaptureStore;
  abstract readonly sources: SourceStore;
  abstract readonly entries: EntryStore;
  abstract readonly hosts: HostStore;
  abstract readonly search: SearchStore;
  abstract readonly bookmarks: BookmarkStore;
  abstract readonly webhooks: WebhookStore;
  abstract readonly keys: KeyStore;
  abstract readonly audit: AuditStore;
  /** Creates collections, tables and indexes that are missing. Safe to repeat. */
  abstract migrate(): Promise<void>;
  /** Throws transient `store-unavailable` when the store can't be reached. */
  abstract ping(): Promise<void>;
  /** Of the file system that its data is on; undefined where that is not told. Throws as `ping`. */
  abstract space(): Promise<Space | undefined>;
  abstract close(): Promise<void>;
}
