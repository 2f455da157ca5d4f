import { isNativeError } from 'node:util/types';
import { BabelwireError, type ErrorKind } from '#libs/contracts';

/**
 * Every reason for which a fetch ends without an answer, and what the caller does about it: `poison`, asking again is of
 * no use until somebody changes the address, the policy or the site; `transient`, it may do later.
 */
export const FETCH_ERRORS = {
  'fetch.invalid-url': 'poison',
  'fetch.scheme-refused': 'poison',
  'fetch.credentials-in-url': 'poison',
  'fetch.port-refused': 'poison',
  'fetch.host-refused': 'poison',
  'fetch.address-refused': 'poison',
  'fetch.invalid-request': 'bug',
  'fetch.redirect-invalid': 'poison',
  'fetch.redirect-loop': 'poison',
  'fetch.too-many-redirects': 'poison',
  'fetch.headers-too-large': 'poison',
  'fetch.body-too-large': 'poison',
  'fetch.compression-bomb': 'poison',
  'fetch.encoding-unsupported': 'poison',
  'fetch.encoding-broken': 'transient',
  'fetch.robots-disallowed': 'poison',
  'fetch.robots-unreachable': 'transient',
  'fetch.host-resting': 'transient',
  'fetch.dns-failed': 'transient',
  'fetch.connect-failed': 'transient',
  'fetch.tls-failed': 'transient',
  'fetch.connection-lost': 'transient',
  'fetch.protocol-error': 'transient',
  'fetch.first-byte-timeout': 'transient',
  'fetch.total-timeout': 'transient',
  'fetch.aborted': 'transient',
} as const satisfies Record<string, ErrorKind>;

export type FetchErrorCode = keyof typeof FETCH_ERRORS;

export function fetchError(code: FetchErrorCode, message: string, cause?: unknown): BabelwireError {
  return new BabelwireError(code, FETCH_ERRORS[code], message, cause === undefined ? undefined : { cause });
}

/** The host asked for a pause (Retry-After, crawl-delay) that is longer than a request may wait in the queue. */
export class HostRestingError extends BabelwireError {
  constructor(
    host: string,
    /** When the host may be asked again, milliseconds from now. */
    readonly retryAfterMs: number,
  ) {
    const seconds = Math.ceil(retryAfterMs / 1000);
    super('fetch.host-resting', 'transient', `${host} asked to be left alone for ${seconds} s more; come back then`);
  }
}

/** System and undici error codes, as the reasons above. */
const CODES: Record<string, FetchErrorCode> = {
  ENOTFOUND: 'fetch.dns-failed',
  EAI_AGAIN: 'fetch.dns-failed',
  EAI_FAIL: 'fetch.dns-failed',
  ENODATA: 'fetch.dns-failed',
  ECONNREFUSED: 'fetch.connect-failed',
  EHOSTUNREACH: 'fetch.connect-failed',
  ENETUNREACH: 'fetch.connect-failed',
  EADDRNOTAVAIL: 'fetch.connect-failed',
  ETIMEDOUT: 'fetch.connect-failed',
  UND_ERR_CONNECT_TIMEOUT: 'fetch.connect-failed',
  ECONNRESET: 'fetch.connection-lost',
  EPIPE: 'fetch.connection-lost',
  UND_ERR_SOCKET: 'fetch.connection-lost',
  UND_ERR_DESTROYED: 'fetch.aborted',
  UND_ERR_CLOSED: 'fetch.aborted',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'fetch.protocol-error',
  HTTPParserError: 'fetch.protocol-error',
  UND_ERR_HEADERS_OVERFLOW: 'fetch.headers-too-large',
  UND_ERR_RESPONSE_EXCEEDED_MAX_SIZE: 'fetch.body-too-large',
};

/** What undici, the resolver, TLS or zlib threw, as a reason of ours. */
export function describeFailure(thrown: unknown, url: string): BabelwireError {
  if (thrown instanceof BabelwireError) return thrown;
  // Of several addresses that were tried each has its own error.
  const causes = isNativeError(thrown) && 'errors' in thrown ? (thrown.errors as unknown[]) : [thrown];
  for (const cause of causes) {
    const code = codeOf(cause);
    const known = CODES[code] ?? knownByPrefix(code);
    if (known) return fetchError(known, `${url}: ${messageOf(cause)}`, thrown);
  }
  return new BabelwireError('unexpected', 'bug', `${url}: ${messageOf(thrown)}`, { cause: thrown });
}

function knownByPrefix(code: string): FetchErrorCode | undefined {
  if (/^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/.test(code)) {
    return 'fetch.tls-failed';
  }
  if (/^(Z_|ERR__?ERROR_FORMAT|ERR_BROTLI|ERR_PADDING|ERR_ZSTD|ZSTD_|ERR_BUFFER_TOO)/.test(code))
    return 'fetch.encoding-broken';
  return undefined;
}

function codeOf(thrown: unknown): string {
  if (!isNativeError(thrown)) return '';
  // undici's parser errors have a code in some versions and none in others.
  if (thrown.name === 'HTTPParserError') return thrown.name;
  return 'code' in thrown ? String(thrown.code) : '';
}

function messageOf(thrown: unknown): string {
  if (!isNativeError(thrown)) return String(thrown);
  const code = codeOf(thrown);
  return code && !thrown.message.includes(code) ? `${thrown.message} (${code})` : thrown.message;
}
