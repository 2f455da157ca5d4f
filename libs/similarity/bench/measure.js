/** Memory that is in use: typed arrays outside the heap, ids and maps in it. Needs node --expose-gc. */
export function memory() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const at = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))];

/** What an item took in the slice at `share` of the slices ordered by what they took of `key`: 0.5 is the median. */
export const spentPerItem = (slices, itemsPerSlice) => (key, share) =>
  at(
    slices.map((slice) => slice[key]).sort((a, b) => a - b),
    share,
  ) / itemsPerSlice;
