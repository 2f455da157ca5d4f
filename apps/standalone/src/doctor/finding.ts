import { BabelwireError } from '#libs/contracts';

/** `warning`: it works, and will not for long, or not as meant. `skipped`: could not be looked at, and why. */
export type FindingState = 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check came to. */
export interface Finding {
  /** What was looked at, e.g. `topics`. */
  check: string;
  state: FindingState;
  message: string;
  /** What to do about it. */
  todo?: string;
}

export const ok = (check: string, message: string): Finding => ({ check, state: 'ok', message });
export const skipped = (check: string, message: string): Finding => ({ check, state: 'skipped', message });
export const warning = (check: string, message: string, todo: string): Finding => ({
  check,
  state: 'warning',
  message,
  todo,
});
export const failed = (check: string, message: string, todo?: string): Finding => ({
  check,
  state: 'failed',
  message,
  ...(todo === undefined ? {} : { todo }),
});

const NO_ANSWER = 'no-answer';

/** Whatever the work throws, or that it does not end in time, is a finding: nothing that is dead holds up the rest. */
export async function examine(check: string, ms: number, work: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await within(ms, work);
  } catch (thrown) {
    return [failed(check, BabelwireError.from(thrown).message)];
  }
}

/** Throws transient `no-answer` when the work has not ended in so many ms; it is left to itself then. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new BabelwireError(NO_ANSWER, 'transient', `no answer within ${ms / 1000} s`));
    }, ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the work comes to; undefined when nothing has come of it in so many ms. */
export async function unlessSilent<T>(ms: number, work: () => Promise<T>): Promise<T | undefined> {
  return within(ms, work).catch((thrown: unknown) => {
    if (thrown instanceof BabelwireError && thrown.code === NO_ANSWER) return undefined;
    throw thrown;
  });
}
