/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An ordered pair as one well mixed number. */
export function pair32(first: number, second: number): number {
  return mix32(Math.imul(first, 0x9e3779b1) ^ ((second << 15) | (second >>> 17)));
}

/** A well mixed number continued by another: two rounds are enough where one side is mixed already. */
export function chain32(mixed: number, next: number): number {
  let h = Math.imul(mixed ^ ((next << 13) | (next >>> 19)), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
