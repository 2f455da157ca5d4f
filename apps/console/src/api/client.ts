import type { Problem } from '#libs/platform';
import { askForKey, currentKey } from './key.js';

/** A request that was refused, or that nobody answered (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly faults: { field: string; message: string }[] = [],
  ) {
    super(message);
  }
}

export interface Request {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  query?: Record<string, string | undefined>;
  /** Sent as JSON. */
  body?: object;
  signal?: AbortSignal;
}

/**
 * The one way from the console to the API. On 401 a person is asked for a key, and the request goes out again with it.
 * Throws ApiError; AbortError when `signal` says so.
 */
export async function call<T>(path: string, request: Request = {}): Promise<T> {
  for (;;) {
    const key = currentKey();
    const response = await send(path, request, key);
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    const error = await refusal(response);
    if (response.status !== 401 || !(await askForKey(key, error.message))) throw error;
  }
}

async function send(path: string, { method, query = {}, body, signal }: Request, key?: string): Promise<Response> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  const headers = {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  try {
    return await fetch(search === '' ? path : `${path}?${search}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError(0, 'unreachable', 'The line does not answer. It may be stopped, or starting.');
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  try {
    const { type, detail, errors = [] } = JSON.parse(text) as Problem;
    return new ApiError(status, type.split(':').at(-1) ?? 'http', detail, errors);
  } catch {
    return new ApiError(status, 'http', `The API answered ${status}.`);
  }
}
