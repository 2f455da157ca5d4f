import { createHash } from 'node:crypto';
import { createNearIndex, fingerprint } from '#libs/similarity';
import { memory, spentPerItem } from './measure.js';
import { newswire } from './newswire.js';

/** Articles per timed slice: some 3 ms, so that on a busy machine most slices run undisturbed. */
const SLICE = 100;
/** Slices that a figure is made of. */
const SLICES = 100;
const STEP_MS = 250;

/** An id as articles have it: 26 characters. */
const idOf = (n) => createHash('sha256').update(String(n)).digest('hex').slice(0, 26);

/**
 * Fingerprints, looks up and adds articles of `words` words on average until the index holds the last of `marks`. Returns
 * for each mark the articles a second over the 10,000 before it (median of slices of 100, and of the fastest tenth: what an
 * undisturbed core does) and the memory per article.
 */
export function measureNearSpeed({ marks, words = 180, log = () => undefined }) {
  const wire = newswire({ words });
  // Into an index that is thrown away: what is compiled and what tables are built on the way is not the index's.
  const rehearsal = createNearIndex();
  for (let i = 0; i < 6_000; i++) {
    const print = fingerprint(wire.next().value.text);
    rehearsal.query(print);
    rehearsal.add(String(i), print, 0);
  }
  const index = createNearIndex();
  const before = memory();
  const results = [];
  let slices = [];
  let added = 0;
  let hits = 0;
  let chars = 0;
  for (const mark of marks) {
    while (added < mark) {
      const texts = Array.from({ length: SLICE }, () => wire.next().value.text);
      const ids = texts.map((_, i) => Buffer.from(idOf(added + i), 'latin1').toString('latin1'));
      const start = process.hrtime.bigint();
      const prints = texts.map(fingerprint);
      const middle = process.hrtime.bigint();
      prints.forEach((print, i) => {
        if (index.query(print)) hits++;
        index.add(ids[i], print, added * STEP_MS);
        added++;
      });
      const end = process.hrtime.bigint();
      for (const text of texts) chars += text.length;
      slices.push({ print: Number(middle - start), index: Number(end - middle), both: Number(end - start) });
    }
    slices = slices.slice(-SLICES);
    const spent = spentPerItem(slices, SLICE);
    const result = {
      articles: added,
      perSecond: Math.round(1e9 / spent('both', 0.5)),
      perSecondUndisturbed: Math.round(1e9 / spent('both', 0.1)),
      fingerprintUs: Number((spent('print', 0.1) / 1000).toFixed(1)),
      indexUs: Number((spent('index', 0.1) / 1000).toFixed(1)),
      bytesPerArticle: Math.round((memory() - before) / added),
      repeatsFound: Number((hits / added).toFixed(3)),
      meanChars: Math.round(chars / added),
    };
    results.push(result);
    log(result);
  }
  return results;
}
