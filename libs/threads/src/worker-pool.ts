import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { BabelwireError } from '#libs/contracts';
import type { Errand, Outcome } from './in-worker.js';

/**
 * The time of a task is told in so many ticks of a timer: a process that was stopped for a minute, or whose machine was
 * asleep, then counts one tick for it, and not every task under way as hanging.
 */
const TICKS = 10;

/**
 * Threads for work that would hold up the event loop, and with it the consumer's heartbeat. One core is left to the loop.
 */
export class WorkerPool<T, R> {
  private readonly pool: Piscina<Errand<T>, Outcome<R> | undefined>;
  /** Whoever waited for the threads knows that they can't be started. */
  private isTold = false;

  /**
   * @param entry URL of the compiled file whose default export is the work
   * @param timeoutMs a task that is not done so long after a thread began with it hangs, and the thread is ended. Waiting
   *   for a thread, which on a busy machine may take long to start, does not count
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
    // A thread that can't start has no task to answer for. Nobody could be told but the process: without threads it is of no
    // use, and whoever starts it again reads why it ended.
    this.pool.on('error', (cause) => {
      if (!this.isTold) throw unstartable(cause);
    });
  }

  /**
   * Waits until the first thread has loaded what it works with (a language model, say). Throws bug `worker-unstartable`, or
   * the error of ours that it met.
   */
  async ready(): Promise<void> {
    try {
      await this.pool.run('are you there');
    } catch (cause) {
      this.isTold = true;
      throw unstartable(cause);
    }
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
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const hangs = new AbortController();
    let ticks = 0;
    const clock = setInterval(() => {
      if (Atomics.load(begun, 0) !== 0 && ++ticks > TICKS) hangs.abort();
    }, this.timeoutMs / TICKS);
    try {
      const outcome = await this.pool.run({ task, begun }, { signal: hangs.signal });
      if (outcome === undefined) throw new TypeError('a thread answered a task with nothing');
      return outcome;
    } catch (cause) {
      if (!hangs.signal.aborted) throw cause;
      const message = `not done within ${this.timeoutMs} ms; the thread was ended`;
      throw new BabelwireError('worker-timeout', 'bug', message, { cause });
    } finally {
      clearInterval(clock);
    }
  }
}

/** Errors lose their class between threads, and keep their parts. */
function unstartable(cause: unknown): BabelwireError {
  const { code, kind, message = String(cause) } = cause as Partial<BabelwireError>;
  const isOurs = code !== undefined && kind !== undefined;
  return isOurs
    ? new BabelwireError(code, kind, message, { cause })
    : new BabelwireError('worker-unstartable', 'bug', `a thread could not be started: ${message}`, { cause });
}
