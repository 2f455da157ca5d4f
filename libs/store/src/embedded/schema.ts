/**
 * The tables of the embedded store. Each holds the public document as JSON (`document`) and beside it the columns that
 * are guarded, filtered or sorted by; times are ms since the epoch, languages in lower case (`primary_language` of
 * `en-gb` is `en`). Table names start with `store_`, since the embedded
 * log may live in the same file.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS store_articles (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  version_at INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  sort_at INTEGER NOT NULL,
  usable INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  primary_language TEXT NOT NULL,
  language TEXT NOT NULL,
  source_id TEXT NOT NULL,
  capture_id TEXT NOT NULL,
  story_id TEXT NOT NULL,
  representation_type TEXT NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS store_articles_by_time ON store_articles (sort_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS store_articles_by_language ON store_articles (primary_language, sort_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS store_articles_by_source ON store_articles (source_id, sort_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS store_articles_by_capture ON store_articles (capture_id, sort_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS store_articles_by_story ON store_articles (story_id, sort_at DESC, id DESC);

CREATE TABLE IF NOT EXISTS store_stories (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  version_at INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS store_captures (id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS store_source_schedule (
  id TEXT NOT NULL PRIMARY KEY,
  paused INTEGER NOT NULL,
  failing INTEGER NOT NULL,
  next_due_at INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS store_source_schedule_due ON store_source_schedule (paused, next_due_at);

CREATE TABLE IF NOT EXISTS store_entries (
  source_id TEXT NOT NULL,
  key TEXT NOT NULL,
  due_at INTEGER,
  expire_at INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS store_entries_due ON store_entries (source_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS store_entries_expired ON store_entries (expire_at);

CREATE TABLE IF NOT EXISTS store_hosts (
  host TEXT NOT NULL PRIMARY KEY,
  owner TEXT,
  until INTEGER NOT NULL,
  ready_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Its row ids are those of store_words_text, which keeps an index and no text; they are in the order of results (search.ts).
CREATE TABLE IF NOT EXISTS store_words (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  version_at INTEGER NOT NULL,
  sort_at INTEGER NOT NULL,
  usable INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  primary_language TEXT NOT NULL,
  language TEXT NOT NULL,
  source_id TEXT NOT NULL
);
-- Words come folded: the tokenizer is only to part them, and marks belong to words in Indic scripts.
CREATE VIRTUAL TABLE IF NOT EXISTS store_words_text USING fts5 (words, stems, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'");

CREATE TABLE IF NOT EXISTS store_webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS store_bookmarks (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT,
  until INTEGER NOT NULL,
  place TEXT
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS store_keys (
  id TEXT NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS store_audit (
  id TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS store_audit_by_time ON store_audit (at);

-- Held sources without a schedule; nothing ever wrote to it.
DROP TABLE IF EXISTS store_sources;
-- The words of before, by rows in the order of arrival; they are read again from the public topic.
DROP TABLE IF EXISTS store_search;
DROP TABLE IF EXISTS store_search_text;
`;
