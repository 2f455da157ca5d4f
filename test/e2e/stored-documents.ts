import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import mongoose from 'mongoose';

const schemas = join(import.meta.dirname, '..', '..', 'docs', 'schemas');

interface Schema {
  properties?: Record<string, unknown>;
  [keyword: string]: unknown;
}

/** What was found in a collection, held against the schema that readers of MongoDB have. */
export interface Conformity {
  documents: number;
  /** What a document has that the schema does not allow, or does not know, with its id. */
  faults: string[];
  /** Fields of the schema that no document has. */
  unseen: string[];
}

/** Every document of a collection, as it lies in MongoDB. A field that the schema does not name is a fault, at any depth. */
export async function conformity(uri: string, database: string, collection: string): Promise<Conformity> {
  const schema = JSON.parse(readFileSync(join(schemas, `mongodb.${collection}.json`), 'utf8')) as Schema;
  const check = new Ajv({ strict: false, allErrors: true }).compile(closed(schema) as object);
  return withCollection(uri, database, collection, async (stored) => {
    const documents = await stored.find().toArray();
    const seen = new Set(documents.flatMap((document) => Object.keys(document)));
    return {
      documents: documents.length,
      faults: documents.flatMap((document) => {
        const { _id: id } = document;
        if (check(document)) return [];
        const faults = check.errors ?? [];
        return faults.map(
          ({ instancePath: at, message = '', params }) => `${id}${at} ${message} ${JSON.stringify(params)}`,
        );
      }),
      unseen: Object.keys(schema.properties ?? {}).filter((field) => !seen.has(field)),
    };
  });
}

/** Gives one document fields that nobody knows. */
export async function spoil(uri: string, database: string, collection: string, fields: object): Promise<void> {
  await withCollection(uri, database, collection, (stored) => stored.updateOne({}, { $set: fields }));
}

async function withCollection<T>(
  uri: string,
  database: string,
  collection: string,
  work: (stored: mongoose.mongo.Collection<{ _id: string }>) => Promise<T>,
): Promise<T> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  try {
    return await work(client.db(database).collection<{ _id: string }>(collection));
  } finally {
    await client.close();
  }
}

/** The same schema, which allows no field that it does not name. Readers are told to expect more; writers may not. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, closed(value)]));
  return 'properties' in schema && !('additionalProperties' in schema)
    ? { ...inner, additionalProperties: false }
    : inner;
}
