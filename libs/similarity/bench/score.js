/**
 * Pairs that two clusterings of the same items have in common, as precision, recall and F1. `count` says which pairs count,
 * `ignore` which wrong ones are no fault.
 */
export function scorePairs(items, predicted, { ignore = () => false, count = () => true } = {}) {
  const pairsBy = (key) => {
    const groups = new Map();
    for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
    const pairs = [];
    for (const group of groups.values()) {
      group.forEach((a, i) => pairs.push(...group.slice(i + 1).map((b) => [a, b])));
    }
    return pairs.filter(([a, b]) => count(a, b));
  };
  const total = pairsBy((item) => item.cluster).length;
  const found = pairsBy((item) => predicted.get(String(item.id)));
  const right = found.filter(([a, b]) => a.cluster === b.cluster).length;
  const wrong = found.filter(([a, b]) => a.cluster !== b.cluster && !ignore(a, b));
  const precision = right / Math.max(1, right + wrong.length);
  const recall = right / Math.max(1, total);
  return { total, right, wrong, precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}

/** Share of the items of each class that were put with the first original of their cluster. */
export function recallByClass(items, predicted, isOriginal) {
  const originals = new Map();
  for (const item of items) {
    if (isOriginal(item) && !originals.has(item.cluster)) originals.set(item.cluster, item);
  }
  const found = new Map();
  for (const item of items) {
    const original = originals.get(item.cluster);
    if (!original || original === item) continue;
    const entry = found.get(item.cls) ?? { hits: 0, of: 0 };
    entry.of++;
    if (predicted.get(String(item.id)) === predicted.get(String(original.id))) entry.hits++;
    found.set(item.cls, entry);
  }
  return found;
}
