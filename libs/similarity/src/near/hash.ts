// Signed 32-bit results: the engine keeps them in registers, where unsigned ones past 2^31 may become objects.

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
export function mix32(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** An ordered pair as one well mixed number. */
export function pair32(first: number, second: number): number {
  return mix32(Math.imul(first, 0x9e3779b1) ^ ((second << 15) | (second >>> 17)));
}

/** A well mixed number continued by another: a lighter finish does where one side is mixed already. */
export function chain32(mixed: number, next: number): number {
  let h = Math.imul(mixed ^ ((next << 13) | (next >>> 19)), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
