import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type Article, BabelwireError, type Capture, type CaptureSummary } from '#libs/contracts';
import { takeIn } from '#apps/ingest';
import { createLogger, ProblemException } from '#libs/platform';
import { dedupSettings, ingestSettings } from '#libs/service';
import { articleTable, summary, terminalWidth } from './article-table.js';
import { articlesOf } from './capture-articles.js';
import type { Values } from './command.js';
import { EmbeddedLine } from './line.js';
import { pageOrigin } from './page-origin.js';

const HTML = new Set(['.html', '.htm', '.xhtml']);

interface Taken {
  file: string;
  capture: CaptureSummary | undefined;
  articles: Article[];
}

/** `babelwire run FILE…`. */
export async function run(files: string[], values: Values): Promise<void> {
  const captures = files.map((file) => captureOf(file, values, files.length));
  const taken = await throughTheLine(files, captures);
  const articles = taken.flatMap((one) => one.articles);
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify(taken, null, 2)}\n`);
  } else {
    process.stdout.write(`${articleTable(articles, terminalWidth())}\n${summary(articles, files.length)}\n`);
  }
  for (const { file, capture } of taken) {
    if (capture !== undefined && capture.articleIds.length > 0) continue;
    process.stderr.write(`babelwire run: ${file}: no article was found\n`);
    process.exitCode = 1;
  }
}

function captureOf(file: string, values: Values, count: number): Capture {
  if (values.url !== undefined && count > 1) {
    throw new BabelwireError('usage', 'poison', '--url belongs to one page; run the files one by one');
  }
  const origin = pageOrigin({
    url: values.url,
    timeZone: values['time-zone'],
    languages: values.languages,
    fetchedAt: values['fetched-at'],
    sourceId: values.url === undefined ? 'local' : undefined,
  });
  const byName = HTML.has(extname(file).toLowerCase()) ? 'text/html' : 'text/plain';
  const contentType = typeof values.type === 'string' ? values.type : byName;
  if (contentType !== 'text/html' && contentType !== 'text/plain') {
    throw new BabelwireError('usage', 'poison', '--type must be text/html or text/plain');
  }
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    return takeIn({ bytes, contentType, origin, now: new Date() });
  } catch (error) {
    const why =
      error instanceof ProblemException ? error.detail : error instanceof Error ? error.message : String(error);
    throw new BabelwireError('unreadable', 'poison', `${file}: ${why}`, { cause: error });
  }
}

/** The same line as ever, in a folder that lives as long as the command. */
async function throughTheLine(files: string[], captures: Capture[]): Promise<Taken[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'babelwire-'));
  const fatal: BabelwireError[] = [];
  try {
    const line = await EmbeddedLine.start({
      dataFolder,
      logger: createLogger({ level: 'error', json: false, service: 'babelwire' }),
      maxBodyBytes: ingestSettings.MAX_BODY_BYTES.default ?? 0,
      dedupWindowMs: (dedupSettings.DEDUP_WINDOW_HOURS.default ?? 0) * 3600 * 1000,
      onFatal: (error) => fatal.push(error),
    });
    try {
      await line.submit(captures);
      await line.idle();
      if (fatal[0] !== undefined) throw fatal[0];
      return await Promise.all(
        captures.map(async ({ id }, index) => ({
          file: files[index] ?? '',
          capture: await line.store.captures.get(id),
          articles: await articlesOf(line.store, id),
        })),
      );
    } finally {
      await line.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
