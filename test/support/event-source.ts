import type { CloudEvent } from './cloud-event.js';
import { keyHeaders } from './key.js';

export interface StreamedEvent {
  /** Place in the stream. */
  place: string;
  type: string;
  event: CloudEvent;
}

/** A client of Server-Sent Events that keeps its place, as browsers do (WHATWG HTML, 9.2). */
export class EventSourceClient {
  readonly events: StreamedEvent[] = [];
  lastEventId = '';
  private readonly stop = new AbortController();
  /** Resolves when the connection ended, by whoever's hand. */
  readonly ended: Promise<void>;
  private opened: () => void = () => undefined;
  /** Resolves when the first place has come: what happens from now on is seen. */
  readonly open = new Promise<void>((resolve) => (this.opened = resolve));

  constructor(url: string, lastEventId?: string) {
    this.ended = this.run(url, lastEventId).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.ended;
  }

  private async run(url: string, lastEventId: string | undefined): Promise<void> {
    const headers: Record<string, string> = {
      ...keyHeaders,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    const response = await fetch(url, { headers, signal: this.stop.signal });
    if (!response.ok || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of response.body) {
      rest += decoder.decode(bytes as Uint8Array, { stream: true });
      for (let end = rest.indexOf('\n\n'); end !== -1; end = rest.indexOf('\n\n')) {
        this.take(rest.slice(0, end));
        rest = rest.slice(end + 2);
      }
    }
  }

  private take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? [];
      fields.set(name, value);
    }
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    this.opened();
    const data = fields.get('data');
    if (data === undefined) return;
    const type = fields.get('event') ?? 'message';
    this.events.push({ place: this.lastEventId, type, event: JSON.parse(data) as CloudEvent });
  }
}
