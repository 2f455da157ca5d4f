import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { schemaFiles } from '#libs/contracts';
import { run } from './services/processes.js';
import { incompatibilities, type Written } from './support/schema-compatibility.js';

const docs = join(import.meta.dirname, '..', 'docs');
const released = join(docs, 'schemas', 'released');

type Schema = Record<string, unknown>;

const writtenBy = (name: string): Written => (name.startsWith('news.captures.') ? 'theirs' : 'ours');

const whatToDo = `
Topics hold documents of every release, and readers check them by any release's schema. Instead of changing a field, add a
new one that is optional. Where that is impossible, it is another contract: a topic with another version in its name
(news.articles.v2), told beside the old one for a while. Only when no reader can be hurt (a limit is raised that no document
came near): "npm run docs:release", and say so in CHANGELOG.md.`;

/** Throws with all that is wrong, and what to do about it. */
function expectCompatible(name: string, before: Schema, now: Schema | undefined): void {
  const faults = now === undefined ? ['the document: is gone'] : incompatibilities(before, now, writtenBy(name));
  if (faults.length === 0) return;
  throw new Error(
    `${name} is not compatible with docs/schemas/released/${name}:\n  ${faults.join('\n  ')}\n${whatToDo}`,
  );
}

describe('the contract with those who read topics and collections', () => {
  const current = schemaFiles();

  it.each(readdirSync(released))('%s can be read by who knows the last release, and the other way round', (name) => {
    const before = JSON.parse(readFileSync(join(released, name), 'utf8')) as Schema;
    expectCompatible(name, before, current[name]);
  });

  it('is in docs/schemas as the classes have it', () => {
    for (const [name, schema] of Object.entries(current)) {
      expect(JSON.parse(readFileSync(join(docs, 'schemas', name), 'utf8'))).toEqual(schema);
    }
  });

  it('is described by an AsyncAPI document without a fault or a warning', async () => {
    // Its own process: the parser is CommonJS that Jest's modules would take ten times as long to load.
    const code = `
      const { Parser } = require('@asyncapi/parser');
      const text = require('node:fs').readFileSync(process.argv[1], 'utf8');
      new Parser().parse(text).then(({ document, diagnostics }) => {
        const topics = document === undefined ? [] : document.channels().all().map((channel) => channel.address());
        console.log(JSON.stringify({ topics, diagnostics: diagnostics.map(({ message, path }) => [message, path]) }));
      });`;
    const said = JSON.parse(await run('node', ['-e', code, join(docs, 'asyncapi.yaml')], 60_000)) as object;
    expect(said).toEqual({
      topics: expect.arrayContaining(['news.articles.v1', 'news.articles.v1.{language}', 'news.stories.v1']),
      diagnostics: [],
    });
  });
});

describe('a change of a schema', () => {
  type Change = (schema: {
    properties: Record<string, Schema>;
    required: string[];
    definitions: Record<string, Schema>;
  }) => void;
  const name = 'news.articles.v1.json';
  const changed = (change: Change, file = name): (() => void) => {
    const before = JSON.parse(JSON.stringify(schemaFiles()[file])) as Schema;
    const now = JSON.parse(JSON.stringify(before)) as Schema;
    change(now as never);
    return () => {
      expectCompatible(file, before, now);
    };
  };

  it.each<[string, Change]>([
    ['an optional field more', ({ properties }) => (properties.mood = { type: 'string' })],
    [
      'an optional field more, of a part',
      ({ definitions }) => Object.assign(definitions.Dedup!.properties!, { why: {} }),
    ],
    ['words', ({ properties }) => (properties.headline!.description = 'What stands above the text.')],
  ])('passes that is %s', (_, change) => {
    expect(changed(change)).not.toThrow();
  });

  it.each<[string, Change, RegExp]>([
    ['a removed field', ({ properties }) => delete properties.headline, /headline: is gone/],
    [
      'another name',
      ({ properties }) => {
        properties.lede = properties.description!;
        delete properties.description;
      },
      /description: is gone \(removed, or has another name\)/,
    ],
    [
      'a lower limit',
      ({ properties }) => (properties.headline!.maxLength = 10),
      /headline: maxLength was 5000 and is 10/,
    ],
    [
      'a higher limit',
      ({ properties }) => delete properties.headline!.maxLength,
      /who know the old schema would refuse/,
    ],
    [
      'a value fewer',
      ({ properties }) => (properties.pubStatus!.enum = ['usable']),
      /pubStatus: enum .* documents of before/,
    ],
    ['another type', ({ properties }) => (properties.wordCount!.type = 'string'), /wordCount: type was "integer"/],
    ['a field that must be there', ({ required }) => required.push('headline'), /headline: must be there now/],
    [
      'a new field that must be there',
      (schema) => {
        schema.properties.mood = { type: 'string' };
        schema.required.push('mood');
      },
      /mood: is new and must be there/,
    ],
    [
      'a field that may be absent',
      (schema) => (schema.required = schema.required.filter((one) => one !== 'dedup')),
      /dedup: may be absent/,
    ],
    [
      'a change in a part',
      ({ definitions }) => delete (definitions.Provenance!.properties as Schema).charset,
      /provenance\.charset: is gone/,
    ],
    [
      'a change in a list of parts',
      ({ definitions }) => delete (definitions.Person!.properties as Schema).name,
      /author\[\]\.name: is gone/,
    ],
  ])('fails that is %s, and says what to do', (_, change, message) => {
    expect(changed(change)).toThrow(message);
    expect(changed(change)).toThrow(/add a\s+new one that is optional/);
  });

  it('may allow more of what others write', () => {
    const captures = 'news.captures.v1.json';
    expect(changed(({ properties }) => delete properties.sourceId!.maxLength, captures)).not.toThrow();
    expect(changed(({ properties }) => (properties.sourceId!.maxLength = 10), captures)).toThrow(/sourceId/);
  });
});
