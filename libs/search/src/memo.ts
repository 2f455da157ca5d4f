/**
 * Remembers the results of a pure function, those asked for lately: at most twice `size` of them. The older half is dropped
 * at once when the newer one is full, which needs no order kept.
 */
export function memo<T>(size: number, work: (key: string) => T): (key: string) => T {
  let newer = new Map<string, T>();
  let older = new Map<string, T>();
  return (key) => {
    let value = newer.get(key);
    if (value === undefined) {
      value = older.get(key) ?? work(key);
      if (newer.size >= size) {
        older = newer;
        newer = new Map();
      }
      newer.set(key, value);
    }
    return value;
  };
}
