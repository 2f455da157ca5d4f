import type { FetchLimits } from './limits.js';
import { fetchError } from './errors.js';

/** Headers of an answer, names in lower case; a header that comes several times is joined with commas. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** Throws `fetch.headers-too-large` for too many of them. */
export function readHeaders(raw: readonly string[], limits: FetchLimits): ResponseHeaders {
  if (raw.length / 2 > limits.headers) {
    throw fetchError('fetch.headers-too-large', `the answer has ${raw.length / 2} headers; ${limits.headers} are read`);
  }
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const before = headers.get(name);
    const value = asUtf8(raw[at + 1] ?? '').trim();
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.assign(Object.create(null), Object.fromEntries(headers)) as ResponseHeaders;
}

/** Header bytes come as Latin-1; sites write UTF-8 into them, in Location above all. */
function asUtf8(latin1: string): string {
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1;
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? latin1 : text;
}

/** The three forms of HTTP-date (RFC 9110, 5.6.7). Date.parse alone takes far more, words and all. */
const HTTP_DATE =
  /^(?:\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT|\w{6,9}, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT|\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/** Milliseconds since 1970; undefined if it is not an HTTP-date. */
export function parseHttpDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (!HTTP_DATE.test(trimmed)) return undefined;
  const time = Date.parse(trimmed.endsWith('GMT') ? trimmed : `${trimmed} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** Longer than this is a slip, not a wish: a week. Milliseconds. */
const LONGEST_PAUSE = 7 * 24 * 3600 * 1000;

/** Retry-After (RFC 9110, 10.2.3), seconds or a date, as milliseconds from now: 0 to a week. Undefined if absent or unreadable. */
export function retryAfterMs(headers: ResponseHeaders, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  // Some send fractions of a second, which the RFC does not know.
  const ms = /^\d+(\.\d+)?$/.test(text) ? Math.ceil(Number(text) * 1000) : offset(parseHttpDate(text), now);
  return ms === undefined ? undefined : Math.min(Math.max(ms, 0), LONGEST_PAUSE);
}

/**
 * How long the answer may be taken for current (RFC 9111, 4.2: max-age, else Expires; less its Age), milliseconds.
 * 0 for no-store and no-cache; undefined if the site says nothing.
 */
export function freshForMs(headers: ResponseHeaders, now: number): number | undefined {
  const directives = new Map<string, string>();
  for (const [, name = '', value = ''] of (headers['cache-control'] ?? '').matchAll(
    /([\w-]+)(?:\s*=\s*"?([^",]*)"?)?/g,
  )) {
    // The first of several counts.
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), value.trim());
  }
  if (directives.has('no-store') || directives.has('no-cache')) return 0;
  const age = Number(headers['age']) > 0 ? Number(headers['age']) * 1000 : 0;
  const maxAge = directives.get('max-age');
  if (maxAge !== undefined && /^\d+$/.test(maxAge)) return Math.max(Number(maxAge) * 1000 - age, 0);
  if (headers['expires'] === undefined) return undefined;
  const sent = parseHttpDate(headers['date'] ?? '') ?? now;
  // An unreadable Expires, "0" above all, is one in the past.
  return Math.max((offset(parseHttpDate(headers['expires']), sent) ?? 0) - age, 0);
}

function offset(time: number | undefined, now: number): number | undefined {
  return time === undefined ? undefined : time - now;
}
