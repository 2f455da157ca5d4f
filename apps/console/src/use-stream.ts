import { useEffect, useRef, useState } from 'preact/hooks';
import { listen } from './api/stream.js';

/** However many events come, what is shown is loaded anew so often at most, ms. */
const PACE_MS = 1000;

/**
 * Calls `changed` soon after events of the selection, while the page can be seen: a tab in the background would keep one of
 * the six connections that a browser has for a server.
 *
 * @returns whether events are being told; while they are not, somebody has to look, and once when that changes
 */
export function useStream(selection: Record<string, string>, changed: () => void): boolean {
  const [isOpen, setOpen] = useState(false);
  const latest = useRef(changed);
  latest.current = changed;
  const key = JSON.stringify(selection);
  useEffect(() => {
    let listening: AbortController | undefined;
    let due: number | undefined;
    const tell = (): void => {
      due ??= window.setTimeout(() => {
        due = undefined;
        latest.current();
      }, PACE_MS);
    };
    const follow = (): void => {
      if (document.hidden) listening?.abort();
      if (document.hidden || listening?.signal.aborted === false) return;
      listening = new AbortController();
      const { signal } = listening;
      const listener = {
        opened: () => {
          setOpen(true);
        },
        event: tell,
        closed: () => {
          if (listening?.signal === signal) setOpen(false);
        },
      };
      void listen(JSON.parse(key) as Record<string, string>, listener, signal);
    };
    document.addEventListener('visibilitychange', follow);
    follow();
    return () => {
      document.removeEventListener('visibilitychange', follow);
      window.clearTimeout(due);
      listening?.abort();
    };
  }, [key]);
  return isOpen;
}
