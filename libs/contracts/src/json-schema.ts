import { Ajv, type ValidateFunction } from 'ajv';
import type { ClassConstructor } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

export type JsonSchema = Record<string, unknown>;

/** The dialect: what a library of any language understands. */
export const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';

/** Where references within a schema of ours point. */
const PREFIX = '#/definitions/';

let definitions: Record<string, JsonSchema> | undefined;
let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

/** JSON Schema (draft 7) of every contract class, by name, made from the classes' own decorators. */
export function contractDefinitions(): Record<string, JsonSchema> {
  definitions ??= validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: PREFIX,
  }) as unknown as Record<string, JsonSchema>;
  return definitions;
}

/** The schema of one class as a document of its own. */
export function jsonSchemaOf(name: string): JsonSchema {
  return {
    $schema: DRAFT_7,
    $ref: `${PREFIX}${name}`,
    definitions: contractDefinitions(),
  };
}

/** Every contract class, and `Article`, the public document: a verdict without its fingerprint. */
export function publicDefinitions(): Record<string, JsonSchema> {
  const { ResolvedArticle: resolved = {}, ...others } = contractDefinitions();
  const { fingerprint: _, ...properties } = resolved.properties as JsonSchema;
  const required = (resolved.required as string[]).filter((field) => field !== 'fingerprint');
  return { ...others, ResolvedArticle: resolved, Article: { ...resolved, properties, required } };
}

/** The same for a document that keeps schemas under `#/components/schemas/` (AsyncAPI, OpenAPI). */
export function publicSchemas(): Record<string, JsonSchema> {
  const text = JSON.stringify(publicDefinitions()).replaceAll(PREFIX, '#/components/schemas/');
  return JSON.parse(text) as Record<string, JsonSchema>;
}

/**
 * Whether a parsed message has the form of a class. Compiled once a class: a few microseconds an article where
 * class-validator takes more than a hundred, five times on an article's road.
 */
export function conforms(type: ClassConstructor<object>, plain: object): boolean {
  let check = compiled.get(type.name);
  if (check === undefined) {
    // unicode false: lengths in UTF-16 units, never shorter than in code points; a text in between gets the slow, exact check.
    ajv ??= new Ajv({ strict: false, unicode: false, logger: false });
    check = ajv.compile(jsonSchemaOf(type.name));
    compiled.set(type.name, check);
  }
  return check(plain);
}
