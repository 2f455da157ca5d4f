import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Packages that a module loads as soon as it is loaded itself, through its own static imports. */
function packagesLoadedBy(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, types, from = ''] of source.matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)';/gm)) {
    if (types !== undefined) continue;
    if (!from.startsWith('.')) packages.add(from);
    else
      for (const name of packagesLoadedBy(join(dirname(file), from.replace(/\.js$/, '.ts')), seen)) packages.add(name);
  }
  return packages;
}

describe('the store library', () => {
  const here = import.meta.dirname;

  it('loads neither mongoose nor libsql before a store is asked for', () => {
    const packages = packagesLoadedBy(join(here, 'index.ts'));
    expect(packages).not.toContain('mongoose');
    expect(packages).not.toContain('libsql');
  });

  it('loads with each adapter its own database package alone', () => {
    const mongo = packagesLoadedBy(join(here, 'mongo', 'mongo-store.ts'));
    const embedded = packagesLoadedBy(join(here, 'embedded', 'embedded-store.ts'));
    expect([mongo.has('mongoose'), mongo.has('libsql')]).toEqual([true, false]);
    expect([embedded.has('libsql'), embedded.has('mongoose')]).toEqual([true, false]);
  });
});
