import mongoose, { type mongo } from 'mongoose';
import type { Article } from '#libs/contracts';
import { pageOf } from '../cursor.js';
import type { Page } from '../page.js';
import { ArticleStore, type ArticleQuery, type StoredArticle, type UpsertOutcome } from '../ports.js';
import { checkQuery } from '../query.js';
import { articleRecord, checkSize, prepare } from '../records.js';
import { beyond, languageAndKinds } from './conditions.js';
import { settle } from './errors.js';
import { guardedUpsert, type Guarded } from './guarded-upsert.js';
import type { ArticleInMongo } from './stored.js';

export class MongoArticleStore extends ArticleStore {
  constructor(private readonly collection: mongo.Collection<ArticleInMongo>) {
    super();
  }

  upsert(articles: StoredArticle[]): Promise<UpsertOutcome[]> {
    return settle('write articles', async () => {
      const { records, fault } = prepare(articles, guardedArticle);
      const outcomes = await guardedUpsert(this.collection, records);
      if (fault !== undefined) throw fault;
      return outcomes;
    });
  }

  find(query: ArticleQuery): Promise<Page<Article>> {
    return settle('find articles', async () => {
      const { filter, limit } = select(query);
      const rows = await this.collection
        .find(filter)
        .sort({ '_internal.sortAt': -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      return pageOf(rows, limit, ({ _id: id, _internal }) => ({ sortAt: _internal.sortAt.getTime(), id }), published);
    });
  }

  get(id: string): Promise<Article | undefined> {
    return settle('read an article', async () => {
      const stored = await this.collection.findOne({ _id: id });
      return stored === null ? undefined : published(stored);
    });
  }

  getMany(ids: string[]): Promise<Map<string, Article>> {
    return settle('read articles', async () => {
      const stored = ids.length === 0 ? [] : await this.collection.find({ _id: { $in: ids } }).toArray();
      return new Map(stored.map((article) => [article._id, published(article)]));
    });
  }

  count(): Promise<number> {
    return settle('count articles', () => this.collection.countDocuments());
  }
}

function guardedArticle(input: StoredArticle): Guarded<ArticleInMongo> {
  const { id, version, versionAt, eventId, sortAt, document } = articleRecord(input);
  const replacement: ArticleInMongo = {
    _id: id,
    ...document,
    _internal: {
      version,
      versionAt: new Date(versionAt),
      eventId,
      sortAt: new Date(sortAt),
      languages: languageAndKinds(document.inLanguage),
    },
  };
  checkSize('article', id, mongoose.mongo.BSON.calculateObjectSize(replacement, { ignoreUndefined: true }));
  return { id, version, versionAt, eventId, replacement };
}

/** The public document, without what is MongoDB's and ours. */
function published({ _id, _internal, ...article }: ArticleInMongo): Article {
  return article;
}

function select(query: ArticleQuery): { filter: mongo.Filter<ArticleInMongo>; limit: number } {
  const { language, from, to, after, limit } = checkQuery(query);
  const sortAt = {
    ...(from === undefined ? {} : { $gte: new Date(from) }),
    ...(to === undefined ? {} : { $lt: new Date(to) }),
    // Bounds the walk through the index; the clause below leaves out those of the same instant that were shown.
    ...(after === undefined ? {} : { $lte: new Date(after.sortAt) }),
  };
  const filter: mongo.Filter<ArticleInMongo> = {
    pubStatus: 'usable',
    ...(query.duplicates === true ? {} : { 'dedup.status': { $ne: 'duplicate' } }),
    ...(language === undefined ? {} : { '_internal.languages': language }),
    ...(query.sourceId === undefined ? {} : { 'provenance.sourceId': query.sourceId }),
    ...(query.captureId === undefined ? {} : { 'provenance.captureId': query.captureId }),
    ...(query.storyId === undefined ? {} : { storyId: query.storyId }),
    ...(query.representationType === undefined ? {} : { representationType: query.representationType }),
    ...(Object.keys(sortAt).length === 0 ? {} : { '_internal.sortAt': sortAt }),
    ...(after === undefined ? {} : { $or: beyond('_internal.sortAt', new Date(after.sortAt), after.id) }),
  };
  return { filter, limit };
}
