import { createNearIndex, fingerprint } from '#libs/similarity';

/** One minute between arrivals: the window is not what is measured. */
const STEP_MS = 60_000;

/** The cluster (id of the first article of the same content) of each `{id, text}`, taken in order, with no look-ahead. */
export function clusterNear(items) {
  const index = createNearIndex();
  const clusters = new Map();
  items.forEach(({ id, text }, i) => {
    const print = fingerprint(text);
    const match = index.query(print);
    clusters.set(String(id), match ? clusters.get(match.id) : String(id));
    index.add(String(id), print, i * STEP_MS);
  });
  return clusters;
}
