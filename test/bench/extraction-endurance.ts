import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
// Not by way of the app's index: the whole of Nest would count as memory of the pages.
import { pageClock } from '../../apps/ingest/src/page-clock.js';
import { BabelwireError } from '#libs/contracts';
import { extractPage } from '#libs/extraction';
import { random } from '../support/generated-pages.js';

/** What came of very many pages in one process. */
export interface Endurance {
  pages: number;
  /** Refused as poison, the only way a page may be refused. */
  refused: number;
  /** Anything else that was thrown. */
  throws: number;
  /** Pages of which something was left out, for want of time or beyond a bound. */
  truncated: number;
  /** Largest resident memory of the process, megabytes. */
  maxRss: number;
  /** Resident memory at the end of each tenth of the run, megabytes: whether it is flat. */
  rss: number[];
}

type Mutation = (bytes: Uint8Array, next: () => number) => { bytes: Uint8Array; contentType: string };

const HTML = 'text/html; charset=utf-8';
const LABELS =
  'windows-1251 koi8-r windows-1250 iso-8859-2 utf-16le utf-16be shift_jis gb18030 euc-kr latin1 x-none'.split(' ');

/** What may happen to a page on its way: nothing, a cut, broken bytes, a wrong label, another page glued to it. */
const MUTATIONS: Mutation[] = [
  (bytes) => ({ bytes, contentType: HTML }),
  (bytes, next) => ({ bytes: bytes.subarray(0, Math.floor(bytes.length * next())), contentType: HTML }),
  (bytes, next) => ({ bytes: bytes.subarray(Math.floor(bytes.length * next())), contentType: HTML }),
  (bytes, next) => {
    const flipped = Uint8Array.from(bytes);
    for (let n = 1 + Math.floor(next() * 400); n > 0; n--)
      flipped[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
    return { bytes: flipped, contentType: HTML };
  },
  (bytes, next) => ({ bytes, contentType: `text/html; charset=${LABELS[Math.floor(next() * LABELS.length)] ?? ''}` }),
  (bytes) => ({ bytes, contentType: 'text/plain' }),
  (bytes, next) => {
    const at = Math.floor(bytes.length * next());
    return { bytes: Buffer.concat([bytes.subarray(0, at), bytes, bytes.subarray(at)]), contentType: HTML };
  },
];

const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

/** Takes `count` pages apart: each of `files` (gzipped) as it is, then over and over as it may arrive damaged. */
export function endure(files: readonly string[], count: number, fetchedAt: string): Endurance {
  const found: Endurance = { pages: 0, refused: 0, throws: 0, truncated: 0, maxRss: 0, rss: [] };
  for (let i = 0; i < count; i++) {
    const next = random(i + 1);
    const file = files[i % files.length] ?? '';
    const mutation = MUTATIONS[Math.floor(i / files.length) % MUTATIONS.length];
    if (!mutation) break;
    const { bytes, contentType } = mutation(gunzipSync(readFileSync(file)), next);
    try {
      const page = extractPage({
        body: bytes,
        contentType,
        fetchedAt,
        url: `https://bench.example/${i}`,
        clock: pageClock(),
      });
      if (page.truncated) found.truncated++;
    } catch (error) {
      if (error instanceof BabelwireError && error.kind === 'poison') found.refused++;
      else {
        found.throws++;
        process.stderr.write(`${file}, mutation ${MUTATIONS.indexOf(mutation)}, page ${i}: ${String(error)}\n`);
      }
    }
    found.pages++;
    found.maxRss = Math.max(found.maxRss, megabytes());
    if ((i + 1) % Math.ceil(count / 10) === 0) found.rss.push(Math.round(megabytes()));
  }
  return found;
}
