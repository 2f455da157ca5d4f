import { BabelwireError } from '#libs/contracts';
import { createFetcher, type Fetcher, guardUrl, SUBSCRIBER } from '#libs/fetch';
import type { Webhook } from '#libs/store';
import type { PublicEvent } from '../events/public-event.js';
import { signedHeaders } from './signature.js';

/** A receiver has this long to say that it has taken an event, ms; what takes longer it should do afterwards. */
const TIMEOUT_MS = 15_000;
/** Its answer's body is nobody's business. */
const ANSWER_BYTES = 64 * 1024;

export type Delivery = { taken: true } | { taken: false; gone: boolean; why: string; retryAfterMs?: number };

/** Calls webhooks, through the guarded fetcher: no address of a private network unless it is allowed, no redirects. */
export class Courier {
  private readonly fetcher: Fetcher;

  /** @param allow places in private networks that may be called, as FETCH_ALLOW */
  constructor(allow: readonly string[]) {
    this.fetcher = createFetcher({
      identity: { product: 'Babelwire-Webhooks', contact: SUBSCRIBER },
      allow,
      limits: { bytes: ANSWER_BYTES, firstByteMs: TIMEOUT_MS, totalMs: TIMEOUT_MS },
    });
  }

  /** Throws what `guardUrl` throws for an address that is never called. */
  check(url: string): void {
    guardUrl(url, this.fetcher.policy);
  }

  /** Throws the signal's reason; everything else is an outcome. */
  async call(
    { url, secret }: Webhook,
    event: Pick<PublicEvent, 'id' | 'json'>,
    signal: AbortSignal,
  ): Promise<Delivery> {
    const bytes = Buffer.from(event.json);
    try {
      const { status, retryAfterMs } = await this.fetcher.fetch({
        url,
        signal,
        accept: '*/*',
        truncate: true,
        headers: signedHeaders(event.id, Date.now(), bytes, secret),
        body: { bytes, contentType: 'application/cloudevents+json; charset=utf-8' },
      });
      if (status >= 200 && status < 300) return { taken: true };
      const why = `${url} answered ${status}`;
      return { taken: false, gone: status === 410, why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    } catch (error) {
      signal.throwIfAborted();
      return { taken: false, gone: false, why: BabelwireError.from(error).message };
    }
  }

  close(): Promise<void> {
    return this.fetcher.close();
  }
}
