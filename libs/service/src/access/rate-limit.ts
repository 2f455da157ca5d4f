import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ProblemException, principalOf } from '#libs/platform';

const WINDOW_MS = 60_000;

export interface RateLimits {
  /** Requests a minute with one key; 0 for no limit. */
  withKey: number;
  /** Requests a minute without a good key, from one address; 0 for no limit. */
  withoutKey: number;
}

/**
 * So many requests a minute, counted by each process for itself: by key, or without one by address (an IPv6 network of
 * /56 counts as one). Health is not counted: whoever watches a service must not be able to make it look ill.
 */
export function limitRates({ withKey, withoutKey }: RateLimits): RequestHandler {
  const limitFor = (request: object): number => (principalOf(request) === undefined ? withoutKey : withKey);
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: limitFor,
    keyGenerator: (request) => {
      const id = principalOf(request)?.id;
      return id === undefined || id === 'anyone' ? `address ${ipKeyGenerator(request.ip ?? '')}` : `key ${id}`;
    },
    skip: (request) => request.path === '/livez' || request.path === '/readyz' || limitFor(request) === 0,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'requests',
    // Its warnings are about settings that are ours, and any client's X-Forwarded-For sets one off.
    validate: false,
    handler: (request, _response, next) => {
      const whose = principalOf(request) === undefined ? 'without a key from this address' : 'with this key';
      const text = `more than ${limitFor(request)} requests a minute ${whose}; wait as long as Retry-After says`;
      next(new ProblemException(429, 'too-many-requests', text));
    },
  });
}
