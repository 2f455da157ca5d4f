#!/usr/bin/env node
/**
 * Trains the models anew and says whether they are those that are shipped: `reproduce.js SOURCES [cyrl|latn|arab …]`. Ends with 1
 * where one is not. What is compared is what the files hold: how it is packed depends on Node's own brotli.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const [sources, ...names] = process.argv.slice(2);
if (sources === undefined) throw new Error('usage: reproduce.js SOURCES [cyrl|latn|arab …]');
const folder = mkdtempSync(join(tmpdir(), 'langid-models-'));
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const contents = (file) => brotliDecompressSync(readFileSync(file));
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

let differing = 0;
for (const name of names.length > 0 ? names : ['cyrl', 'latn', 'arab']) {
  const file = join(folder, `${name}.bin`);
  const command = ['--max-old-space-size=8000', here('./train.js'), sources, name, file];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`train.js ${name} ended with ${status}`);
  const [trained, shipped] = [contents(file), contents(here(`../src/model/${name}.bin`))];
  const same = trained.equals(shipped);
  if (!same) differing += 1;
  console.log(`${name}: trained ${digest(trained)}, shipped ${digest(shipped)}: ${same ? 'the same' : 'DIFFERENT'}`);
}
rmSync(folder, { recursive: true });
process.exitCode = differing === 0 ? 0 : 1;
