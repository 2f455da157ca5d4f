/**
 * Writes the documents that are made of the code: docs/asyncapi.yaml, docs/schemas/, docs/configuration.md,
 * docs/kafka-rights.md, the table of metrics in docs/operations.md; and the chart's copies of alerts and dashboard. With
 * --check it writes nothing and fails when one of them is out of date. With --release it also writes the schemas to
 * docs/schemas/released/: what a change is compared with from then on.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { asyncApi, schemaFiles } from '#libs/contracts';
import { configurationReference, metricsReference, rightsReference } from '#libs/service';

const schemasIn = (folder) =>
  Object.fromEntries(
    Object.entries(schemaFiles()).map(([name, schema]) => [
      `${folder}/${name}`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );

/** As they are in deploy/observability, since Helm reads no file outside of a chart. */
const copiesForChart = (...names) =>
  Object.fromEntries(
    names.map((name) => [
      `../deploy/helm/babelwire/files/${basename(name)}`,
      readFileSync(join(import.meta.dirname, '..', 'deploy', 'observability', name), 'utf8'),
    ]),
  );

/** A document that people write, with what is made of the code between two comments. */
function withSection(name, section, text) {
  const [begin, end] = [`<!-- ${section}: made by "npm run docs" -->`, `<!-- end of ${section} -->`];
  const before = readFileSync(join(import.meta.dirname, name), 'utf8');
  const [head, ...rest] = before.split(begin);
  const tail = rest.join(begin).split(end);
  if (rest.length !== 1 || tail.length !== 2) throw new Error(`docs/${name} needs "${begin}" and "${end}" once`);
  return `${head}${begin}\n\n${text}\n${end}${tail[1]}`;
}

const documents = {
  'asyncapi.yaml': `# Generated from the classes in libs/contracts by "npm run docs"; do not edit.\n${stringify(asyncApi())}`,
  'configuration.md': configurationReference(),
  'kafka-rights.md': rightsReference(),
  'operations.md': withSection('operations.md', 'metrics', await metricsReference()),
  ...copiesForChart('alerts.yml', 'grafana/dashboards/babelwire.json'),
  ...schemasIn('schemas'),
  ...(process.argv.includes('--release') ? schemasIn('schemas/released') : {}),
};

const check = process.argv.includes('--check');
for (const [name, text] of Object.entries(documents)) {
  const path = join(import.meta.dirname, name);
  if (!check) {
    mkdirSync(dirname(path), { recursive: true });
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
  console.error(`${join('docs', name)} is out of date: run "npm run docs" and commit what changes`);
  process.exitCode = 1;
}
