import Table from 'cli-table3';
import { shortTime, terminalWidth } from '../article-table.js';
import type { ShownSource, Trial } from './api.js';

export const say = (text: string): void => {
  process.stderr.write(`babelwire sources: ${text}\n`);
};

/** A source that was added, with what is polled of it. */
export function sourceLines({ id, kind, resources }: ShownSource): string {
  const polled = resources.filter((resource) => resource.kind !== 'site');
  return [`${id} (${kind})`, ...polled.map((resource) => `  ${resource.kind.padEnd(8)} ${resource.url}`)].join('\n');
}

/** 90 → `90 s`, 5400 → `90 min`. */
function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** The shortest interval of what is polled. */
function intervalOf({ resources }: ShownSource): string {
  const intervals = resources.filter(({ kind }) => kind !== 'site').map(({ intervalSeconds }) => intervalSeconds);
  const shortest = Math.min(...intervals.filter((interval) => interval > 0));
  return Number.isFinite(shortest) ? duration(shortest) : '–';
}

export function sourceTable(sources: ShownSource[]): string {
  const fixed = [24, 9, 9, 10, 10, 18];
  const rest = Math.max(30, terminalWidth() - fixed.reduce((sum, width) => sum + width, 0) - 8);
  const table = new Table({
    head: ['id', 'kind', 'state', 'a day', 'interval', 'last success', 'last error, or address'],
    colWidths: [...fixed, rest],
    style: { head: [], border: [], compact: true },
  });
  for (const source of sources) {
    const { status, lastError, lastSuccessAt, articlesADay } = source.health;
    const isWell = lastError === undefined || (lastSuccessAt !== undefined && lastSuccessAt > lastError.at);
    table.push([
      source.id,
      source.kind,
      status,
      articlesADay,
      intervalOf(source),
      shortTime(lastSuccessAt).slice(0, 16),
      isWell ? source.url : lastError.message,
    ]);
  }
  return table.toString();
}

export function trialLines(trial: Trial): string {
  const resources = trial.resources.map(({ url, kind, title, count, entries, error }) => {
    const head = `  ${kind} ${url}${title === undefined ? '' : ` “${title}”`}`;
    if (error !== undefined) return `${head}\n    can't be read: ${error}`;
    const lines = entries.map(({ published, title: headline, url: address, wanted }) => {
      const text = headline ?? address ?? '(no address)';
      return `    ${shortTime(published).slice(0, 16).padEnd(16)} ${text}${wanted ? '' : '  (would not be fetched)'}`;
    });
    const more = count > entries.length ? [`    … ${count} in all`] : [];
    return [head, ...lines, ...more].join('\n');
  });
  return [`kind: ${trial.kind}`, ...resources].join('\n');
}
