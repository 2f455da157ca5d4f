import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** From dist/apps/standalone/src as from apps/standalone/src: four folders up is the project. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', 'apps', 'standalone', 'samples');

/** The bundled newspaper, ready to be sent. */
export function sampleCaptures(now: Date): Capture[] {
  const pages = JSON.parse(readFileSync(join(FOLDER, 'pages.json'), 'utf8')) as SamplePage[];
  return pages.map(({ file, contentType, ...origin }) =>
    takeIn({ bytes: readFileSync(join(FOLDER, file)), contentType, origin, now }),
  );
}
