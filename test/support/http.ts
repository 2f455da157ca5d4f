import { createServer } from 'node:net';
import type { Article, CaptureSummary } from '#libs/contracts';
import { keyHeaders } from './key.js';

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

/** Repeats until it gives a value; fails with the last reason when the time is up. */
export async function eventually<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  timeoutMs: number,
  pauseMs = 100,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  let reason: unknown = 'not yet';
  while (Date.now() < until) {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`${what}: not within ${timeoutMs} ms (${String(reason)})`);
}

/** The HTTP side of a line. */
export class LineClient {
  constructor(
    readonly ingestUrl: string,
    readonly publishUrl: string,
  ) {}

  async send(body: string | Uint8Array, contentType: string, origin: Record<string, string> = {}): Promise<Response> {
    const query = new URLSearchParams(origin).toString();
    return fetch(`${this.ingestUrl}/v1/captures?${query}`, {
      method: 'POST',
      headers: { ...keyHeaders, 'content-type': contentType },
      body: body as NonNullable<RequestInit['body']>,
    });
  }

  /** Sends a page that must be taken; its capture id. */
  async accept(body: string | Uint8Array, contentType: string, origin: Record<string, string> = {}): Promise<string> {
    const response = await this.send(body, contentType, origin);
    const answer = (await response.json()) as { id: string };
    if (response.status !== 202) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
    return answer.id;
  }

  /** Posts JSON to the read side; status and answer. */
  async post(path: string, body: object): Promise<{ status: number; answer: unknown }> {
    const response = await fetch(`${this.publishUrl}${path}`, {
      method: 'POST',
      headers: { ...keyHeaders, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }

  async get<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.publishUrl}${path}`, { headers: keyHeaders });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Every article that the query finds, page by page. */
  async articles(query: Record<string, string> = {}): Promise<Article[]> {
    const found: Article[] = [];
    let cursor: string | undefined;
    do {
      const params = new URLSearchParams({ limit: '200', ...query, ...(cursor === undefined ? {} : { cursor }) });
      const page = await this.get<{ items: Article[]; nextCursor?: string }>(`/v1/articles?${params.toString()}`);
      found.push(...(page?.items ?? []));
      cursor = page?.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  /** What was found on a capture, as soon as it and all its articles are in the store. */
  async settled(captureId: string, timeoutMs = 30_000): Promise<{ summary: CaptureSummary; articles: Article[] }> {
    return eventually(
      `capture ${captureId}`,
      async () => {
        const summary = await this.get<CaptureSummary>(`/v1/captures/${captureId}`);
        if (summary === undefined) return undefined;
        const articles: Article[] = [];
        for (const id of summary.articleIds) {
          const article = await this.get<Article>(`/v1/articles/${id}`);
          if (article === undefined) return undefined;
          articles.push(article);
        }
        return { summary, articles };
      },
      timeoutMs,
    );
  }
}
