import type { SenderOptions } from './sender.js';

/** How to import, as the options say it. */
export interface ImportOptions extends Omit<SenderOptions, 'signal' | 'waiting'> {
  base: URL | undefined;
  concurrency: number;
  stateFolder: string;
  /** Begin at the beginning, whatever was done before. */
  isFresh: boolean;
}
