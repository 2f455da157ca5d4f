import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Capture } from '#libs/contracts';
import { EmbeddedLine } from '#apps/standalone';
import { createLogger } from '#libs/platform';

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

/** The whole line in this process: all pages put into the log, then until the line is idle. */
export async function measureEmbedded(captures: Capture[], workers: number): Promise<Figures> {
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
