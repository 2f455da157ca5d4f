import { setTimeout as sleep } from 'node:timers/promises';
import { BabelwireError } from '#libs/contracts';

/** Places at which a test may let the process die, or a handler fail. */
export type Failpoint =
  /** The handler's state was rebuilt. */
  | 'after-prepare'
  /** Instead of a call of the handler: transient `failpoint`. */
  | 'handler'
  /** Instead of a call of the handler: no answer, ever. */
  | 'hang'
  /** Before each call of the handlers of a service (`slow-publish`): `when` is what each message takes longer, ms. */
  | `slow-${string}`
  /** Handlers are done (publish has written to the store), nothing has been sent. */
  | 'before-commit'
  /** Outputs were sent in an open transaction, the offsets were not. */
  | 'after-produce'
  /** Offsets, too; the transaction is still open. */
  | 'after-offsets'
  /** The transaction has ended; the consumer does not know yet. */
  | 'after-commit';

/**
 * `BABELWIRE_FAILPOINT=name:when,…` for tests of delivery. `when` below 1 is a probability; a whole number n means the
 * n-th time that the place is reached. Read once: in a process that does not have it, a place costs one look at a constant.
 */
const armed = parse(process.env.BABELWIRE_FAILPOINT);

function parse(text: string | undefined): Map<string, { when: number; reached: number }> | undefined {
  if (!text) return undefined;
  return new Map(
    text.split(',').map((entry) => {
      const [name = '', when = '1'] = entry.split(':');
      return [name, { when: Number(when), reached: 0 }];
    }),
  );
}

function isDue(name: Failpoint): boolean {
  const point = armed?.get(name);
  if (point === undefined) return false;
  point.reached += 1;
  return point.when < 1 ? Math.random() < point.when : point.reached === point.when;
}

/** Kills this process as an operating system short of memory would, if a test wants it so. */
export function crashHere(name: Failpoint): void {
  if (armed !== undefined && isDue(name)) process.kill(process.pid, 'SIGKILL');
}

/** Throws transient `failpoint`, if a test wants it so. */
export function failHere(name: Failpoint): void {
  if (armed === undefined || !isDue(name)) return;
  throw new BabelwireError('failpoint', 'transient', `${name} was made to fail by BABELWIRE_FAILPOINT`);
}

/** Never answers, if a test wants it so. */
export async function hangHere(name: Failpoint): Promise<void> {
  if (armed !== undefined && isDue(name)) await new Promise(() => undefined);
}

/** Takes longer for its messages, if a test wants a service to be slow. */
export async function slowHere(group: string, messages: number): Promise<void> {
  const name: Failpoint = `slow-${group.slice(group.lastIndexOf('.') + 1)}`;
  const point = armed?.get(name);
  if (point !== undefined) await sleep(point.when * messages);
}
