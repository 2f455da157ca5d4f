import { stdout } from 'node:process';
import { createNearIndex, fingerprint } from '#libs/similarity';
import { newswire } from './newswire.js';

const CHUNK = 1_000;
const STEP_MS = 250;

/** Memory that an index keeps: typed arrays outside the heap, ids and maps in it. */
function memory() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Fingerprints, looks up and adds articles until the index holds `to`; returns articles/s over the 10,000 before each of
 * `marks`, and memory per article there. Run node with --expose-gc for the memory.
 */
export function measureNearSpeed({ marks, words = 180, log = (line) => stdout.write(`${line}\n`) }) {
  const wire = newswire({ words });
  const index = createNearIndex();
  const before = memory();
  const results = [];
  let added = 0;
  let hits = 0;
  let chars = 0;
  const spent = []; // ns per chunk, of fingerprint and of the index
  for (const mark of marks) {
    while (added < mark) {
      const texts = [];
      for (let i = 0; i < CHUNK; i++) texts.push(wire.next().value.text);
      const start = process.hrtime.bigint();
      const prints = texts.map(fingerprint);
      const middle = process.hrtime.bigint();
      for (const print of prints) {
        if (index.query(print)) hits++;
        index.add(String(added).padStart(26, '0'), print, added * STEP_MS);
        added++;
      }
      const end = process.hrtime.bigint();
      for (const text of texts) chars += text.length;
      spent.push([Number(middle - start), Number(end - middle)]);
    }
    const last = spent.slice(-10);
    const best = (k) => last.reduce((sum, x) => sum + x[k], 0) / (last.length * CHUNK);
    const result = {
      articles: added,
      fingerprintUs: best(0) / 1000,
      indexUs: best(1) / 1000,
      perSecond: Math.round(1e9 / (best(0) + best(1))),
      bytesPerArticle: Math.round((memory() - before) / added),
      hitShare: hits / added,
      meanChars: Math.round(chars / added),
    };
    results.push(result);
    log(JSON.stringify(result));
  }
  return results;
}
