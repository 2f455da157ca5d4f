import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { topicLanguages } from '#libs/contracts';
import { ONE_LANGUAGE, primaryOf } from '../libs/langid/src/languages.js';

it('"*" is every language that the line can tell, and articles in none or in several', () => {
  const models = join(import.meta.dirname, '..', 'libs', 'langid', 'src', 'model');
  const tags = readdirSync(models).flatMap((name) => {
    const [header = ''] = brotliDecompressSync(readFileSync(join(models, name)))
      .toString('latin1')
      .split('\n', 1);
    return (JSON.parse(header) as { tags: string[] }).tags;
  });
  const told = new Set([...tags, ...ONE_LANGUAGE.values(), 'und', 'mul'].map(primaryOf));
  expect(topicLanguages(['*'])).toEqual([...told].sort());
});
