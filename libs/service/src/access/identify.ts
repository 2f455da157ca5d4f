import type { Request, RequestHandler, Response } from 'express';
import { ProblemException, principalOf, setPrincipal } from '#libs/platform';
import type { KeyRing, Refusal } from './key-ring.js';

/** What is served without a key: health, the description of the API, and the console's own files, none of which tell anything. */
const OPEN_PATHS = new Set(['/', '/livez', '/readyz', '/docs', '/console', '/favicon.ico']);
const OPEN_FOLDERS = ['/docs/', '/console/'];

export const isOpenPath = (path: string): boolean =>
  OPEN_PATHS.has(path) || OPEN_FOLDERS.some((folder) => path.startsWith(folder));

/** Why a request has no principal. Beside the request, as the principal is. */
const refusals = new WeakMap<object, Refusal>();

/** Finds out who asks, by the key in the `Authorization` header. Refuses nobody yet. */
export function identify(ring: KeyRing): RequestHandler {
  return async (request, _response, next) => {
    const text = presented(request);
    if (text === undefined) refusals.set(request, 'missing');
    else {
      const found = await ring.identify(text);
      if ('refusal' in found) refusals.set(request, found.refusal);
      else setPrincipal(request, found);
    }
    next();
  };
}

/**
 * The key of `Authorization: Bearer KEY`. For reading alone, the password of `Basic` counts too: programs that read feeds
 * know nothing else. We never ask for it, so that no browser offers it by itself.
 */
function presented(request: Request): string | undefined {
  const [, scheme, value] = /^(\w+) +(\S+) *$/.exec(request.headers.authorization ?? '') ?? [];
  if (value === undefined) return undefined;
  switch (scheme?.toLowerCase()) {
    case 'bearer':
      return value;
    case 'basic': {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
      const text = Buffer.from(value, 'base64').toString('utf8');
      return text.slice(text.indexOf(':') + 1);
    }
    default:
      return undefined;
  }
}

/** Ends what has no key and needs one, before its body is read. */
export const requireKey: RequestHandler = (request, response, next) => {
  if (principalOf(request) !== undefined || isOpenPath(request.path)) {
    next();
    return;
  }
  next(refused(refusals.get(request) ?? 'missing', response));
};

const SEND_ONE =
  'send a key as "Authorization: Bearer bw_…"; whoever runs this line makes one with: babelwire keys create';

const WORDS: Record<Exclude<Refusal, 'unavailable'>, [code: string, text: string]> = {
  missing: ['key-missing', `this needs a key: ${SEND_ONE}`],
  unknown: ['key-unknown', `the key is not known here: ${SEND_ONE}`],
  expired: [
    'key-expired',
    'the key has expired; ask whoever runs this line for a new one (babelwire keys rotate or create)',
  ],
  revoked: ['key-revoked', 'the key was revoked; ask whoever runs this line for a new one (babelwire keys create)'],
};

function refused(refusal: Refusal, response: Response): ProblemException {
  if (refusal === 'unavailable') {
    response.setHeader('retry-after', '5');
    const text =
      'keys can’t be looked up, since the store is away; API_KEY of the service’s own settings still opens it';
    return new ProblemException(503, 'keys-unavailable', text);
  }
  const [code, text] = WORDS[refusal];
  const error = refusal === 'missing' ? '' : ', error="invalid_token"';
  response.setHeader('www-authenticate', `Bearer realm="babelwire"${error}`);
  return new ProblemException(401, code, text);
}
