import { Agent, type ClientRequest, get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { generatedPage } from '../../support/generated-pages.js';
import { eventually, type LineClient } from '../../support/http.js';
import { keyHeaders } from '../../support/key.js';
import { percentiles, type Percentiles } from './percentiles.js';

export interface StreamFigures {
  clients: number;
  /** Events that at least one client got. */
  events: number;
  /** Clients that missed an event, or got one twice. */
  faulty: number;
  /** From the first client that has an event to each other one, ms. */
  spread: Percentiles;
  /** From sending the page to each client's having its article, through the whole line, ms. */
  throughTheLine: Percentiles;
}

/** One reader of the stream: when it got which event. */
class Reader {
  readonly got = new Map<string, { at: number; url: string | undefined }>();
  repeats = 0;
  private rest = '';
  private request: ClientRequest | undefined;

  /** Resolves when the stream has begun. */
  open(url: string, agent: Agent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.request = get(url, { agent, headers: keyHeaders }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`the stream answered ${String(response.statusCode)}`));
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          resolve();
          this.take(chunk);
        });
        response.once('error', () => undefined);
      });
      this.request.once('error', reject);
    });
  }

  close(): void {
    this.request?.destroy();
  }

  private take(chunk: string): void {
    const at = performance.now();
    const blocks = (this.rest + chunk).split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) {
      // Enough of the JSON to tell events apart: parsing all of it for each of the readers would measure this process.
      const [, id] = /^data: .*?"id":"([^"]+)"/m.exec(block) ?? [];
      if (id === undefined) continue;
      if (this.got.has(id)) this.repeats += 1;
      else this.got.set(id, { at, url: /"canonicalUrl":"([^"]+)"/.exec(block)?.[1] });
    }
  }
}

/** So many readers of the stream at once, while pages come to the line at a rate. */
export async function streams(
  client: LineClient,
  { clients, pages, perSecond }: { clients: number; pages: number; perSecond: number },
): Promise<StreamFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const readers = Array.from({ length: clients }, () => new Reader());
  try {
    await Promise.all(readers.map((reader) => reader.open(`${client.publishUrl}/v1/stream`, agent)));
    const sentAt = new Map<string, number>();
    const started = performance.now();
    const sent: Promise<string>[] = [];
    for (let index = 0; index < pages; index += 1) {
      await sleep(Math.max(0, started + (index * 1000) / perSecond - performance.now()));
      const page = generatedPage(`streams-${String(started)}`, index);
      sentAt.set(page.url, performance.now());
      sent.push(client.accept(page.html, 'text/html', { url: page.url, sourceId: 'streams' }));
    }
    await Promise.all(sent);
    const seen = (): Set<string> => new Set(readers.flatMap(({ got }) => [...got.keys()]));
    await eventually(
      'every event at every reader',
      () => Promise.resolve(seen().size >= pages && readers.every(({ got }) => got.size >= pages) ? true : undefined),
      60_000,
    ).catch(() => undefined);
    await sleep(1_000);
    return figures(readers, sentAt, seen());
  } finally {
    for (const reader of readers) reader.close();
    agent.destroy();
  }
}

function figures(readers: Reader[], sentAt: Map<string, number>, events: Set<string>): StreamFigures {
  const spread: number[] = [];
  const throughTheLine: number[] = [];
  for (const id of events) {
    const arrivals = readers.map(({ got }) => got.get(id)).filter((one) => one !== undefined);
    const first = Math.min(...arrivals.map(({ at }) => at));
    for (const { at, url } of arrivals) {
      spread.push(at - first);
      const sent = sentAt.get(url ?? '');
      if (sent !== undefined) throughTheLine.push(at - sent);
    }
  }
  return {
    clients: readers.length,
    events: events.size,
    faulty: readers.filter(({ got, repeats }) => repeats > 0 || got.size !== events.size).length,
    spread: percentiles(spread),
    throughTheLine: percentiles(throughTheLine),
  };
}
