/**
 * Milliseconds that a page may take. Real ones take 5 to 40; what takes more is broken or made to be slow.
 * docs/decisions/0012 says where this and the shares come from.
 */
export const PAGE_MS = 250;

/** Characters that are read; real pages have 0.1 to 1 million, mostly scripts. */
export const MOST_CHARACTERS = 3_000_000;
/** Bytes that are decoded: no encoding takes more than four for a character. */
export const MOST_BYTES = 4 * MOST_CHARACTERS;

/** By when each step must have ended, as shares of the page's time: a step that ends early leaves its rest to the next. */
const ENDS = { parse: 0.25, walk: 0.42, body: 0.5, teasers: 0.6 } as const;

export type Step = keyof typeof ENDS;

/** Reading a clock costs as much as walking a node; it is asked once in so many times. */
const EVERY = 128;

/**
 * The time of one page. Each step asks whether its share is over and then stops with what it has. Without a clock time
 * never ends: then only the bounds on characters, nodes and depth hold.
 */
export class Budget {
  /** Something was left out, for want of time or beyond a bound. */
  truncated = false;
  private readonly start: number;
  private asked = 0;
  private ended: Step | undefined;

  /** @param clock milliseconds from any point on, never going back */
  constructor(private readonly clock: (() => number) | undefined) {
    this.start = clock?.() ?? 0;
  }

  /** Whether a step must stop now. It is then known that something was left out. */
  isOver(step: Step): boolean {
    if (this.clock === undefined || this.clock() - this.start < PAGE_MS * ENDS[step]) return false;
    this.truncated = true;
    this.ended = step;
    return true;
  }

  /** The same for loops over small things: asks the clock only now and then, and never again when time was over. */
  isOverNow(step: Step): boolean {
    return this.ended === step || (++this.asked % EVERY === 0 && this.isOver(step));
  }
}
