/**
 * Predictions for near-duplicates in the scorer's format: reads `{id, text}` lines in arrival order, writes
 * `{id, cluster}` lines, where `cluster` is the id of the first article of the same content.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createNearIndex, fingerprint } from '#libs/similarity';

/** One minute between arrivals: the window is not what is measured. */
const STEP_MS = 60_000;

export function predictNear(inFile, outFile) {
  const index = createNearIndex();
  const clusters = new Map();
  const lines = readFileSync(inFile, 'utf8').split('\n').filter(Boolean);
  const out = [];
  lines.forEach((line, i) => {
    const { id, text } = JSON.parse(line);
    const print = fingerprint(text);
    const match = index.query(print);
    const cluster = match ? clusters.get(match.id) : id;
    clusters.set(String(id), cluster);
    index.add(String(id), print, i * STEP_MS);
    out.push(JSON.stringify({ id, cluster }));
  });
  writeFileSync(outFile, `${out.join('\n')}\n`);
  return { articles: lines.length, clusters: new Set(clusters.values()).size };
}
