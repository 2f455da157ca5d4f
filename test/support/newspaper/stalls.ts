const TICK_MS = 5;

/**
 * How long this process did nothing at all of late. What reaches it over the network meanwhile seems to come at one
 * instant, however far apart it was sent: on a busy machine that is no fault of the sender.
 */
export class Stalls {
  private last = performance.now();
  private worst = { ms: 0, until: 0 };
  private readonly timer = setInterval(() => {
    const now = performance.now();
    const ms = now - this.last - TICK_MS;
    if (ms > TICK_MS) this.worst = { ms, until: now };
    this.last = now;
  }, TICK_MS).unref();

  /** The stall that is just over, ms; 0 when there was none. */
  recent(): number {
    const now = performance.now();
    const isRecent = now - this.worst.until <= 2 * TICK_MS;
    return Math.round(Math.max(0, now - this.last - TICK_MS, isRecent ? this.worst.ms : 0));
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
