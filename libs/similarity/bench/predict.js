/**
 * Predictions in the scorers' formats, from lines in arrival order:
 *
 *   node libs/similarity/bench/predict.js near IN.jsonl OUT.jsonl      {id, text}          → {id, cluster}
 *   node libs/similarity/bench/predict.js stories IN.jsonl OUT.jsonl   {id, lang, text, t} → {id, story}
 *
 * Stories are linked without a model; each `stream` of IN is taken by itself. `--no-model` is allowed and says so.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { clusterNear } from './predict-near.js';
import { linkStories } from './predict-stories.js';

const [kind, from, to] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (!['near', 'stories'].includes(kind) || !from || !to) {
  console.error('usage: node libs/similarity/bench/predict.js near|stories IN.jsonl OUT.jsonl [--no-model]');
  process.exit(2);
}
const lines = readFileSync(from, 'utf8').split('\n').filter(Boolean);
const items = lines.map((line) => JSON.parse(line));
const groups = new Map();
if (kind === 'near') groups.set('', clusterNear(items));
else {
  for (const stream of new Set(items.map((item) => item.stream))) {
    groups.set(stream, linkStories(items.filter((item) => item.stream === stream)));
  }
}
const field = kind === 'near' ? 'cluster' : 'story';
const labelled = items.map((item) => ({
  id: item.id,
  [field]: groups.get(kind === 'near' ? '' : item.stream).get(String(item.id)),
}));
writeFileSync(to, labelled.map((line) => `${JSON.stringify(line)}\n`).join(''));
console.log(`${items.length} articles, ${new Set(labelled.map((line) => line[field])).size} different`);
