import type { FeedWarning } from './types.js';

/** Enough to see what is wrong with a document; a broken one would repeat the same thousands of times. */
const MOST = 50;

/** Collects warnings, each code with its first few messages and no more. */
export class Warnings {
  readonly list: FeedWarning[] = [];

  add(code: string, message: string): void {
    if (this.list.length < MOST) this.list.push({ code, message });
  }

  /** Adds it unless one with this code is there already. */
  once(code: string, message: string): void {
    if (!this.list.some((warning) => warning.code === code)) this.add(code, message);
  }
}

/** A value from a document as it may stand in a message: one line, cut. */
export function quoted(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return `"${line.length > 80 ? `${line.slice(0, 80)}…` : line}"`;
}
