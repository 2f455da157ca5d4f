import type { Article } from '#libs/contracts';
import { pageOf } from '../cursor.js';
import type { Page } from '../page.js';
import { ArticleStore, type ArticleQuery, type StoredArticle, type UpsertOutcome } from '../ports.js';
import { checkQuery } from '../query.js';
import { articleRecord, checkSize, prepare, type ArticleRecord } from '../records.js';
import { languageConditions, primaryLanguage } from './conditions.js';
import { settle, type SqlValue, type SqliteDatabase } from './database.js';
import { GuardedTable } from './guarded-upsert.js';
import { readMany } from './read-many.js';

const COLUMNS = [
  'sort_at',
  'usable',
  'duplicate',
  'primary_language',
  'language',
  'source_id',
  'capture_id',
  'story_id',
  'representation_type',
  'document',
];

interface ArticleRow extends ArticleRecord {
  json: string;
}

const columnValues = ({ document, sortAt, json }: ArticleRow): SqlValue[] => [
  sortAt,
  document.pubStatus === 'usable' ? 1 : 0,
  document.dedup.status === 'duplicate' ? 1 : 0,
  primaryLanguage(document.inLanguage.toLowerCase()),
  document.inLanguage.toLowerCase(),
  document.provenance.sourceId,
  document.provenance.captureId,
  document.storyId,
  document.representationType,
  json,
];

function articleRow(input: StoredArticle): ArticleRow {
  const record = articleRecord(input);
  const json = JSON.stringify(record.document);
  checkSize('article', record.id, Buffer.byteLength(json));
  return { ...record, json };
}

export class EmbeddedArticleStore extends ArticleStore {
  private readonly table: GuardedTable<ArticleRow>;

  constructor(private readonly db: SqliteDatabase) {
    super();
    this.table = new GuardedTable(db, 'store_articles', COLUMNS, columnValues);
  }

  upsert(articles: StoredArticle[]): Promise<UpsertOutcome[]> {
    return settle('write articles', () => {
      const { records, fault } = prepare(articles, articleRow);
      const outcomes = this.table.upsert(records);
      if (fault !== undefined) throw fault;
      return outcomes;
    });
  }

  find(query: ArticleQuery): Promise<Page<Article>> {
    return settle('find articles', () => {
      const { items, ...rest } = this.page(query);
      return { items: items.map((document) => JSON.parse(document) as Article), ...rest };
    });
  }

  override findAsJson(query: ArticleQuery): Promise<string> {
    return settle('find articles', () => {
      const { items, nextCursor } = this.page(query);
      const next = nextCursor === undefined ? '' : `,"nextCursor":${JSON.stringify(nextCursor)}`;
      return `{"items":[${items.join(',')}]${next}}`;
    });
  }

  get(id: string): Promise<Article | undefined> {
    return settle('read an article', () => {
      const [row] = this.db.all<{ document: string }>('SELECT document FROM store_articles WHERE id = ?', id);
      return row === undefined ? undefined : (JSON.parse(row.document) as Article);
    });
  }

  getMany(ids: string[]): Promise<Map<string, Article>> {
    return settle('read articles', () => readMany<Article>(this.db, 'store_articles', ids));
  }

  count(): Promise<number> {
    return settle(
      'count articles',
      () => this.db.all<{ n: number }>('SELECT count(*) AS n FROM store_articles')[0]?.n ?? 0,
    );
  }

  /** The articles as they are stored: JSON. */
  private page(query: ArticleQuery): Page<string> {
    const { conditions, values, limit } = select(query);
    const where = conditions.join(' AND ');
    const sql = `SELECT id, sort_at AS sortAt, document FROM store_articles WHERE ${where}
      ORDER BY sort_at DESC, id DESC LIMIT ?`;
    const rows = this.db.all<{ id: string; sortAt: number; document: string }>(sql, ...values, limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ document }) => document,
    );
  }
}

/** The query as conditions that all hold, with the values of their parameters in order. */
function select(query: ArticleQuery): { conditions: string[]; values: SqlValue[]; limit: number } {
  const { language, from, to, after, limit } = checkQuery(query);
  const conditions = ['usable = 1'];
  const values: SqlValue[] = [];
  const add = (condition: string, ...given: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.duplicates !== true) add('duplicate = 0');
  if (language !== undefined)
    for (const [condition, ...given] of languageConditions(language)) add(condition, ...given);
  if (query.sourceId !== undefined) add('source_id = ?', query.sourceId);
  if (query.captureId !== undefined) add('capture_id = ?', query.captureId);
  if (query.storyId !== undefined) add('story_id = ?', query.storyId);
  if (query.representationType !== undefined) add('representation_type = ?', query.representationType);
  if (from !== undefined) add('sort_at >= ?', from);
  if (to !== undefined) add('sort_at < ?', to);
  if (after !== undefined) add('(sort_at, id) < (?, ?)', after.sortAt, after.id);
  return { conditions, values, limit };
}
