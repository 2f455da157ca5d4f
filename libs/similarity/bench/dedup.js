/**
 * Figures for near-duplicates and stories: `node --expose-gc libs/similarity/bench/dedup.js DIR [--large]`, where DIR holds
 * `near*.jsonl` and `xl*.jsonl` files. `--large` goes on to a million articles and half a million in the story index (under two minutes
 * on two busy cores of an AMD EPYC).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clusterNear } from './predict-near.js';
import { linkStories } from './predict-stories.js';
import { measureNearSpeed } from './near-speed.js';
import { measureStorySpeed } from './story-speed.js';
import { recallByClass, scorePairs } from './score.js';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node --expose-gc libs/similarity/bench/dedup.js DIR [--large]');
  process.exit(2);
}

const ORIGINALS = new Set(['original', 'teaser', 'template_neg']);
const percent = (share) => share.toFixed(4);

for (const name of readdirSync(folder).filter((file) => /^near.*\.jsonl$/.test(file))) {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean);
  const items = lines.map((line) => JSON.parse(line));
  const predicted = clusterNear(items);
  const { f1, precision, recall, wrong } = scorePairs(items, predicted, {
    ignore: (a, b) => a.parent === b.cluster || b.parent === a.cluster,
  });
  console.log(`${name}: F1 ${percent(f1)}, precision ${percent(precision)}, recall ${percent(recall)}`);
  const templates = wrong.filter(([a, b]) => [a, b].every((item) => item.cls?.startsWith('template'))).length;
  console.log(`  false merges ${wrong.length}, of templates ${templates}`);
  const classes = recallByClass(items, predicted, (item) => ORIGINALS.has(item.cls));
  for (const [cls, { hits, of }] of [...classes].sort()) console.log(`  ${cls} ${percent(hits / of)} (${of})`);
}

for (const name of readdirSync(folder).filter((file) => /^xl.*\.jsonl$/.test(file))) {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean);
  const all = lines.map((line) => JSON.parse(line));
  for (const stream of new Set(all.map((item) => item.stream))) {
    const items = all.filter((item) => item.stream === stream).map((item) => ({ ...item, cluster: item.story }));
    const start = performance.now();
    const predicted = linkStories(items);
    const ms = (performance.now() - start) / items.length;
    // Only pairs across languages count.
    const across = (a, b) => a.lang !== b.lang;
    const { f1, precision, recall } = scorePairs(items, predicted, { count: across });
    console.log(
      `${name}, ${stream}, no model: F1 ${percent(f1)}, precision ${percent(precision)}, recall ${percent(recall)}, ` +
        `${ms.toFixed(2)} ms an article`,
    );
  }
}

const marks = process.argv.includes('--large') ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
for (const speed of measureNearSpeed({ marks })) {
  console.log(
    `${speed.articles} articles: ${speed.perSecond}/s (undisturbed ${speed.perSecondUndisturbed}/s), fingerprint ` +
      `${speed.fingerprintUs} µs, index ${speed.indexUs} µs, ${speed.bytesPerArticle} bytes an article`,
  );
}

const storyMarks = process.argv.includes('--large') ? [10_000, 100_000, 500_000] : [10_000, 100_000];
for (const speed of measureStorySpeed({ marks: storyMarks })) {
  console.log(
    `${speed.articles} articles in the story index: ${speed.perSecond}/s (undisturbed ${speed.perSecondUndisturbed}/s), ` +
      `signature ${speed.signatureUs} µs, look-up ${speed.queryUs} µs, adding ${speed.addUs} µs ` +
      `(all but the last looked up: ${speed.absorbedSeconds} s), ${speed.bytesPerArticle} bytes an article`,
  );
}
