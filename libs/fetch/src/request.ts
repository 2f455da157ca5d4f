import type { FetchLimits } from './limits.js';

/** Says that a request may go, when it may; the answer is called when it is over. Throws if it must not go at all. */
export type Gate = (url: URL, signal: AbortSignal) => Promise<() => void>;

export interface FetchRequest {
  url: string;
  /** Validators of the copy that one has, as its answer gave them: an unchanged resource then comes as `notModified`. */
  etag?: string;
  lastModified?: string;
  /** Media types wanted. Default: pages and feeds, then anything. */
  accept?: string;
  /**
   * Further headers, credentials too. They go to the origin of `url` alone: a redirect elsewhere, to another scheme or
   * port included, goes without.
   */
  headers?: Readonly<Record<string, string>>;
  /**
   * What is sent: the request is then a POST, and a redirect is an answer like any other, since what was meant for one place
   * is not for another.
   */
  body?: { bytes: Uint8Array; contentType: string };
  /** For this request instead of the fetcher's own. */
  limits?: Partial<FetchLimits>;
  /** Give the beginning of a body that is too long, instead of an error. */
  truncate?: boolean;
  signal?: AbortSignal;
  /** What every hop, redirects included, has to pass before its request. */
  gate?: Gate;
}
