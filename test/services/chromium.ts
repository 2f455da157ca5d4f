import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * A Chromium to test the console in: the one that CHROMIUM_PATH names, else one that is installed; else, in CI on a Debian
 * where this is root, the distribution's own. Nobody's machine is changed otherwise. Throws when there is none.
 */
export async function findChromium(): Promise<string> {
  const found = process.env.CHROMIUM_PATH ?? installed();
  if (found !== undefined && found !== '') return found;
  if (process.env.CI === 'true' && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-q'], 120_000);
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], 300_000);
    const fresh = installed();
    if (fresh !== undefined) return fresh;
  }
  throw new Error(`none of ${NAMES.join(', ')} is on the PATH; install one, or name it with CHROMIUM_PATH`);
}
