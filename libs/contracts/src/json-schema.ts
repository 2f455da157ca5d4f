import { Ajv, type ValidateFunction } from 'ajv';
import type { ClassConstructor } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

type JsonSchema = Record<string, unknown>;

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
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: `${PREFIX}${name}`,
    definitions: contractDefinitions(),
  };
}

/**
 * The schemas for a document that keeps them under `#/components/schemas/` (AsyncAPI, OpenAPI), with `Article`, the public
 * document: a verdict without its fingerprint.
 */
export function publicSchemas(): Record<string, JsonSchema> {
  const text = JSON.stringify(contractDefinitions()).replaceAll(PREFIX, '#/components/schemas/');
  const schemas = JSON.parse(text) as Record<string, JsonSchema>;
  const { ResolvedArticle: resolved = {} } = schemas;
  const { fingerprint: _, ...properties } = resolved.properties as JsonSchema;
  const required = (resolved.required as string[]).filter((field) => field !== 'fingerprint');
  return { ...schemas, Article: { ...resolved, properties, required } };
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
