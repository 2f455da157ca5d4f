import { BabelwireError } from '#libs/contracts';
import { fetchError } from './errors.js';
import { guardUrl, type GuardPolicy } from './guard.js';

/** One answer that sent us on. */
export interface Redirect {
  status: number;
  from: string;
  to: string;
}

const PERMANENT = new Set([301, 308]);
const TEMPORARY = new Set([302, 303, 307]);

export function isRedirect(status: number): boolean {
  return PERMANENT.has(status) || TEMPORARY.has(status);
}

/** The way of one fetch from URL to URL. */
export class RedirectTrail {
  readonly redirects: Redirect[] = [];
  readonly first: URL;
  current: URL;
  readonly #most: number;
  #leftFirstOrigin = false;

  constructor(first: URL, most: number) {
    this.first = first;
    this.current = first;
    this.#most = most;
  }

  /** Never again once left: what comes back from elsewhere is not our own request any more. */
  get isAtFirstOrigin(): boolean {
    return !this.#leftFirstOrigin;
  }

  get movedTo(): string | undefined {
    const isForGood = this.redirects.length > 0 && this.redirects.every(({ status }) => PERMANENT.has(status));
    return isForGood ? this.current.href : undefined;
  }

  /**
   * Goes where the answer points. Throws `fetch.too-many-redirects`, `fetch.redirect-loop`, `fetch.redirect-invalid`, or
   * what the guard says to the new URL.
   */
  follow(status: number, location: string, policy: GuardPolicy): void {
    const from = this.current.href;
    const next = guardTarget(location, this.current, policy);
    if (next.href === from || this.redirects.some((redirect) => redirect.from === next.href)) {
      throw fetchError('fetch.redirect-loop', `${this.first.href} redirects in a circle, back to ${next.href}`);
    }
    if (this.redirects.length >= this.#most) {
      throw fetchError('fetch.too-many-redirects', `${this.first.href} redirects more than ${this.#most} times`);
    }
    this.redirects.push({ status, from, to: next.href });
    if (next.origin !== this.first.origin) this.#leftFirstOrigin = true;
    this.current = next;
  }
}

function guardTarget(location: string, base: URL, policy: GuardPolicy): URL {
  let target: URL;
  try {
    target = new URL(location, base);
  } catch (cause) {
    const message = `${base.href} redirects to "${location.slice(0, 200)}", which is no URL`;
    throw fetchError('fetch.redirect-invalid', message, cause);
  }
  try {
    return guardUrl(target, policy);
  } catch (error) {
    if (!(error instanceof BabelwireError)) throw error;
    throw new BabelwireError(
      error.code,
      error.kind,
      `${base.href} redirects to a place that is refused: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}
