/**
 * How well and how fast pages are taken apart.
 *
 *   npm run bench:extraction -- DIR             scores every set in DIR and prints a table
 *   npm run bench:extraction -- DIR --repeat N  takes N pages apart in one process, most of them damaged, instead
 *   npm run predict -- extraction DIR OUT.jsonl writes the predictions, one line a page
 *
 * DIR is a set, or a folder of sets: `gold.jsonl` ({id, url, body?, title?, authors?, date?, tags?} a line) beside
 * `html/ID.html.gz` in UTF-8. `--fetched-at` sets the "now" of the captures (default: the real one).
 */
import { createWriteStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { extractPage } from '#libs/extraction';
import { endure } from './extraction-endurance.js';
import { bodyF1, normal, quantile, scoreBody, setF1 } from './extraction-score.js';

interface Gold {
  id: string;
  url?: string;
  body?: string;
  title?: string;
  authors?: string[];
  date?: string;
  tags?: string[];
}

interface Prediction {
  id: string;
  text: string;
  title?: string;
  authors: string[];
  date?: string;
  tags: string[];
  /** Milliseconds. */
  ms: number;
}

const setsIn = (dir: string): string[] =>
  existsSync(join(dir, 'gold.jsonl'))
    ? [dir]
    : readdirSync(dir)
        .map((name) => join(dir, name))
        .filter((path) => existsSync(join(path, 'gold.jsonl')));

function goldOf(set: string): Gold[] {
  return readFileSync(join(set, 'gold.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line.replace(/: NaN\b/g, ': null')) as Gold);
}

function predict(set: string, gold: Gold, fetchedAt: string): Prediction {
  const body = gunzipSync(readFileSync(join(set, 'html', `${gold.id}.html.gz`))).toString('utf8');
  const start = performance.now();
  const page = extractPage({
    body,
    contentType: 'text/html; charset=utf-8',
    fetchedAt,
    ...(gold.url === undefined ? {} : { url: gold.url }),
  });
  const ms = performance.now() - start;
  const main = page.articles.find((a) => a.representationType === 'full');
  const date = main?.date ?? page.date;
  return {
    id: gold.id,
    text: main?.articleBody ?? '',
    ...(main?.headline === undefined ? {} : { title: main.headline }),
    authors: main?.author.map((a) => a.name) ?? [],
    ...(date ? { date: date.value } : {}),
    tags: main?.keywords ?? [],
    ms,
  };
}

/** Writes one line a page for every set in `dir`. */
export async function predictExtraction(
  dir: string,
  out: string,
  fetchedAt = new Date().toISOString(),
): Promise<number> {
  const file = createWriteStream(out);
  let pages = 0;
  for (const set of setsIn(resolve(dir))) {
    for (const gold of goldOf(set)) {
      file.write(`${JSON.stringify(predict(set, gold, fetchedAt))}\n`);
      pages++;
    }
  }
  await new Promise<void>((done) => {
    file.end(done);
  });
  return pages;
}

/** Prints a table of what every set in `dir` scores; `-` where a set has no gold for it. */
export function benchExtraction(dir: string, fetchedAt = new Date().toISOString()): void {
  const share = (values: readonly number[]): string =>
    values.length === 0 ? '-' : (values.reduce((a, b) => a + b, 0) / values.length).toFixed(3);
  const rows = [
    '| set | pages | body F1 | exact | headline | authors F1 | date (day) | tags F1 | ms median | p95 | worst | pages/s |',
  ];
  rows.push(`|${' --- |'.repeat(12)}`);
  for (const set of setsIn(resolve(dir))) {
    const golds = goldOf(set);
    // The first pages pay for the compiler; they are read twice.
    for (const gold of golds.slice(0, 40)) predict(set, gold, fetchedAt);
    const pairs = golds.map((gold) => ({ gold, found: predict(set, gold, fetchedAt) }));
    const bodies = pairs.flatMap(({ gold, found }) => (gold.body ? [scoreBody(gold.body, found.text)] : []));
    const body = bodyF1(bodies);
    const ms = pairs.map(({ found }) => found.ms);
    rows.push(
      `| ${[
        basename(set),
        String(golds.length),
        bodies.length > 0 ? body.f1.toFixed(3) : '-',
        bodies.length > 0 ? body.exact.toFixed(3) : '-',
        share(
          pairs.flatMap(({ gold, found }) => (gold.title ? [Number(normal(gold.title) === normal(found.title))] : [])),
        ),
        share(pairs.flatMap(({ gold, found }) => (gold.authors?.length ? [setF1(gold.authors, found.authors)] : []))),
        share(
          pairs.flatMap(({ gold, found }) =>
            gold.date ? [Number(gold.date.slice(0, 10) === found.date?.slice(0, 10))] : [],
          ),
        ),
        share(pairs.flatMap(({ gold, found }) => (gold.tags?.length ? [setF1(gold.tags, found.tags)] : []))),
        quantile(ms, 0.5).toFixed(1),
        quantile(ms, 0.95).toFixed(1),
        Math.max(...ms).toFixed(0),
        ((1000 * ms.length) / ms.reduce((a, b) => a + b, 0)).toFixed(0),
      ].join(' | ')} |`,
    );
  }
  process.stdout.write(`${rows.join('\n')}\n`);
}

/** Prints what comes of `count` pages in one process: those of every set in `dir`, and damaged copies of them. */
export function benchEndurance(dir: string, count: number, fetchedAt = new Date().toISOString()): void {
  const files = setsIn(resolve(dir)).flatMap((set) => goldOf(set).map(({ id }) => join(set, 'html', `${id}.html.gz`)));
  const { pages, refused, throws, truncated, maxRss, rss } = endure(files, count, fetchedAt);
  process.stdout.write(
    `${pages} pages in one process: ${throws} throws, ${refused} refused as no page, ${truncated} cut short; ` +
      `memory at most ${maxRss.toFixed(0)} MB, by tenths of the run ${rss.join(' ')} MB\n`,
  );
  if (throws > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'fetched-at': { type: 'string' }, repeat: { type: 'string' } },
  });
  const fetchedAt = values['fetched-at'];
  const [command, dir, out] = positionals;
  const repeat = values.repeat === undefined ? undefined : Number(values.repeat);
  if (repeat !== undefined && !(Number.isInteger(repeat) && repeat > 0)) {
    process.stderr.write(
      `--repeat: ${values.repeat ?? ''} is no number of pages; give a whole number, such as 10000\n`,
    );
    process.exitCode = 2;
  } else if (command === 'bench' && dir !== undefined && repeat !== undefined) benchEndurance(dir, repeat, fetchedAt);
  else if (command === 'bench' && dir !== undefined) benchExtraction(dir, fetchedAt);
  else if (command === 'predict' && dir !== undefined && out !== undefined) {
    const pages = await predictExtraction(dir, out, fetchedAt);
    process.stdout.write(`${pages} pages predicted into ${out}\n`);
  } else {
    process.stderr.write(
      'usage: extraction.js bench DIR [--repeat PAGES] | predict DIR OUT.jsonl  [--fetched-at RFC3339]\n',
    );
    process.exitCode = 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
