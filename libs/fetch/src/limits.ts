import { BabelwireError } from '#libs/contracts';

/** How much of a site's answer, and of our time, one fetch may take. docs/decisions/0014 says where the numbers come from. */
export interface FetchLimits {
  /** Bytes of the body, as received and after each step of decompression. */
  bytes: number;
  /** Decompressed bytes for each byte received; counts from the first MiB on. */
  ratio: number;
  /** Content-Encodings on top of one another. */
  encodings: number;
  /** Status line and headers (of each answer, trailers too), bytes. */
  headerBytes: number;
  headers: number;
  redirects: number;
  /** From asking the resolver to the end of the headers, for each hop, milliseconds. */
  firstByteMs: number;
  /** All hops with their bodies, without the time spent waiting for one's turn, milliseconds. */
  totalMs: number;
}

export const defaultFetchLimits: Readonly<FetchLimits> = {
  bytes: 5_000_000,
  ratio: 200,
  encodings: 2,
  headerBytes: 32 * 1024,
  headers: 200,
  redirects: 5,
  firstByteMs: 15_000,
  totalMs: 30_000,
};

/** The ratio of a few bytes says nothing: a bomb is told from a page of blanks only after this many. */
export const RATIO_FROM_BYTES = 1024 * 1024;

/** Throws `invalid-configuration` for a limit that is none. */
export function withDefaults(limits: Partial<FetchLimits> = {}, base: FetchLimits = defaultFetchLimits): FetchLimits {
  for (const [name, value] of Object.entries(limits)) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new BabelwireError(
      'invalid-configuration',
      'poison',
      `the limit ${name} must be a number, not ${String(value)}`,
    );
  }
  return { ...base, ...limits };
}
