import { fetchError } from './errors.js';
import type { FetchRequest } from './request.js';

/** Pages and feeds before anything else; some servers choose by it between a page and its feed. */
const ACCEPT =
  'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8';

/** The connection's own business, and what is said elsewhere in the request. */
const NOT_THE_CALLERS =
  /^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|content-.*|expect|proxy-.*|accept-encoding|user-agent|if-.*|range)$/i;

/** The headers of one hop. Throws `fetch.invalid-request` for one that is not the caller's to set. */
export function requestHeaders(
  request: FetchRequest,
  own: { userAgent: string; acceptEncoding: string },
  isAtFirstOrigin: boolean,
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': own.userAgent,
    accept: request.accept ?? ACCEPT,
    'accept-encoding': own.acceptEncoding,
  };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (NOT_THE_CALLERS.test(name))
      throw fetchError('fetch.invalid-request', `the header "${name}" is set by the fetcher`);
    if (isAtFirstOrigin) headers[name.toLowerCase()] = value;
  }
  if (request.body !== undefined) headers['content-type'] = request.body.contentType;
  if (isSendable(request.etag)) headers['if-none-match'] = request.etag;
  if (isSendable(request.lastModified)) headers['if-modified-since'] = request.lastModified;
  return headers;
}

/** A validator that no header can carry is one the site did not send so; without it the resource just comes whole. */
function isSendable(value: string | undefined): value is string {
  return value !== undefined && /^[\t\u0020-\u007e\u0080-\u00ff]+$/.test(value);
}
