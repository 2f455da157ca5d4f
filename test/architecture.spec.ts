import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

const unit = (file: string): string => file.split('/').slice(0, 2).join('/');

interface Import {
  file: string;
  specifier: string;
}

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(path) && !path.endsWith('.d.ts')) yield path;
  }
}

const isProduct = (file: string): boolean => !file.endsWith('.spec.ts') && !/^libs\/[a-z]+\/test\//.test(file);

/** Static and dynamic imports, re-exports and require calls of every product file. */
function importsOf(folder: string): Import[] {
  const pattern = /(?:(?<!['"])\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"]+)['"]/g;
  return [...sources(folder)].filter(isProduct).flatMap((file) => {
    const text = codeOf(file);
    return [...text.matchAll(pattern)].map((match) => ({ file, specifier: match[1] ?? '' }));
  });
}

/** A file's text; of the console without what it knows of other units as types alone, which is gone in a browser. */
function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return unit(file) === 'apps/console' ? text.replace(/^import type [^;]+ from '#[^']+';$/gm, '') : text;
}

const names = (folder: string): string[] => readdirSync(join(root, folder));
const all = [...importsOf('apps'), ...importsOf('libs')];
const describeImport = ({ file, specifier }: Import): string => `${file} imports ${specifier}`;
const breaches = (rule: (one: Import) => boolean): string[] => all.filter(rule).map(describeImport);

/** Libraries without I/O, clock or chance: what they need is passed in. */
const PURE = [
  'libs/contracts',
  'libs/extraction',
  'libs/feeds',
  'libs/formats',
  'libs/langid',
  'libs/search',
  'libs/similarity',
];
/** A feed's bytes, dates and addresses are read as those of a page are (decision 0015). Nothing else is shared. */
const ALSO_KNOWS: Record<string, string> = { 'libs/feeds': '#libs/extraction' };
/** contracts is the vocabulary: it may know class-validator's decorators and how to hash, and nothing of ours. */
const isPure = (file: string): boolean => PURE.includes(unit(file));

describe('the dependency rule', () => {
  it('finds the imports it is about', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(new Set(all.map(({ file }) => unit(file))).size).toBe(names('apps').length + names('libs').length);
  });

  it('lets no library know an app', () => {
    expect(breaches(({ file, specifier }) => file.startsWith('libs/') && specifier.startsWith('#apps/'))).toEqual([]);
  });

  it('lets no app know another app, standalone excepted', () => {
    const breach = ({ file, specifier }: Import): boolean =>
      file.startsWith('apps/') && !file.startsWith('apps/standalone/') && specifier.startsWith('#apps/');
    expect(breaches(breach)).toEqual([]);
  });

  it('reaches other units by their entry alone, never by a path into them', () => {
    const breach = ({ file, specifier }: Import): boolean => {
      if (specifier.startsWith('#')) return !/^#(libs|apps)\/[a-z]+$/.test(specifier);
      if (!specifier.startsWith('.')) return false;
      return unit(relative(root, join(root, file, '..', specifier))) !== unit(file);
    };
    expect(breaches(breach)).toEqual([]);
  });

  it('lets contracts import nothing of ours', () => {
    expect(breaches(({ file, specifier }) => unit(file) === 'libs/contracts' && specifier.startsWith('#'))).toEqual([]);
  });

  it('lets the pure libraries know of ours only contracts', () => {
    const breach = ({ file, specifier }: Import): boolean =>
      isPure(file) &&
      specifier.startsWith('#') &&
      specifier !== '#libs/contracts' &&
      specifier !== ALSO_KNOWS[unit(file)];
    expect(breaches(breach)).toEqual([]);
  });

  it('lets the console know of ours nothing but types, and of others preact alone', () => {
    const breach = ({ file, specifier }: Import): boolean =>
      unit(file) === 'apps/console' && !specifier.startsWith('.') && !/^preact(\/|$)/.test(specifier);
    expect(breaches(breach)).toEqual([]);
  });

  it('keeps Nest, rxjs and network, file and process modules out of the pure libraries', () => {
    const io = /^(node:)?(fs|net|http|https|http2|dns|tls|dgram|child_process|worker_threads|cluster|os)(\/|$)/;
    const breach = ({ file, specifier }: Import): boolean =>
      isPure(file) &&
      (specifier.startsWith('@nestjs/') || specifier === 'rxjs' || (io.test(specifier) && !isModelLoader(file)));
    expect(breaches(breach)).toEqual([]);
  });

  it.each([
    ['kafkajs', ['libs/messaging']],
    ['mongoose', ['libs/store']],
    ['mongodb', ['libs/store']],
    ['libsql', ['libs/messaging', 'libs/store']],
    ['undici', ['libs/fetch']],
    ['fzstd', ['libs/fetch']],
    ['@orama/stemmers', ['libs/search']],
    ['ipaddr.js', ['libs/fetch']],
    ['@opentelemetry', ['libs/tracing']],
    ['preact', ['apps/console']],
    ['piscina', ['libs/threads']],
  ])('lets only its own library know %s', (name, owners) => {
    const breach = ({ file, specifier }: Import): boolean =>
      (specifier === name || specifier.startsWith(`${name}/`)) && !owners.includes(unit(file));
    expect(breaches(breach)).toEqual([]);
  });

  it('keeps Nest out of the threads, each of which would load it once more', () => {
    const workers = all.map(({ file }) => file).filter((file) => file.endsWith('.worker.ts'));
    expect(workers.length).toBeGreaterThan(0);
    expect(nestIn(loadedWith(workers))).toEqual([]);
  });

  it('keeps Nest out of the commands that ask a running line, and of every help and refusal', () => {
    const commandLine = loadedWith(['apps/standalone/src/cli.ts']);
    expect(nestIn(commandLine)).toEqual([]);
    const asking = commandLine.flatMap((file) => {
      const text = file.endsWith('.ts') ? readFileSync(join(root, file), 'utf8') : '';
      return text.includes('...apiOptions')
        ? [...text.matchAll(/\brun: .*\bimport\('([^']+)'\)/g)].map(resolvedIn(file))
        : [];
    });
    expect(asking.length).toBeGreaterThan(7);
    expect(nestIn(loadedWith(asking))).toEqual([]);
  });

  it('keeps what describes an API out of services that have none, and of commands', () => {
    const without = ['apps/language/src/main.ts', 'apps/dedup/src/main.ts', 'apps/standalone/src/setup.ts'];
    expect(loadedWith(without).filter((one) => one === '@nestjs/swagger')).toEqual([]);
    expect(loadedWith(['apps/publish/src/main.ts'])).toContain('@nestjs/swagger');
  });

  it('keeps clock and chance out of the pure libraries', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\brandomUUID\(|\bprocess\.env\b/;
    const found = PURE.flatMap((folder) => [...sources(folder)])
      .filter((file) => isProduct(file) && !file.includes('/tools/') && !file.includes('/bench/'))
      .filter((file) => impure.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
    expect(found).toEqual([]);
  });
});

const nestIn = (files: string[]): string[] => files.filter((one) => one.startsWith('@nestjs/'));

/** Everything that is loaded with product files: they, and what their own imports lead to. */
function loadedWith(files: string[]): string[] {
  const loaded = new Set(files);
  // A set that grows while it is gone through.
  for (const file of loaded) for (const next of loadedBy(file)) loaded.add(next);
  return [...loaded];
}

/** For the match of an import of another file of the same unit: that file. */
const resolvedIn =
  (file: string) =>
  ([, specifier = '']: RegExpMatchArray): string =>
    join(file, '..', specifier).replace(/\.js$/, '.ts');

/** What a product file loads when it is loaded itself: files of ours, and packages. Types are gone by then, and `import()` comes later. */
function loadedBy(file: string): string[] {
  if (!/\.tsx?$/.test(file)) return [];
  const text = readFileSync(join(root, file), 'utf8').replace(/^(import|export) type [^;]+;$/gm, '');
  const specifiers = [...text.matchAll(/^(?:import|export) (?:[^;]*?from )?'([^']+)';$/gms)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => {
    if (specifier.startsWith('#')) return `${specifier.slice(1)}/src/index.ts`;
    if (!specifier.startsWith('.')) return specifier;
    return join(file, '..', specifier).replace(/\.js$/, '.ts');
  });
}

/** A language model has to be read from where it is shipped, once, in `loadDetector`. */
function isModelLoader(file: string): boolean {
  return /^libs\/langid\/src\/(model|load)[^/]*(\/[^/]*)?\.ts$/.test(file);
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
