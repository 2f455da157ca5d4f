import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './api/client.js';

/** A request without an answer for so long, ms, is told of: a store that hangs may take 20 s to be given up. */
const LATE_MS = 4000;
const LATE = new ApiError(0, 'late', 'The line has not answered yet; it is still being asked.');

export interface Loaded<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** Loads now. */
  again: () => void;
}

/**
 * What a request gives, loaded when `key` changes and then every so often while the page can be seen. While the line is
 * away, what was last known stays, beside the error.
 *
 * @param everyMs 0: only once
 */
export function useData<T>(key: string, everyMs: number, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: ApiError }>({ key });
  const [count, setCount] = useState(0);
  const loader = useRef(load);
  loader.current = load;
  useEffect(() => {
    const abort = new AbortController();
    let timer: number | undefined;
    const run = async (): Promise<void> => {
      window.clearTimeout(timer);
      if (!document.hidden) {
        const late = window.setTimeout(() => {
          setState((before) => ({ ...(before.key === key ? before : { key }), error: LATE }));
        }, LATE_MS);
        try {
          const data = await loader.current(abort.signal);
          setState({ key, data });
        } catch (thrown) {
          if (abort.signal.aborted) return;
          const error = thrown instanceof ApiError ? thrown : new ApiError(0, 'console', String(thrown));
          setState((before) => ({ ...(before.key === key ? before : { key }), error }));
        } finally {
          window.clearTimeout(late);
        }
      }
      if (everyMs > 0 && !abort.signal.aborted) timer = window.setTimeout(() => void run(), everyMs);
    };
    const seen = (): void => {
      if (!document.hidden && everyMs > 0) void run();
    };
    document.addEventListener('visibilitychange', seen);
    void run();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [key, everyMs, count]);
  const again = useCallback(() => {
    setCount((before) => before + 1);
  }, []);
  const current = state.key === key ? state : { key };
  return { data: current.data, error: current.error, again };
}
