import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Capture } from '#libs/contracts';
import { acquisitionOptions } from '#apps/ingest';
import { publishOptions } from '#apps/publish';
import { EmbeddedLine } from '#apps/standalone';
import { createLogger, readSettings } from '#libs/platform';
import { accessSettings, fetchSettings, ingestSettings, publishSettings } from '#libs/service';
import { keyEnv } from '../support/key.js';

export interface Figures {
  articles: number;
  seconds: number;
  articlesPerSecond: number;
  /** Processor time of all of the line's threads, ms an article: tells more than the clock on a machine that is shared. */
  cpuMsPerArticle?: number;
  /** Resident memory at its peak, MB, of each process. */
  peakMegabytes: Record<string, number>;
}

const MB = 1024 * 1024;

/** What runs beside the line itself: the HTTP server, which asks for keys, and the index of words. */
export type Beside = 'nothing' | 'http' | 'http+search';

/** The whole line in this process: all pages put into the log, then until the line is idle. */
export async function measureEmbedded(captures: Capture[], workers: number, beside: Beside): Promise<Figures> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'babelwire-bench-'));
  const line = await EmbeddedLine.start({
    dataFolder,
    logger: createLogger({ level: 'error', json: false, service: 'bench' }),
    maxBodyBytes: 5_000_000,
    dedupWindowMs: 72 * 3600 * 1000,
    limits: { concurrency: workers },
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    if (beside !== 'nothing') await serve(line, beside === 'http+search');
    const started = performance.now();
    const before = process.cpuUsage();
    for (let at = 0; at < captures.length; at += 500) await line.submit(captures.slice(at, at + 500));
    await line.idle();
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    const articles = await line.store.articles.count();
    const peak = Math.round((process.resourceUsage().maxRSS * 1024) / MB);
    return {
      articles,
      seconds,
      articlesPerSecond: articles / seconds,
      cpuMsPerArticle: (user + system) / 1000 / articles,
      peakMegabytes: { standalone: peak },
    };
  } finally {
    await line.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function serve(line: EmbeddedLine, search: boolean): Promise<void> {
  const own = { ...accessSettings, ...ingestSettings, ...fetchSettings, ...publishSettings };
  const settings = readSettings(own, { ...keyEnv, API_AUTH: 'required', SEARCH: search ? 'on' : 'off' });
  await line.listen(0, '127.0.0.1', {
    acquisition: acquisitionOptions(settings),
    outputs: publishOptions(settings),
    access: settings,
  });
}
