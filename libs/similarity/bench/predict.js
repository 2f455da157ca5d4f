/**
 * Predictions in the scorers' formats: `node libs/similarity/bench/predict.js near IN.jsonl OUT.jsonl`. IN holds
 * `{id, text}` lines in arrival order; OUT gets `{id, cluster}` lines.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { clusterNear } from './predict-near.js';

const [kind, from, to] = process.argv.slice(2);
if (kind !== 'near' || !from || !to) {
  console.error('usage: node libs/similarity/bench/predict.js near IN.jsonl OUT.jsonl');
  process.exit(2);
}
const lines = readFileSync(from, 'utf8').split('\n').filter(Boolean);
const items = lines.map((line) => JSON.parse(line));
const clusters = clusterNear(items);
writeFileSync(to, items.map(({ id }) => `${JSON.stringify({ id, cluster: clusters.get(String(id)) })}\n`).join(''));
console.log(`${items.length} articles, ${new Set(clusters.values()).size} different`);
