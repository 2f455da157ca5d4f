import type { Journey } from './journey.js';

/** A way of sending the page and watching it. */
export interface Road {
  run(timeoutMs: number): Promise<Journey>;
  /** Whether the line has said that the article is canceled. */
  withdraw(timeoutMs: number): Promise<boolean>;
  close(): Promise<void> | void;
}
