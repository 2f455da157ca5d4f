import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Capture } from '#libs/contracts';
import { takeIn } from '#apps/ingest';

/** How a bundled page is to be sent: a row of `samples/pages.json`. */
interface SamplePage {
  file: string;
  url?: string;
  contentType: string;
  sourceId: string;
  timeZone: string;
  fetchedAt: string;
}

/** The project's folder, from the compiled code in dist/ as from the source. */
function projectFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

const FOLDER = join(projectFolder(), 'apps', 'standalone', 'samples');

/** The bundled newspaper, ready to be sent. */
export function sampleCaptures(now: Date): Capture[] {
  const pages = JSON.parse(readFileSync(join(FOLDER, 'pages.json'), 'utf8')) as SamplePage[];
  return pages.map(({ file, contentType, ...origin }) =>
    takeIn({ bytes: readFileSync(join(FOLDER, file)), contentType, origin, now }),
  );
}
