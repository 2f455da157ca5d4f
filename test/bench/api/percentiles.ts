export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  most: number;
}

/** By nearest rank. */
export function percentiles(values: number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), most: rank(1) };
}
