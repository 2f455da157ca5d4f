import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the console, as it is sent. */
export interface ConsoleFile {
  body: Buffer;
  contentType: string;
}

export interface ConsoleFiles {
  /** Every view's page: which view it is, the address says. */
  page: Buffer;
  /** By name. The name changes with the content. */
  assets: ReadonlyMap<string, ConsoleFile>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/**
 * The console as the build left it. All of it is read at once: it is small, and what is asked for is then looked up by name
 * and never made a path of. Nothing where it was not built, as under the tests that run from source.
 */
export function readConsole(folder: string): ConsoleFiles | undefined {
  if (!existsSync(join(folder, 'assets'))) return undefined;
  const assets = readdirSync(join(folder, 'assets')).map((name) => {
    const contentType = TYPES[extname(name)] ?? 'application/octet-stream';
    return [name, { body: readFileSync(join(folder, 'assets', name)), contentType }] as const;
  });
  return { page: readFileSync(join(folder, 'index.html')), assets: new Map(assets) };
}
