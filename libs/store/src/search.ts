import type { Page } from './page.js';

/** What is kept of an article to find it by its words. */
export interface SearchDocument {
  id: string;
  /** Of the article. A document gives way to one of a higher version, or of the same version and a later instant. */
  version: number;
  /** ms since the epoch. */
  versionAt: number;
  /** By which results are ordered and filtered, as `ArticleStore.find` does; ms since the epoch. */
  sortAt: number;
  usable: boolean;
  duplicate: boolean;
  /** BCP 47. */
  language: string;
  sourceId: string;
  /** Words in order, each between single blanks; words, here and below, are of letters, digits and marks alone. */
  words: string;
  /** Stems of words, each between single blanks. */
  stems: string;
}

/** A word or stem that is one of these, or words that follow each other. */
export type StoredTerm = { any: string[] } | { phrase: string[] };

export interface SearchQuery {
  /** At least one; all of them hold. */
  all: StoredTerm[];
  /** None of them holds. */
  none: StoredTerm[];
  language?: string;
  sourceId?: string;
  /** As in ArticleQuery. */
  from?: string;
  to?: string;
  duplicates?: boolean;
  /** 1..200. */
  limit: number;
  cursor?: string;
}

/** The index of words, written behind the articles. All methods throw transient `store-unavailable`. */
export abstract class SearchStore {
  /** Idempotent; older versions change nothing. Throws poison `invalid-document` for one that can't be kept. */
  abstract index(documents: SearchDocument[]): Promise<void>;

  /**
   * Ids of articles, latest first. Throws poison `invalid-query` (also for a term that is no word) or `invalid-cursor`.
   */
  abstract find(query: SearchQuery): Promise<Page<string>>;
}
