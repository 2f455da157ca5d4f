import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside log and store: where the line that has them answers. */
const fileIn = (dataFolder: string): string => join(dataFolder, 'address');

/** Notes where the line that has this data answers, so that commands beside it need not be told. */
export function noteAddress(dataFolder: string, url: string): void {
  writeFileSync(fileIn(dataFolder), `${url}\n`);
}

export function forgetAddress(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}

/** As it was noted last; a line that was killed leaves it behind. */
export function notedAddress(dataFolder: string): string | undefined {
  try {
    return readFileSync(fileIn(dataFolder), 'utf8').trim();
  } catch {
    return undefined;
  }
}
