#!/usr/bin/env node
/**
 * Compiles apps/ and libs/ into dist/ with swc (a second at most; `npm run typecheck` is the type checker's job), bundles
 * the console, and leaves a stamp of what it compiled, so that `npm start` and `npx babelwire` build only when a source changed. In a
 * checkout the benches come along, with what they start real services by.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const dist = join(root, 'dist');
const stampFile = join(dist, '.stamp');

/** Data that a library loads from beside its code (models, tables) is copied as it is. */
const ASSET = /\.(json|bin|txt|gz)$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

function sources() {
  const found = [];
  for (const top of ['apps', 'libs']) {
    if (!existsSync(join(root, top))) continue;
    for (const unit of readdirSync(join(root, top))) {
      const src = join(root, top, unit, 'src');
      if (existsSync(src)) found.push(...files(src));
    }
  }
  for (const folder of ['bench', 'browser', 'chaos', 'services', 'support']) {
    const path = join(root, 'test', folder);
    if (existsSync(path)) found.push(...files(path));
  }
  return found.filter((path) => !path.endsWith('.spec.ts') && !path.endsWith('.d.ts')).sort();
}

function stampOf(paths) {
  const hash = createHash('sha256');
  for (const path of [...paths, join(root, 'package.json')]) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${relative(root, path)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** Whether this is a checkout with sources (an image carries dist/ alone). */
export function hasSources() {
  return existsSync(join(root, 'libs')) && existsSync(join(root, 'tsconfig.json'));
}

/** Builds when dist/ is missing or older than its sources. Returns whether it built. */
export async function build({ force = false } = {}) {
  // Not at the top: an image has this file and no sources.
  const { bundleConsole, consoleSources } = await import('../../console/bin/bundle.js');
  const paths = [...sources(), ...consoleSources()];
  const stamp = stampOf(paths);
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const { transformFile } = await import('@swc/core');
  // Aside and then in one move: another process may be starting from dist/ right now.
  const aside = `${dist}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  const inConsole = join(root, 'apps', 'console');
  for (const path of paths.filter((one) => !one.startsWith(inConsole + sep))) {
    const target = join(aside, relative(root, path));
    mkdirSync(dirname(target), { recursive: true });
    if (ASSET.test(path)) cpSync(path, target);
    if (!path.endsWith('.ts')) continue;
    const out = target.replace(/\.ts$/, '.js');
    const { code, map } = await transformFile(path, {
      swcrc: false,
      configFile: false,
      sourceMaps: true,
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2023',
        keepClassNames: true,
        rewriteRelativeImportExtensions: true,
      },
      module: { type: 'es6' },
    });
    writeFileSync(out, `${code}\n//# sourceMappingURL=${relative(dirname(out), out)}.map\n`);
    if (map) writeFileSync(`${out}.map`, map);
  }
  await bundleConsole(join(aside, 'apps', 'console'));
  writeFileSync(join(aside, '.stamp'), stamp);
  const old = `${aside}.old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(aside, dist);
  rmSync(old, { recursive: true, force: true });
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ force: true });
}
