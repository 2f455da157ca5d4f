/** The content of an array in a larger one, which is returned. */
export function copied<T extends Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array>(
  from: T,
  to: T,
): T {
  to.set(from);
  return to;
}
