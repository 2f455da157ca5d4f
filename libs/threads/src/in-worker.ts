import { BabelwireError, type ErrorKind } from '#libs/contracts';

/** What comes back from a worker: an error loses its class on the way, so its parts travel by name. */
export type Outcome<R> = { result: R } | { error: { code: string; kind: ErrorKind; message: string } };

/** A task on its way to a thread. `begun` is shared with it: not 0 once the thread is at work on it. */
export interface TaskErrand<T> {
  task: T;
  begun: Int32Array;
}

/** What a thread is sent: a task, or nothing, to see whether it has loaded what it works with. */
export type Errand<T> = TaskErrand<T> | 'are you there';

/** Makes a function the entry of a worker: `export default inWorker(…)` in a file of its own. */
export function inWorker<T, R>(work: (task: T) => R): (errand: Errand<T>) => Outcome<R> | undefined {
  return (errand) => {
    if (errand === 'are you there') return undefined;
    const { task, begun } = errand;
    Atomics.store(begun, 0, 1);
    try {
      return { result: work(task) };
    } catch (thrown) {
      const { code, kind, message } = BabelwireError.from(thrown);
      return { error: { code, kind, message } };
    }
  };
}
