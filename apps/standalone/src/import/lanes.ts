/** Work of one lane is done piece by piece; several lanes at once. */
export interface Work {
  /** Undefined: a lane of its own. */
  lane: string | undefined;
  /** Does it; a number asks to be called again so many ms later, with the lane closed until then. */
  run: () => Promise<number | undefined>;
}

interface Lane {
  queue: Work[];
  isBusy: boolean;
  readyAt: number;
}

/** Runs work, a lane's in its order and never two pieces of a lane at once, so many in all. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private loose: Work[] = [];
  private running = 0;
  private failure: { error: unknown } | undefined;
  private wake: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly concurrency: number) {}

  add(work: Work): void {
    if (work.lane === undefined) this.loose.push(work);
    else {
      const lane = this.lanes.get(work.lane) ?? { queue: [], isBusy: false, readyAt: 0 };
      lane.queue.push(work);
      this.lanes.set(work.lane, lane);
    }
    this.start();
  }

  /** Resolves when something was done, or at once when nothing is left to be done. Throws what work threw. */
  async changed(): Promise<void> {
    this.check();
    if (this.running === 0 && this.lanes.size === 0 && this.loose.length === 0) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.check();
  }

  /** Starts nothing more; resolves when what runs has ended. */
  async end(): Promise<void> {
    this.loose = [];
    this.lanes.clear();
    clearTimeout(this.timer);
    while (this.running > 0) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  private check(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }

  private start(): void {
    const now = Date.now();
    let nextAt = Infinity;
    while (this.running < this.concurrency && this.loose.length > 0) this.run(this.loose.shift());
    for (const [name, lane] of this.lanes) {
      if (lane.isBusy) continue;
      if (lane.queue.length === 0) this.lanes.delete(name);
      else if (lane.readyAt > now) nextAt = Math.min(nextAt, lane.readyAt);
      else if (this.running < this.concurrency) this.run(lane.queue[0], lane);
      else break;
    }
    clearTimeout(this.timer);
    if (nextAt < Infinity) {
      this.timer = setTimeout(() => {
        this.start();
      }, nextAt - now);
    }
  }

  private run(work: Work | undefined, lane?: Lane): void {
    if (work === undefined) return;
    this.running += 1;
    if (lane !== undefined) lane.isBusy = true;
    void work
      .run()
      .then((againIn) => {
        if (lane === undefined) return;
        if (againIn === undefined) lane.queue.shift();
        else lane.readyAt = Date.now() + againIn;
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => {
        this.running -= 1;
        if (lane !== undefined) lane.isBusy = false;
        if (this.failure === undefined) this.start();
        this.wake?.();
      });
  }
}
