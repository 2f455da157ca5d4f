import type { mongo } from 'mongoose';
import { pageOf } from '../cursor.js';
import type { Page } from '../page.js';
import { checkSearch } from '../query.js';
import { type SearchDocument, type SearchQuery, SearchStore, type StoredTerm } from '../search.js';
import { beyond, languageAndKinds } from './conditions.js';
import { bulkFaults, DUPLICATE_KEY, settle } from './errors.js';
import type { SearchInMongo } from './stored.js';

/** The index of words as a collection that has an index of its words. */
export class MongoSearchStore extends SearchStore {
  constructor(private readonly collection: mongo.Collection<SearchInMongo>) {
    super();
  }

  index(documents: SearchDocument[]): Promise<void> {
    return settle('index articles', async () => {
      if (documents.length === 0) return;
      const operations = latest(documents).map(({ id, ...document }) => {
        const { version, language, stems, ...rest } = document;
        const versionAt = new Date(document.versionAt);
        const older = { $or: [{ version: { $lt: version } }, { version, versionAt: { $lte: versionAt } }] };
        const replacement = {
          ...rest,
          version,
          versionAt,
          sortAt: new Date(document.sortAt),
          languages: languageAndKinds(language),
          terms: [...new Set(`${document.words}${stems}`.split(' ').filter((term) => term !== ''))],
        };
        return { replaceOne: { filter: { _id: id, ...older }, replacement, upsert: true } };
      });
      // What can be read back from the topics needs no majority: a process that lost its place writes it again.
      await this.collection.bulkWrite(operations, { ordered: false }).catch((error: unknown) => {
        // A newer version is there: the filter did not find it, and the insert met it.
        if (bulkFaults(error)?.every(({ code }) => code === DUPLICATE_KEY) !== true) throw error;
      });
    });
  }

  find(query: SearchQuery): Promise<Page<string>> {
    return settle('search articles', async () => {
      const { filter, limit } = select(query);
      const rows = await this.collection
        .find(filter, { projection: { _id: 1, sortAt: 1 } })
        .sort({ sortAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      return pageOf(
        rows,
        limit,
        ({ _id: id, sortAt }) => ({ sortAt: sortAt.getTime(), id }),
        ({ _id }) => _id,
      );
    });
  }
}

/** The last of each id: an unordered bulk write promises no order. */
function latest(documents: SearchDocument[]): SearchDocument[] {
  const chosen = new Map<string, SearchDocument>();
  for (const document of documents) {
    const other = chosen.get(document.id);
    const isOlder =
      other !== undefined &&
      (document.version < other.version ||
        (document.version === other.version && document.versionAt < other.versionAt));
    if (!isOlder) chosen.set(document.id, document);
  }
  return [...chosen.values()];
}

function select(query: SearchQuery): { filter: mongo.Filter<SearchInMongo>; limit: number } {
  const { language, from, to, after, limit } = checkSearch(query);
  const sortAt = {
    ...(from === undefined ? {} : { $gte: new Date(from) }),
    ...(to === undefined ? {} : { $lt: new Date(to) }),
    // Bounds the walk through the index; the clause below leaves out those of the same instant that were shown.
    ...(after === undefined ? {} : { $lte: new Date(after.sortAt) }),
  };
  const filter: mongo.Filter<SearchInMongo> = {
    $and: [...query.all.map(holds), ...query.none.map((term) => ({ $nor: [holds(term)] }))],
    usable: true,
    ...(query.duplicates === true ? {} : { duplicate: false }),
    ...(language === undefined ? {} : { languages: language }),
    ...(query.sourceId === undefined ? {} : { sourceId: query.sourceId }),
    ...(Object.keys(sortAt).length === 0 ? {} : { sortAt }),
    ...(after === undefined ? {} : { $or: beyond('sortAt', new Date(after.sortAt), after.id) }),
  };
  return { filter, limit };
}

/** Exactly the term. Its words are letters and digits, so none of them means anything in a pattern. */
function holds(term: StoredTerm): mongo.Filter<SearchInMongo> {
  if ('any' in term) return { terms: { $in: term.any } };
  return { terms: { $all: term.phrase }, words: new RegExp(` ${term.phrase.join(' ')} `) };
}
