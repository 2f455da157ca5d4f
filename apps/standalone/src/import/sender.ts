import { setTimeout as sleep } from 'node:timers/promises';
import { BabelwireError } from '#libs/contracts';
import { apiAddress, refusal, requestApi } from '../api-client.js';
import type { FoundPage } from './input.js';

export type Answer =
  | { kind: 'taken' }
  | { kind: 'refused'; code: string; message: string }
  /** Its site wants to be left alone for so long. */
  | { kind: 'resting'; ms: number; message: string }
  /** Its site failed; it may do later. */
  | { kind: 'failed'; code: string; message: string };

export interface SenderOptions {
  api: string;
  sourceId?: string;
  timeZone?: string;
  languages?: string[];
  /** How long a line that does not answer, or is full, is waited for, ms. */
  patienceMs: number;
  signal: AbortSignal;
  /** Told when the line makes us wait, and why. */
  waiting: (reason: string) => void;
}

/** Between two tries of a line that does not answer, ms; a full line says itself when to come again. */
const RETRY_MS = 1000;
/** A page at which the line fails for a fault of its own is sent so often. */
const FAULT_TRIES = 3;

/** Sends pages to the API of a running line, as fast as it takes them. */
export class Sender {
  private hasAnswered = false;
  /** While the line is full or away, nobody sends. */
  private closedUntil = 0;

  constructor(private readonly options: SenderOptions) {}

  /** Throws transient `api-unavailable` and `line-full` when patience ends, and the signal's reason. */
  async page({ url, contentType, body, ...page }: FoundPage): Promise<Answer> {
    const { api, sourceId, timeZone, languages } = this.options;
    const address = apiAddress(api, 'v1/captures');
    const origin = {
      url,
      sourceId: page.sourceId ?? sourceId,
      timeZone: page.timeZone ?? timeZone,
      fetchedAt: page.fetchedAt,
      languages: languages?.join(','),
    };
    for (const [name, value] of Object.entries(origin)) if (value !== undefined) address.searchParams.set(name, value);
    return this.patiently(address, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: new Uint8Array(body),
    });
  }

  /** Has the line fetch a page. Throws like `page`. */
  async address(url: string): Promise<Answer> {
    const { api, sourceId, timeZone, languages } = this.options;
    const body = JSON.stringify({ url, sourceId, timeZone, languages });
    const headers = { 'content-type': 'application/json' };
    return this.patiently(apiAddress(api, 'v1/captures/fetch'), { method: 'POST', headers, body });
  }

  private async patiently(address: URL, init: RequestInit): Promise<Answer> {
    const { signal, patienceMs, waiting } = this.options;
    let giveUpAt = Date.now() + patienceMs;
    for (let faults = 1; ;) {
      const pause = this.closedUntil - Date.now();
      if (pause > 0) await sleep(pause, undefined, { signal });
      signal.throwIfAborted();
      try {
        const response = await requestApi(address, { ...init, signal });
        const answer = await this.read(response);
        this.hasAnswered = true;
        if (answer !== 'again') return answer;
        faults += 1;
        if (faults > FAULT_TRIES)
          return { kind: 'refused', code: 'internal', message: 'the line fails at this page; its log says why' };
        await sleep(RETRY_MS, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof BabelwireError) || error.kind !== 'transient') throw error;
        // A line that was never there is more likely a wrong address.
        if (!this.hasAnswered || Date.now() > giveUpAt) throw error;
        if (error instanceof Wait) {
          // A full line works; one that is away is waited for.
          if (error.code === 'line-full') giveUpAt = Date.now() + patienceMs;
          this.closedUntil = Math.max(this.closedUntil, Date.now() + error.ms);
        } else this.closedUntil = Math.max(this.closedUntil, Date.now() + RETRY_MS);
        waiting(error.message);
      }
    }
  }

  /** Throws Wait when the line itself asks for it. */
  private async read(response: Response): Promise<Answer | 'again'> {
    const text = await response.text();
    if (response.ok) return { kind: 'taken' };
    const { code, message } = refusal(text, response);
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    const ms = Math.max(1, Number.isFinite(seconds) ? seconds : 1) * 1000;
    if (response.status === 503 && code === 'host-resting') return { kind: 'resting', ms, message };
    if (response.status === 503 || response.status === 429) {
      this.hasAnswered = true;
      throw new Wait(code, message, ms);
    }
    if (response.status === 502) return { kind: 'failed', code, message };
    if (response.status >= 500) return 'again';
    // Nothing of the page: the next one would fare the same.
    const isOfTheCommand = response.status === 401 || response.status === 403 || code === 'contact-missing';
    if (isOfTheCommand) throw new BabelwireError(code, 'poison', message);
    return { kind: 'refused', code, message };
  }
}

class Wait extends BabelwireError {
  constructor(
    code: string,
    message: string,
    readonly ms: number,
  ) {
    super(code, 'transient', message);
  }
}
