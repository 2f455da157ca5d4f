/** Pairs that two clusterings of the same items have in common, as precision, recall and F1. */
export function scorePairs(items, predicted, { ignore = () => false } = {}) {
  const groups = (key) => {
    const found = new Map();
    for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
    return [...found.values()];
  };
  const pairs = (n) => (n * (n - 1)) / 2;
  const total = groups((item) => item.cluster).reduce((sum, group) => sum + pairs(group.length), 0);
  let right = 0;
  const wrong = [];
  for (const group of groups((item) => predicted.get(String(item.id)))) {
    group.forEach((a, i) => {
      for (const b of group.slice(i + 1)) {
        if (a.cluster === b.cluster) right++;
        else if (!ignore(a, b)) wrong.push([a, b]);
      }
    });
  }
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
