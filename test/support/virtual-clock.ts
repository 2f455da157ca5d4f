import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#libs/fetch';

interface Timer {
  at: number;
  wake: () => void;
}

/** How many rounds of the event loop without any request make a process idle: all its steps are promises and callbacks. */
const IDLE_ROUNDS = 10;

/** A clock that stands still while something happens, and leaps to the next appointment when nothing does. */
export class VirtualClock implements Clock {
  private readonly timers = new Set<Timer>();

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const giveUp = (): void => {
        this.timers.delete(timer);
        reject(signal?.reason as Error);
      };
      const timer: Timer = {
        at: this.time + Math.max(ms, 0),
        wake: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.timers.add(timer);
    });
  }

  /** Calls back at a time, once. */
  at(time: number, act: () => void): void {
    this.timers.add({ at: time, wake: act });
  }

  /** Lets time pass until `end`; `isBusy` says whether something is under way that is no matter of this clock. */
  async runUntil(end: number, isBusy: () => boolean): Promise<void> {
    for (;;) {
      for (let idle = 0; idle < IDLE_ROUNDS; idle += 1) {
        if (isBusy()) {
          idle = -1;
          await sleep(1);
        } else await immediate();
      }
      const next = [...this.timers].reduce<Timer | undefined>(
        (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
        undefined,
      );
      if (next === undefined || next.at > end) {
        this.time = end;
        return;
      }
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}
