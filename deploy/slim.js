#!/usr/bin/env node
/**
 * Takes out of an installed node_modules what no process of the image can load, and says how much that was:
 *
 *     node deploy/slim.js node_modules
 *
 * Every rule has a reason why Node can't miss it; test/deploy/image.spec.ts starts everything without. Licences and notices stay.
 */
import { existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const LEGAL = /licen[cs]e|notice|copying|copyright|patents|authors|third.?party/i;

/** Whole packages. */
const packageRules = [
  // A peer of @nestjs/swagger, for a plug-in of Nest's own compiler; swc compiles here, at build time.
  { name: 'typescript', applies: (name) => name === 'typescript' },
  // npm installs the binaries of libsql for both C libraries; the image has one of them.
  { name: 'binaries for another C library', applies: (name) => name.startsWith('@libsql/') && !isOfThisLibc(name) },
];

/** Files, by their names. */
const fileRules = [
  // Node refuses TypeScript below node_modules (ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING).
  { name: 'TypeScript', applies: (file) => /\.[cm]?ts$|\.tsbuildinfo$/.test(file) },
  // Of packages: they would translate lines of stack traces into sources that are not here. Those of dist/ stay.
  { name: 'source maps', applies: (file) => /\.map$/.test(file) },
  { name: 'documentation', applies: (file, folder) => /\.(md|markdown)$/i.test(file) && !isLicence(file, folder) },
];

/** glibc says its version; musl does not. */
const isGlibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
const isOfThisLibc = (name) => !(isGlibc ? name.endsWith('-musl') : name.endsWith('-gnu'));

/** A README counts where it is all that a package has to say about its licence. */
function isLicence(file, folder) {
  if (LEGAL.test(file)) return true;
  const isReadme = /^readme\./i.test(file) && existsSync(join(folder, 'package.json'));
  return isReadme && !readdirSync(folder).some((other) => LEGAL.test(other));
}

function* packages(modules) {
  for (const entry of readdirSync(modules)) {
    if (entry.startsWith('.')) continue;
    if (entry.startsWith('@')) {
      for (const name of readdirSync(join(modules, entry))) yield `${entry}/${name}`;
    } else {
      yield entry;
    }
  }
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

const bytesIn = (folder) => [...files(folder)].reduce((sum, file) => sum + statSync(file).size, 0);

/** Bytes taken out, by rule. */
export function slim(modules) {
  const taken = new Map();
  const remove = (rule, path, bytes) => {
    taken.set(rule, (taken.get(rule) ?? 0) + bytes);
    rmSync(path, { recursive: true });
  };
  for (const name of [...packages(modules)]) {
    const rule = packageRules.find(({ applies }) => applies(name));
    if (rule) remove(rule.name, join(modules, name), bytesIn(join(modules, name)));
  }
  for (const path of [...files(modules)]) {
    const folder = dirname(path);
    const file = relative(folder, path);
    const rule = fileRules.find(({ applies }) => applies(file, folder));
    if (rule) remove(rule.name, path, statSync(path).size);
  }
  removeDangling(join(modules, '.bin'));
  return taken;
}

/** Commands of packages that went. */
function removeDangling(bin) {
  if (!existsSync(bin)) return;
  for (const name of readdirSync(bin)) {
    const link = join(bin, name);
    if (lstatSync(link).isSymbolicLink() && !existsSync(link)) rmSync(link);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const modules = resolve(process.argv[2] ?? '');
  if (!modules.endsWith(`${sep}node_modules`) || !existsSync(modules)) {
    console.error('Usage: node deploy/slim.js PATH/node_modules');
    process.exit(2);
  }
  for (const [rule, bytes] of slim(modules)) console.log(`${(bytes / 1e6).toFixed(1).padStart(6)} MB  ${rule}`);
  console.log(`${(bytesIn(modules) / 1e6).toFixed(1).padStart(6)} MB  left`);
}
