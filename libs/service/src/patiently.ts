import { setTimeout as sleep } from 'node:timers/promises';
import { BabelwireError, asRefusal } from '#libs/contracts';

/** Between two tries to reach a dependency, ms. */
const PAUSE_MS = 1000;

/**
 * Repeats what fails for a passing reason until it works or the time is up; tells once that it waits, and for what. A
 * refusal (see `asRefusal`) is thrown at once.
 *
 * @param until ms since the epoch; Infinity for ever
 */
export async function patiently<T>(
  what: string,
  until: number,
  say: (text: string) => void,
  act: () => Promise<T>,
): Promise<T> {
  for (let said = false; ; said = true) {
    try {
      return await act();
    } catch (error) {
      const transient = error instanceof BabelwireError && error.kind === 'transient';
      if (!transient || asRefusal(error) !== undefined || Date.now() >= until) throw error;
      if (!said) say(`waiting for ${what}: ${error.message}`);
      await sleep(PAUSE_MS);
    }
  }
}
