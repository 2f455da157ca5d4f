import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Environment of a process whose clock is to be off by so many ms. */
export const clockShift = (ms: number): Record<string, string> => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'shifted-clock.js')).href}`,
  CLOCK_SHIFT_MS: String(ms),
});
