import { callApi } from '../api-client.js';

/** A source as the API shows it, as far as it is printed here. */
export interface ShownSource {
  id: string;
  kind: string;
  url: string;
  name?: string;
  paused: boolean;
  resources: { url: string; kind: string; intervalSeconds: number; failures: number }[];
  health: {
    status: string;
    lastSuccessAt?: string;
    lastError?: { at: string; code: string; message: string; url?: string };
    articlesADay: number;
    nextDueAt: string;
  };
}

export interface Trial {
  kind: string;
  resources: {
    url: string;
    kind: string;
    title?: string;
    count: number;
    entries: { url?: string; title?: string; published?: string; wanted: boolean }[];
    error?: string;
  }[];
}

/** The sources of a running Babelwire, over its HTTP API. Throws what `callApi` throws. */
export class SourcesApi {
  constructor(private readonly base: string) {}

  add(request: object): Promise<ShownSource> {
    return callApi(this.base, 'v1/sources', request);
  }

  test(request: object): Promise<Trial> {
    return callApi(this.base, 'v1/sources/test', request);
  }

  change(id: string, request: object): Promise<ShownSource> {
    return callApi(this.base, `v1/sources/${encodeURIComponent(id)}`, request, 'PATCH');
  }

  async remove(id: string): Promise<void> {
    await callApi(this.base, `v1/sources/${encodeURIComponent(id)}`, undefined, 'DELETE');
  }

  /** All of them, by id. */
  async list(): Promise<ShownSource[]> {
    const found: ShownSource[] = [];
    let after: string | undefined;
    do {
      const query = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
      const page = await callApi<{ items: ShownSource[]; next?: string }>(this.base, `v1/sources?limit=500${query}`);
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return found;
  }
}
