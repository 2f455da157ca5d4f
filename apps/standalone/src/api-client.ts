import { BabelwireError } from '#libs/contracts';
import type { Problem } from '#libs/platform';
import { readSettings, setting } from '#libs/settings';

/** Where a line started with `npm start` answers; in a container beside a line, where that line does. */
export const DEFAULT_API = process.env.BABELWIRE_API || 'http://127.0.0.1:8080';

/** The options of every command that talks to a running line. */
export const apiOptions = {
  api: { type: 'string', default: DEFAULT_API },
  'api-key-file': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** How the command line gets its key. */
export const apiKeySettings = {
  BABELWIRE_API_KEY: setting.text({ doc: 'Key for the API of the line.', default: '', secret: true }),
};

export const apiHelp = `  --api URL          address of the running line: publish, if distributed (default BABELWIRE_API, or ${DEFAULT_API})
  --api-key-file F   file with the key (else BABELWIRE_API_KEY, or the file that BABELWIRE_API_KEY_FILE names)
  --json             print the answer as JSON
  -h, --help         this text`;

/**
 * One request to the API of a running line; the answer's JSON. Throws transient `api-unavailable` when nobody answers, and
 * with the problem's own code and words when the API refuses.
 */
export async function callApi<T>(api: string, path: string, body?: object, method?: string): Promise<T> {
  const response = await requestApi(apiAddress(api, path), {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  throw refusal(text, response);
}

/** An address of the API. Throws poison `usage`. */
export function apiAddress(api: string, path: string): URL {
  try {
    return new URL(path, api.endsWith('/') ? api : `${api}/`);
  } catch (cause) {
    const message = `--api ${api} is no address; give one such as ${DEFAULT_API}`;
    throw new BabelwireError('usage', 'poison', message, { cause });
  }
}

/** The API's answer, whatever it is. Throws transient `api-unavailable` when there is none, and the signal's reason. */
export async function requestApi(address: URL, init: RequestInit): Promise<Response> {
  const { BABELWIRE_API_KEY: key } = readSettings(apiKeySettings, process.env);
  const headers = new Headers(init.headers);
  if (key !== '') headers.set('authorization', `Bearer ${key}`);
  try {
    return await fetch(address, { ...init, headers });
  } catch (cause) {
    init.signal?.throwIfAborted();
    const message = `nothing answers at ${address.origin}; is the line running? (npm start, or name another with --api)`;
    throw new BabelwireError('api-unavailable', 'transient', message, { cause });
  }
}

/** An answer that refuses, with the problem's own code and words. */
export function refusal(text: string, response: Response): BabelwireError {
  const kind = response.status >= 500 ? 'transient' : 'poison';
  if (!(response.headers.get('content-type') ?? '').startsWith('application/problem+json')) {
    const message = `${response.url} answered ${response.status}; is it the address of a Babelwire API?`;
    return new BabelwireError('api-refused', kind, message);
  }
  const { type, detail, errors = [] } = JSON.parse(text) as Problem;
  const faults = errors.map(({ field, message }) => `\n  ${field}: ${message}`).join('');
  const hint =
    response.status === 401 ? '\n  give this command a key with --api-key-file FILE or BABELWIRE_API_KEY' : '';
  return new BabelwireError(type.split(':').at(-1) ?? 'api-refused', kind, `${detail}${faults}${hint}`);
}
