import { BabelwireError } from '#libs/contracts';

/** Something to close at the end, in the order given: intake first, then consumers, then log, then store. */
export interface Closeable {
  name: string;
  close: () => Promise<void>;
}

/**
 * How long the parts may take together, ms. Below the 30 s that compose and Kubernetes grant before SIGKILL; what is cut
 * off is not lost, it is handled again.
 */
const GRACE_MS = 25_000;

/** Closes the parts one after the other. A part that fails does not keep the rest from closing. */
export async function closeAll(parts: Closeable[], onError: (name: string, error: unknown) => void): Promise<void> {
  for (const { name, close } of parts) {
    try {
      await close();
    } catch (error) {
      onError(name, error);
    }
  }
}

/** Ends the process on SIGTERM or SIGINT: 0 when everything closed in time, 1 when not. A second signal ends it at once. */
export function closeOnSignal(parts: Closeable[], onError: (name: string, error: unknown) => void): void {
  let closing = false;
  const end = (): void => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => {
      onError('shutdown', new Error(`not finished after ${GRACE_MS} ms; what was under way will be handled again`));
      process.exit(1);
    }, GRACE_MS).unref();
    void closeAll(parts, onError).then(() => {
      process.exit(0);
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/**
 * Ends the process with 1 when something is thrown that nobody caught, and says what: an error of ours in a line, for it says
 * what to do; any other with where it comes from. Nothing is lost by that: what was under way is handled again.
 */
export function endOnUncaught(say: (text: string) => void): void {
  process.on('uncaughtException', (error: unknown) => {
    if (error instanceof BabelwireError) say(`${error.code}: ${error.message}`);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  });
}
