/**
 * How long the giver of verdicts takes to be back, with so many articles in its window.
 *
 *   npm run bench:restart -- [--articles 500000] [--modes embedded,kafka]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  ARTICLE_REMEMBERED,
  encode,
  eventHeaders,
  type RememberedArticle,
  stableId,
  Topics,
  topicSpecs,
} from '#libs/contracts';
import { ensureTopics, type MessageLog, openLog, type OutgoingMessage } from '#libs/messaging';
import { ALGORITHM_VERSION, fingerprint, STORY_VERSION, storySignature } from '#libs/similarity';
import { ResolverState } from '#apps/dedup';
import { startServices } from '../services/start.ts';
import { generatedParagraph, type PageLanguage, random } from '../support/generated-pages.js';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '500000' },
    modes: { type: 'string', default: 'embedded,kafka' },
  },
});
const articles = Number(values.articles);
const WINDOW_MS = 72 * 3600 * 1000;
const LANGUAGES: PageLanguage[] = ['en', 'uk', 'ru', 'de'];
const BATCH = 2000;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function remembered(index: number, next: () => number): OutgoingMessage {
  const inLanguage = LANGUAGES[index % LANGUAGES.length]!;
  const text = generatedParagraph(inLanguage, next);
  // Spread over the window, the oldest first.
  const time = new Date(Date.now() - WINDOW_MS + 600_000 + (index / articles) * (WINDOW_MS - 1_200_000)).toISOString();
  const article: RememberedArticle = {
    id: stableId('restart', String(index)),
    schemaVersion: 1,
    version: 1,
    representationType: 'full',
    inLanguage,
    decidedAt: time,
    firstCreated: time,
    fetchedAt: time,
    toldAt: time,
    url: `https://paper-${index % 500}.example/${inLanguage}/${index}`,
    images: [],
    fingerprint: {
      algorithmVersion: ALGORITHM_VERSION,
      ...fingerprint(text),
      story: { algorithmVersion: STORY_VERSION, ...storySignature(text, inLanguage) },
    },
  };
  const headers = eventHeaders({
    id: stableId(article.id, time),
    source: '/test/restart',
    type: ARTICLE_REMEMBERED,
    time,
    subject: article.id,
  });
  return { topic: Topics.dedupState, key: article.id, value: encode(article), headers };
}

async function measure(mode: string, log: MessageLog): Promise<void> {
  say(`${mode}: writing what was remembered of ${articles} articles …`);
  const next = random(7);
  let bytes = 0;
  for (let first = 0; first < articles; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, articles - first) }, (_, i) => remembered(first + i, next));
    for (const { value } of batch) bytes += value?.length ?? 0;
    await log.publish(batch);
  }
  global.gc?.();
  const before = process.memoryUsage();
  const started = performance.now();
  const state = new ResolverState(log, WINDOW_MS);
  await state.prepare();
  const seconds = (performance.now() - started) / 1000;
  global.gc?.();
  const after = process.memoryUsage();
  const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  process.stdout.write(
    `${mode}: ${state.resolver.size} articles back in ${seconds.toFixed(1)} s; ${Math.round(bytes / articles)} bytes an article ` +
      `in the log, ${Math.round(held / articles)} in memory\n`,
  );
}

if (values.modes.includes('embedded')) {
  const folder = mkdtempSync(join(tmpdir(), 'restart-'));
  const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
  await measure('embedded', log);
  await log.close();
  rmSync(folder, { recursive: true, force: true });
}
if (values.modes.includes('kafka')) {
  const services = await startServices();
  const brokers = (process.env.KAFKA_BROKERS ?? services.kafkaBrokers ?? '').split(',');
  const prefix = `restart-${Date.now().toString(36)}.`;
  await ensureTopics({
    brokers,
    clientId: 'restart',
    prefix,
    topics: topicSpecs(),
    partitions: 1,
    replicationFactor: 1,
  });
  const log = await openLog({ kind: 'kafka', brokers, clientId: 'restart', prefix });
  await measure('kafka', log);
  await log.close();
  await services.stop();
}
