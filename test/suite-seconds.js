/**
 * What each suite took, longest first, out of what Jest wrote (`--json --outputFile=FILE`):
 *
 *     node test/suite-seconds.js FILE [--write]
 *
 * With --write also as suite-seconds.json, by which sequencer.js orders the next run on a fresh clone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Shorter ones make no difference to the order, nor to the whole. */
const LEAST_SECONDS = 5;
const root = fileURLToPath(new URL('..', import.meta.url));

const [file, option] = process.argv.slice(2);
const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
const suites = testResults
  .map(({ name, startTime, endTime }) => [relative(root, name), Math.round((endTime - startTime) / 1000)])
  .filter(([, seconds]) => seconds >= LEAST_SECONDS)
  .sort(([, a], [, b]) => b - a);
for (const [name, seconds] of suites) console.log(`${String(seconds).padStart(5)} s  ${name}`);
if (option === '--write') {
  const text = JSON.stringify(Object.fromEntries(suites), null, 2);
  writeFileSync(new URL('suite-seconds.json', import.meta.url), `${text}\n`);
}
