#!/usr/bin/env node
/**
 * Prints what the image carries beside its Debian packages, as CycloneDX: the packages for production that are in node_modules,
 * and Node. Run it beside package-lock.json; in the image's build after slim.js:
 *
 *     node deploy/sbom.js > sbom.cdx.json
 *
 * The same packages give the same bytes: the serial number is made of the content, and npm's time stamp goes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @param {string} folder with package.json, package-lock.json and node_modules */
export function billOfMaterials(folder) {
  // npm 11 lists a package that others only develop with as theirs alone (--omit=dev lost half of ours), and of an install without
  // the development packages it says that these are missing, and gives up. So: all of the lock file, and our own choice.
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const bom = JSON.parse(execFileSync('npm', args, { cwd: folder, maxBuffer: 64e6 }));
  const own = bom.metadata.component;
  const there = new Set([own['bom-ref'], ...installed(folder)]);
  const node = {
    'bom-ref': `node@${process.versions.node}`,
    type: 'platform',
    name: 'node',
    version: process.versions.node,
    purl: `pkg:generic/node@${process.versions.node}`,
    licenses: [{ license: { id: 'MIT' } }],
  };
  const components = [...bom.components.filter((one) => there.has(one['bom-ref'])), node];
  const dependencies = bom.dependencies
    .filter(({ ref }) => there.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => there.has(ref)) }));
  return {
    ...bom,
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([components, dependencies]))}`,
    // npm gives the folder's name for the package's.
    metadata: {
      ...bom.metadata,
      timestamp: undefined,
      component: { ...own, type: 'application', name: read(join(folder, 'package.json')).name },
    },
    components,
    dependencies,
  };
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What the lock file has for production and is here, as `name@version`: not what is for other machines, nor what slim.js took out. */
function installed(folder) {
  const { packages } = read(join(folder, 'package-lock.json'));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev && existsSync(join(folder, path, 'package.json')))
    .map(
      ([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    );
}

/** RFC 9562, version 8: the bits are ours to choose. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(billOfMaterials(process.cwd()), undefined, 1));
}
