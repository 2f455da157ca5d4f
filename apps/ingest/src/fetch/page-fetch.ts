import { BabelwireError, type Capture } from '#libs/contracts';
import { HostRestingError } from '#libs/fetch';
import { ProblemException } from '#libs/platform';
import { captureOfPage, type PageOrigin } from '../schedule/page-capture.js';
import type { Web } from '../web/web.js';

/** How long a host that names no time is left alone when it says it is overrun (429, 503), ms. */
const OVERRUN_MS = 60_000;

/**
 * Fetches one page now, as politely as those of sources, and answers it as a capture. Throws a ProblemException: 409 where
 * nothing may be fetched, 400 for an address that may not be, 422 when asking again is of no use, 502 when it may be, 503
 * with Retry-After while the host wants to be left alone; and what `signal` is aborted with.
 */
export async function fetchPage(
  url: string,
  source: Pick<PageOrigin, 'timeZone' | 'languages'> & { id?: string },
  { web, now, signal }: { web: Web; now: () => number; signal?: AbortSignal },
): Promise<Capture> {
  let result;
  try {
    result = await web.fetch({ url: web.guard(url).href, ...(signal === undefined ? {} : { signal }) });
  } catch (thrown) {
    throw signal?.aborted === true ? thrown : problemOf(thrown, url);
  }
  const { status, retryAfterMs, finalUrl } = result;
  if (status === 429 || status === 503) {
    throw resting(`${url} answers with status ${status}`, retryAfterMs ?? OVERRUN_MS);
  }
  if (status < 200 || status > 299) {
    throw new ProblemException(status >= 500 ? 502 : 422, `http-${status}`, `${url} answers with status ${status}`);
  }
  const id = source.id ?? new URL(finalUrl).hostname;
  const capture = captureOfPage(result, { ...source, id, kind: 'page' }, now());
  if ('id' in capture) return capture;
  throw new ProblemException(422, 'not-a-page', `${url}: ${capture.reason}`);
}

function problemOf(thrown: unknown, url: string): unknown {
  if (thrown instanceof HostRestingError) return resting(thrown.message, thrown.retryAfterMs);
  const { code, kind, message } = BabelwireError.from(thrown);
  if (code === 'contact-missing') return new ProblemException(409, code, message);
  if (!code.startsWith('fetch.')) return thrown;
  const name = code.replace('fetch.', '');
  const isOfTheAddress = /^fetch\.(?:invalid-url|credentials-in-url|\w+-refused)$/.test(code);
  if (isOfTheAddress) return new ProblemException(400, name, message, [{ field: 'url', message }]);
  return new ProblemException(kind === 'poison' ? 422 : 502, name, `${url}: ${message}`);
}

function resting(message: string, ms: number): ProblemException {
  return new ProblemException(503, 'host-resting', message, [], Math.max(1, Math.ceil(ms / 1000)));
}
