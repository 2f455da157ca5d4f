import { createHash } from 'node:crypto';
import { createStoryIndex, storySignature } from '#libs/similarity';
import { memory, spentPerItem } from './measure.js';
import { storywire } from './storywire.js';

/** Articles per timed slice: some 10 ms, so that on a busy machine many slices run undisturbed. */
const SLICE = 100;
/** Slices that a figure is made of. */
const SLICES = 50;

/** An id as articles have it, in a string of its own. */
const idOf = (n) => createHash('sha256').update(String(n)).digest('hex').slice(0, 26);

/**
 * Looks up and adds articles until the index holds the last of `marks`; between the marks it only adds, as a restart does.
 * Returns for each mark the time for a signature, for a look-up and for adding (over the 5,000 before it, median and, in
 * `undisturbed`, of the fastest tenth), articles a second (look-up and adding, one core) and the memory per article.
 */
export function measureStorySpeed({ marks, log = () => undefined }) {
  const wire = storywire();
  const index = createStoryIndex();
  for (let i = 0; i < 2_000; i++) index.query(storySignature(wire.next().value.text, 'en'), 0);
  const before = memory();
  const results = [];
  let added = 0;
  let absorbing = 0;
  for (const mark of marks) {
    const slices = [];
    let hits = 0;
    while (added < mark) {
      const items = Array.from({ length: Math.min(SLICE, mark - added) }, () => wire.next().value);
      const ids = items.map((_, i) => Buffer.from(idOf(added + i), 'latin1').toString('latin1'));
      const start = process.hrtime.bigint();
      const signatures = items.map(({ text, language }) => storySignature(text, language));
      const signed = process.hrtime.bigint();
      let queries = 0n;
      const looksUp = added >= mark - SLICE * SLICES;
      items.forEach(({ at }, i) => {
        if (looksUp) {
          const from = process.hrtime.bigint();
          if (index.query(signatures[i], at).length > 0) hits++;
          queries += process.hrtime.bigint() - from;
        }
        index.add(ids[i], signatures[i], at);
      });
      const end = process.hrtime.bigint();
      added += items.length;
      if (looksUp) {
        const [sign, query, both] = [signed - start, queries, end - signed].map(Number);
        slices.push({ sign, query, add: both - query, both });
      } else absorbing += Number(end - signed);
    }
    const spent = spentPerItem(slices, SLICE);
    const result = {
      articles: added,
      perSecond: Math.round(1e9 / spent('both', 0.5)),
      perSecondUndisturbed: Math.round(1e9 / spent('both', 0.1)),
      signatureUs: Number((spent('sign', 0.1) / 1000).toFixed(1)),
      queryUs: Number((spent('query', 0.1) / 1000).toFixed(1)),
      addUs: Number((spent('add', 0.1) / 1000).toFixed(1)),
      absorbedSeconds: Number((absorbing / 1e9).toFixed(1)),
      bytesPerArticle: Math.round((memory() - before) / added),
      linked: Number((hits / (SLICE * SLICES)).toFixed(3)),
    };
    results.push(result);
    log(result);
  }
  return results;
}
