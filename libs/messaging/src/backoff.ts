/** The wait before try `attempt` (0 is the first repeat), ms: doubles up to a limit, ± 20 % so that many don't come at once. */
export function backoff(attempt: number, firstMs: number, limitMs: number): number {
  const wait = Math.min(limitMs, firstMs * 2 ** Math.min(attempt, 30));
  return wait * (0.8 + Math.random() * 0.4);
}

/** A wait that `signal` ends early; it resolves either way. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}

/** Lets timers, sockets and other consumers have their turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
