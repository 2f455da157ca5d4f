/** Word frequencies, as `Map(word → share)`. */

export function mixed(...parts) {
  const words = new Map();
  for (const [part, weight] of parts) for (const [word, share] of part) add(words, word, share * weight);
  return words;
}

export function normalised(words) {
  let total = 0;
  for (const share of words.values()) total += share;
  return new Map(Array.from(words, ([word, share]) => [word, share / total]));
}

export function add(map, key, amount) {
  map.set(key, (map.get(key) ?? 0) + amount);
}
