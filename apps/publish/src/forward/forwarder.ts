import { Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ProblemException } from '#libs/platform';

/** What goes on to ingest of a request; whoever asks is identified there once more, by the same key. */
const REQUEST_HEADERS = ['accept', 'authorization', 'content-type', 'traceparent', 'tracestate'];
/** What comes back of its answer. */
const RESPONSE_HEADERS = [
  'cache-control',
  'content-type',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
];
/** Longer than ingest takes for anything: exploring a site is some requests to it, a second apart. */
const TIMEOUT_MS = 120_000;
/** Answers are lists of sources and pages taken apart: several times the largest page (5 MB). */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** Requests under way at once: each holds a body in memory. */
const AT_ONCE = 32;

/** The paths of ingest that may be reached through here, whatever is made of them on the way. */
const PATHS = /^\/v1\/(?:captures(?:\/(?:try|fetch))?|sources(?:\/[^/]+)?)\/?$/;

/** Hands requests on to ingest, so that a console and its API are one origin. Decision 0030. */
export class Forwarder {
  private readonly logger = new Logger('forwarder');
  private running = 0;

  /** @param ingest address of ingest, with a path before /v1 if it has one */
  constructor(private readonly ingest: URL) {}

  /** Throws ProblemException: 404 for other paths, 503 `busy`, 502 `ingest-unavailable`, 504 `ingest-too-slow`. */
  async forward(request: Request, response: Response): Promise<void> {
    const target = this.targetOf(request.originalUrl);
    if (this.running >= AT_ONCE) throw new ProblemException(503, 'busy', 'too many requests are under way to ingest');
    this.running += 1;
    try {
      const answer = await this.ask(target, request);
      const body = await bodyOf(answer);
      response.status(answer.status);
      for (const name of RESPONSE_HEADERS) {
        const value = answer.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      response.end(body);
    } finally {
      this.running -= 1;
    }
  }

  /** Only what was matched after all `..` are gone is asked for, and nobody but ingest. */
  private targetOf(originalUrl: string): URL {
    const [path = '', ...query] = originalUrl.split('?');
    const base = this.ingest.pathname.replace(/\/$/, '');
    const target = new URL(this.ingest.origin);
    target.pathname = `${base}${path}`;
    target.search = query.join('?');
    if (target.pathname.startsWith(base) && PATHS.test(target.pathname.slice(base.length))) return target;
    throw new ProblemException(404, 'not-found', `ingest has no ${path}`);
  }

  private async ask(target: URL, request: Request): Promise<globalThis.Response> {
    const headers = REQUEST_HEADERS.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value] as [string, string]] : [];
    });
    const { method } = request;
    const body = method === 'GET' || method === 'DELETE' ? undefined : sentBody(request.body);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(target, {
        method,
        headers,
        redirect: 'manual',
        signal,
        ...(body === undefined ? {} : { body }),
      });
    } catch (cause) {
      if (signal.aborted)
        throw new ProblemException(504, 'ingest-too-slow', `ingest did not answer in ${TIMEOUT_MS / 1000} s`);
      this.logger.warn(`ingest can not be reached at ${this.ingest.origin}: ${String(cause)}`);
      throw new ProblemException(
        502,
        'ingest-unavailable',
        'ingest can not be reached; is it running, and INGEST_URL right?',
      );
    }
  }
}

/** As it was sent: bytes of a page, or JSON. */
function sentBody(body: unknown): Uint8Array<ArrayBuffer> | string | undefined {
  if (Buffer.isBuffer(body)) return new Uint8Array(body);
  return body === undefined ? undefined : JSON.stringify(body);
}

async function bodyOf(answer: globalThis.Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes > MAX_ANSWER_BYTES) throw new Error(`more than ${MAX_ANSWER_BYTES} bytes`);
      parts.push(part);
    }
  } catch (cause) {
    throw new ProblemException(502, 'ingest-unavailable', `the answer of ingest broke off: ${String(cause)}`);
  }
  return Buffer.concat(parts);
}
