/**
 * Writes the predictions of a core in the format that its scorers read.
 *
 *   npm run predict -- extraction DIR OUT.jsonl
 *   npm run predict -- language IN.jsonl OUT.jsonl
 *   npm run predict -- segments IN.jsonl OUT.jsonl [--known en,ru,uk]
 *   npm run predict -- near IN.jsonl OUT.jsonl
 *   npm run predict -- stories IN.jsonl OUT.jsonl
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const scripts = {
  extraction: ['dist/test/bench/extraction.js', 'predict'],
  language: ['libs/langid/bench/predict.js', 'language'],
  segments: ['libs/langid/bench/predict.js', 'segments'],
  near: ['libs/similarity/bench/predict.js', 'near'],
  stories: ['libs/similarity/bench/predict.js', 'stories'],
};

const [what, ...rest] = process.argv.slice(2);
if (what === undefined || !Object.hasOwn(scripts, what)) {
  console.error(`usage: npm run predict -- ${Object.keys(scripts).join('|')} IN OUT`);
  process.exit(2);
}
const [script, name] = scripts[what];
const { status } = spawnSync(process.execPath, [join(root, script), name, ...rest], { stdio: 'inherit' });
process.exit(status ?? 1);
