import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { BabelwireError, type ErrorKind } from '#libs/contracts';

/** What comes back from a worker: an error loses its class on the way, so its parts travel by name. */
export type Outcome<R> = { result: R } | { error: { code: string; kind: ErrorKind; message: string } };

/** Makes a function the entry of a worker: `export default inWorker(…)` in a file of its own. */
export function inWorker<T, R>(work: (task: T) => R): (task: T) => Outcome<R> {
  return (task) => {
    try {
      return { result: work(task) };
    } catch (thrown) {
      const { code, kind, message } = BabelwireError.from(thrown);
      return { error: { code, kind, message } };
    }
  };
}

/**
 * Threads for work that would hold up the event loop, and with it the consumer's heartbeat. One core is left to the loop.
 */
export class WorkerPool<T, R> {
  private readonly pool: Piscina<T, Outcome<R>>;

  /**
   * @param entry URL of the compiled file whose default export is the work
   * @param timeoutMs a task that is not done by then hangs, and its thread is ended
   */
  constructor(
    entry: URL,
    private readonly timeoutMs: number,
  ) {
    this.pool = new Piscina({
      filename: entry.href,
      minThreads: 1,
      maxThreads: Math.max(1, availableParallelism() - 1),
    });
  }

  /** Throws what the work throws, or bug `worker-timeout`. */
  async run(task: T): Promise<R> {
    const outcome = await this.outcome(task);
    if ('result' in outcome) return outcome.result;
    const { code, kind, message } = outcome.error;
    throw new BabelwireError(code, kind, message);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async outcome(task: T): Promise<Outcome<R>> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      return await this.pool.run(task, { signal });
    } catch (cause) {
      if (!signal.aborted) throw cause;
      const message = `not done within ${this.timeoutMs} ms; the thread was ended`;
      throw new BabelwireError('worker-timeout', 'bug', message, { cause });
    }
  }
}
