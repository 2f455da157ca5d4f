/**
 * Articles a second into a store, in batches as a consumer writes them.
 *
 *   npm run build && node dist/test/bench/store.js [--articles 20000] [--batch 500]
 *
 * The embedded store is always measured, in a temporary folder; MongoDB when MONGODB_URI names one (a database of the
 * bench's own, dropped at the end).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { type Article, stableId } from '#libs/contracts';
import { createStore, type Store, type StoredArticle } from '#libs/store';
import { benchArticle } from './article.js';

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '20000' }, batch: { type: 'string', default: '500' } },
});
const total = Number(values.articles);
const batchSize = Number(values.batch);

const SENTENCE = 'The ferry sails again, and the harbour is busier than it was. ';

/** An article of about 4 kB as JSON. */
const article = (index: number, version: number): Article => ({
  ...benchArticle({
    id: stableId('bench', String(index)),
    index,
    sourceId: `source-${index % 50}`,
    captureId: stableId('capture', String(index >> 4)),
    inLanguage: ['en', 'ru', 'uk', 'pl', 'en-GB'][index % 5] ?? 'en',
    headline: `The ferry sails again, for the ${index}th time`,
    articleBody: SENTENCE.repeat(40),
    at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
  }),
  version,
});

function* batches(version: number): Generator<StoredArticle[]> {
  for (let start = 0; start < total; start += batchSize) {
    const size = Math.min(batchSize, total - start);
    yield Array.from({ length: size }, (_, index) => {
      const document = article(start + index, version);
      return { article: document, eventId: stableId(document.id, String(version)) };
    });
  }
}

async function measure(store: Store, name: string, version: number): Promise<void> {
  const prepared = [...batches(version)];
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const batch of prepared) await store.articles.upsert(batch);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const rate = Math.round(total / seconds);
  const busy = Math.round((user + system) / 10_000 / seconds);
  console.log(`${name.padEnd(34)} ${String(rate).padStart(7)} articles/s  (this process: ${busy} % of a core)`);
}

async function measureReads(store: Store, name: string): Promise<void> {
  const pages = 200;
  let cursor: string | undefined;
  const started = performance.now();
  for (let page = 0; page < pages; page++) {
    const found = await store.articles.find({ language: 'en', limit: 50, ...(cursor ? { cursor } : {}) });
    cursor = found.nextCursor;
  }
  const rate = Math.round(pages / ((performance.now() - started) / 1000));
  console.log(`${name.padEnd(34)} ${String(rate).padStart(7)} pages/s of 50, one language`);
}

async function bench(store: Store, name: string): Promise<void> {
  await store.migrate();
  await measure(store, `${name}, new`, 1);
  await measure(store, `${name}, the same again`, 1);
  await measure(store, `${name}, a new version`, 2);
  await measureReads(store, `${name}, find`);
}

console.log(`${total} articles of ${JSON.stringify(article(1, 1)).length} bytes in batches of ${batchSize}`);

const folder = mkdtempSync(join(tmpdir(), 'babelwire-bench-'));
const embedded = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
await bench(embedded, 'embedded');
await embedded.close();
rmSync(folder, { recursive: true });

const uri = process.env.MONGODB_URI;
if (uri === undefined) {
  console.log('MongoDB is not measured: MONGODB_URI is not set');
} else {
  const dbName = `store_bench_${randomUUID().slice(0, 8)}`;
  const mongo = await createStore({ kind: 'mongo', uri, dbName });
  await bench(mongo, 'MongoDB');
  await mongo.close();
  const { default: mongoose } = await import('mongoose');
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  await client.db(dbName).dropDatabase();
  await client.close();
}
