import type { Article, CaptureSummary, Story } from '#libs/contracts';
import type { ApiKey, AuditEntry } from '../access.js';
import type { Entry, Source } from '../acquisition.js';
import type { Plain } from '../documents.js';
import type { Webhook } from '../webhooks.js';

/** What the store adds to a document; not a part of the contract with those who read MongoDB. */
export interface Guard {
  version: number;
  /** The instant of `versionCreated`: the same instant can be written in many zones. */
  versionAt: Date;
  /** CloudEvents id of the verdict that is stored; of a story, a stand-in made of its content. */
  eventId: string;
}

/**
 * `articles`: the document of `news.articles.v1`, field for field, `id` included, so that what holds for the topic
 * holds here; plus `_id` (equal to `id`) and `_internal`.
 */
export type ArticleInMongo = Article & {
  _id: string;
  _internal: Guard & {
    /** Publication time, else the time first seen. */
    sortAt: Date;
    /** `inLanguage` and what it is a kind of, in lower case: `en-GB` → `en`, `en-gb`. One index answers for all. */
    languages: string[];
  };
};

export type StoryInMongo = Plain<Story> & { _id: string; _internal: Guard };
export type CaptureInMongo = Plain<CaptureSummary> & { _id: string };
/** `_lease`: who works on it, until when (ms since the epoch; 0: nobody), and by which claim. */
export type SourceInMongo = Source & { _id: string; _lease: { owner?: string; until: number; ticket?: string } };
export type EntryInMongo = Entry & { _id: string };
export type KeyInMongo = ApiKey & { _id: string };
export type AuditInMongo = AuditEntry & { _id: string; _expireAt: Date };
/** Times in ms since the epoch. */
export interface HostInMongo {
  _id: string;
  owner: string;
  until: number;
  readyAt: number;
}

/** Words come folded and stemmed (decision 20). */
export interface SearchInMongo {
  _id: string;
  version: number;
  versionAt: Date;
  sortAt: Date;
  usable: boolean;
  duplicate: boolean;
  languages: string[];
  sourceId: string;
  /** In order, each between single blanks: for phrases. */
  words: string;
  /** Words and stems, each once. */
  terms: string[];
}

export type WebhookInMongo = Webhook & { _id: string };

export interface BookmarkInMongo {
  _id: string;
  owner: string;
  /** ms since the epoch. */
  until: number;
  place?: string;
}
