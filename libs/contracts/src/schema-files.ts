import { CHANNELS, headersOf, LANGUAGE_CHANNEL } from './channels.js';
import { ID } from './formats.js';
import { DRAFT_7, type JsonSchema, publicDefinitions } from './json-schema.js';
import { Topics } from './topic-names.js';

/** The definitions that a schema refers to, and those that they refer to. */
function reachable(schema: JsonSchema, all: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const visit = (part: JsonSchema): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/definitions\/(\w+)"/g)) {
      const definition = all[name];
      if (definition === undefined || found.has(name)) continue;
      found.set(name, definition);
      visit(definition);
    }
  };
  visit(schema);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What MongoDB adds to a document. */
const id = { _id: { type: 'string', pattern: ID.source, description: 'The same as id.' } };
const internal = { _internal: { type: 'object', description: 'Ours; it may change at any time. Do not read it.' } };

function withFields(schema: JsonSchema, fields: Record<string, JsonSchema>): JsonSchema {
  return {
    ...schema,
    properties: { ...fields, ...(schema.properties as JsonSchema) },
    required: [...Object.keys(fields), ...(schema.required as string[])],
  };
}

/**
 * The JSON Schemas of what others read and write, each a document of its own, by file name: values and headers of the
 * topics, and MongoDB's collections.
 */
export function schemaFiles(): Record<string, JsonSchema> {
  const all = publicDefinitions();
  const { Article = {}, Story = {}, Capture = {}, CaptureSummary = {} } = all;
  const headers = (topic: string): JsonSchema =>
    headersOf(
      CHANNELS.filter((channel) => channel.topic === topic).flatMap(({ messages }) =>
        messages.flatMap(({ events }) => events),
      ),
    );
  const schemas: [name: string, title: string, schema: JsonSchema][] = [
    [Topics.articles, 'Value of an article event', Article],
    [`${Topics.articles}.headers`, 'Headers of an article event', headers(Topics.articles)],
    [`${Topics.articles}.language.headers`, 'Headers on the topic of a language', headers(LANGUAGE_CHANNEL)],
    [Topics.stories, 'Value of a story event', Story],
    [`${Topics.stories}.headers`, 'Headers of a story event', headers(Topics.stories)],
    [Topics.captures, 'Value of a page, for who produces pages', Capture],
    ['mongodb.articles', 'Document of the collection articles', withFields(Article, { ...id, ...internal })],
    ['mongodb.stories', 'Document of the collection stories', withFields(Story, { ...id, ...internal })],
    ['mongodb.captures', 'Document of the collection captures', withFields(CaptureSummary, id)],
  ];
  return Object.fromEntries(
    schemas.map(([name, title, schema]) => {
      const definitions = reachable(schema, all);
      const rest = Object.keys(definitions).length === 0 ? {} : { definitions };
      return [`${name}.json`, { $schema: DRAFT_7, $id: `urn:babelwire:schema:${name}`, title, ...schema, ...rest }];
    }),
  );
}
