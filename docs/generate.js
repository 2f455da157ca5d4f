/**
 * Writes the documents that are made of the code: docs/asyncapi.yaml and docs/configuration.md. With --check it writes
 * nothing and fails when one of them is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { asyncApi } from '#libs/contracts';
import { configurationReference } from '#libs/service';

const documents = {
  'asyncapi.yaml': `# Generated from the classes in libs/contracts by "npm run docs"; do not edit.\n${stringify(asyncApi())}`,
  'configuration.md': configurationReference(),
};

const check = process.argv.includes('--check');
for (const [name, text] of Object.entries(documents)) {
  const path = join(import.meta.dirname, name);
  if (!check) {
    writeFileSync(path, text);
    continue;
  }
  let current = '';
  try {
    current = readFileSync(path, 'utf8');
  } catch {
    // Missing is out of date, too.
  }
  if (current === text) continue;
  console.error(`docs/${name} is out of date: run "npm run docs" and commit what changes`);
  process.exitCode = 1;
}
