import { BabelwireError } from '#libs/contracts';
import { fetchError } from './errors.js';

/** The total time of a fetch, which stands still while the fetch waits for its turn. */
export class Stopwatch {
  readonly #controller = new AbortController();
  readonly #limitMs: number;
  readonly #host: string;
  readonly #caller: AbortSignal | undefined;
  #timer: NodeJS.Timeout | undefined;
  #runningSince: number | undefined;
  #spentMs = 0;
  #pausedMs = 0;

  constructor(limitMs: number, host: string, caller: AbortSignal | undefined) {
    this.#limitMs = limitMs;
    this.#host = host;
    this.#caller = caller;
    if (caller?.aborted) this.#onCallerAbort();
    else caller?.addEventListener('abort', this.#onCallerAbort, { once: true });
    this.#run();
  }

  /** Aborted, with a BabelwireError as its reason, when the time is over or the caller wants no more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get elapsedMs(): number {
    return this.#spentMs + (this.#runningSince === undefined ? 0 : performance.now() - this.#runningSince);
  }

  get pausedMs(): number {
    return this.#pausedMs;
  }

  /** Runs `wait` while the watch stands still. Throws what it throws, or the signal's reason if that came first. */
  async paused<T>(wait: () => T): Promise<Awaited<T>> {
    this.signal.throwIfAborted();
    this.#halt();
    const began = performance.now();
    try {
      return await wait();
    } finally {
      this.#pausedMs += performance.now() - began;
      this.#run();
    }
  }

  stop(): void {
    this.#halt();
    this.#caller?.removeEventListener('abort', this.#onCallerAbort);
  }

  #run(): void {
    this.#runningSince = performance.now();
    this.#timer = setTimeout(
      () => {
        const message = `${this.#host} has not answered in full within ${this.#limitMs} ms`;
        this.#controller.abort(fetchError('fetch.total-timeout', message));
      },
      Math.max(this.#limitMs - this.#spentMs, 0),
    );
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#spentMs = this.elapsedMs;
    this.#runningSince = undefined;
  }

  readonly #onCallerAbort = (): void => {
    const reason: unknown = this.#caller?.reason;
    const message = `the fetch from ${this.#host} was given up by its caller`;
    this.#controller.abort(reason instanceof BabelwireError ? reason : fetchError('fetch.aborted', message, reason));
  };
}
