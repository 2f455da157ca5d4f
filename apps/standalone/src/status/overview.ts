import type { LineStatus, StageStatus } from '#apps/publish';
import { type Article, BabelwireError } from '#libs/contracts';
import { apiAddress, callApi, requestApi } from '../api-client.js';
import { SourcesApi } from '../sources/api.js';

/** Articles whose languages are counted: what a page of the API has at most. */
const LATEST = 200;
const OLDEST = 'babelwire_oldest_unhandled_seconds';

/** A line as `babelwire status` shows it. */
export interface Overview extends Omit<LineStatus, 'stages'> {
  /** `oldestSeconds`: how long the first message that is not handled has waited. */
  stages: (StageStatus & { oldestSeconds?: number })[];
  /** How many of each state; undefined where publish does not know ingest (INGEST_URL). */
  sources?: { all: number; failing: number; paused: number; failingIds: string[] };
  /** Of the latest articles, how many are in each language, most first. */
  languages: { of: number; counts: [language: string, count: number][] };
}

/** Asks everything at once. Throws what `callApi` throws. */
export async function overviewOf(api: string): Promise<Overview> {
  const [status, oldest, sources, languages] = await Promise.all([
    callApi<LineStatus>(api, 'v1/status'),
    oldestByTopic(api),
    sourcesOf(api),
    languagesOf(api),
  ]);
  const stages = status.stages.map((stage) => {
    const seconds = oldest.get(stage.topic);
    return seconds === undefined ? stage : { ...stage, oldestSeconds: seconds };
  });
  return { ...status, stages, ...(sources === undefined ? {} : { sources }), languages };
}

/** From the metrics of publish, in Prometheus' text format. */
async function oldestByTopic(api: string): Promise<Map<string, number>> {
  const response = await requestApi(apiAddress(api, 'metrics'), {});
  const text = response.ok ? await response.text() : '';
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${OLDEST}{`)) continue;
    const [, topic = '', value = ''] = /\btopic="([^"]*)".*\} (\S+)/.exec(line) ?? [];
    found.set(topic, Number(value));
  }
  return found;
}

async function sourcesOf(api: string): Promise<Overview['sources']> {
  try {
    const sources = await new SourcesApi(api).list();
    const failing = sources.filter(({ health }) => health.status === 'failing');
    return {
      all: sources.length,
      failing: failing.length,
      paused: sources.filter(({ paused }) => paused).length,
      failingIds: failing.map(({ id }) => id),
    };
  } catch (error) {
    if (error instanceof BabelwireError && error.kind === 'poison') return undefined;
    // Ingest being away is not publish's fault: the rest can be told.
    if (error instanceof BabelwireError && error.code !== 'api-unavailable') return undefined;
    throw error;
  }
}

async function languagesOf(api: string): Promise<Overview['languages']> {
  const { items } = await callApi<{ items: Article[] }>(api, `v1/articles?limit=${LATEST}`).catch(() => ({
    items: [],
  }));
  const counts = new Map<string, number>();
  for (const { inLanguage } of items) counts.set(inLanguage, (counts.get(inLanguage) ?? 0) + 1);
  return { of: items.length, counts: [...counts].sort(([, a], [, b]) => b - a) };
}
