import { BabelwireError, type Story, type Article } from '#libs/contracts';
import { apiAddress, refusal, requestApi } from '../api-client.js';

/** An event as the stream tells it: CloudEvents in JSON. */
export interface StreamEvent {
  id: string;
  type: string;
  time: string;
  subject: string;
  data: Article | Story;
}

export interface PlacedStreamEvent {
  /** Where the stream goes on behind it. */
  place: string;
  event: StreamEvent;
  /** The event as it came. */
  json: string;
}

/** The stream says something, if only where it stands, every 15 s: one that is silent for so long is dead, ms. */
const SILENCE_MS = 45_000;

/** The events of `/v1/stream` over one connection. Whoever keeps the place can open another that goes on there. */
export class EventStream {
  private body: AsyncIterator<Uint8Array> | undefined;
  private rest = '';
  private readonly decoder = new TextDecoder();
  /** Behind everything that was told. */
  place: string | undefined;

  constructor(
    private readonly api: string,
    /** Parameters of the stream; empty ones are left out. */
    private readonly query: Record<string, string>,
    private readonly signal: AbortSignal,
    place?: string,
  ) {
    this.place = place;
  }

  /** Resolves when the first sign has come: what happens from then on is told. Throws what `callApi` throws. */
  async open(): Promise<void> {
    const address = apiAddress(this.api, 'v1/stream');
    for (const [name, value] of Object.entries(this.query)) if (value !== '') address.searchParams.set(name, value);
    const headers = {
      accept: 'text/event-stream',
      ...(this.place === undefined ? {} : { 'last-event-id': this.place }),
    };
    const response = await requestApi(address, { headers, signal: this.signal });
    if (!response.ok || response.body === null) throw refusal(await response.text(), response);
    const body: AsyncIterable<Uint8Array> = response.body;
    this.body = body[Symbol.asyncIterator]();
    await this.read();
  }

  /** Ends when the connection does. Throws transient `stream-cut` when it broke, and the signal's reason. */
  async *events(): AsyncGenerator<PlacedStreamEvent> {
    for (;;) {
      for (let end = this.rest.indexOf('\n\n'); end !== -1; end = this.rest.indexOf('\n\n')) {
        const block = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 2);
        const event = this.take(block);
        if (event !== undefined) yield event;
      }
      if (!(await this.read())) return;
    }
  }

  private async read(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const silent = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`nothing came for ${SILENCE_MS / 1000} s`));
      }, SILENCE_MS);
    });
    try {
      const read = await Promise.race([this.body?.next(), silent]);
      if (read === undefined || read.done === true) return false;
      this.rest += this.decoder.decode(read.value, { stream: true });
      return true;
    } catch (cause) {
      this.signal.throwIfAborted();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BabelwireError('stream-cut', 'transient', `the stream broke off: ${why}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  /** WHATWG HTML, 9.2.6, as far as our stream uses it: an id alone moves the place. */
  private take(block: string): PlacedStreamEvent | undefined {
    let json: string | undefined;
    for (const line of block.split('\n')) {
      const [, name, value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
      if (name === 'id') this.place = value;
      else if (name === 'data') json = value;
    }
    if (json === undefined) return undefined;
    return { place: this.place ?? '', event: JSON.parse(json) as StreamEvent, json };
  }
}
