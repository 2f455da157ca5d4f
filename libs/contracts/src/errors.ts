/**
 * What the line does about an error:
 * - `poison`: the input itself is at fault; no repeat can help. Dead letter at once (HTTP: 4xx).
 * - `transient`: a dependency is away or busy; the same input will do later. Wait and repeat (HTTP: 503).
 * - `bug`: anything unforeseen. A few repeats, then dead letter (HTTP: 500).
 */
export type ErrorKind = 'poison' | 'transient' | 'bug';

/** The one error class of the project: a stable `code` for machines, a message that says what, where and what to do. */
export class BabelwireError extends Error {
  override readonly name = 'BabelwireError';

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** Any thrown value as a BabelwireError; what is not one already is a `bug` that keeps its message and cause. */
  static from(thrown: unknown): BabelwireError {
    if (thrown instanceof BabelwireError) return thrown;
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return new BabelwireError('unexpected', 'bug', message, { cause: thrown });
  }
}

const REFUSALS: ReadonlySet<string> = new Set(['log-refused', 'store-refused']);

/**
 * The error, where a dependency is there and refuses who we are (a wrong password or certificate). For messages that is a passing
 * matter, as any failure of a dependency; but whoever starts should end and say so, instead of knocking until the account is
 * locked.
 */
export const asRefusal = (error: unknown): BabelwireError | undefined =>
  error instanceof BabelwireError && REFUSALS.has(error.code) ? error : undefined;
