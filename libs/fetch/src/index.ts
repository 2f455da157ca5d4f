export { systemClock, type Clock } from './clock.js';
export { systemResolver, type Resolver } from './connector.js';
export { FETCH_ERRORS, HostRestingError, type FetchErrorCode } from './errors.js';
export {
  createFetcher,
  type Fetcher,
  type FetcherOptions,
  type FetchRequest,
  type FetchResult,
  type Gate,
} from './fetcher.js';
export { createGuardPolicy, DEFAULT_PORTS, guardUrl, type GuardOptions, type GuardPolicy } from './guard.js';
export { freshForMs, parseHttpDate, retryAfterMs, type ResponseHeaders } from './headers.js';
export { defaultFetchLimits, type FetchLimits } from './limits.js';
export type { Redirect } from './redirects.js';
export { SUBSCRIBER, type Identity } from './user-agent.js';
export { createPoliteFetcher, type PoliteFetcher, type PoliteFetcherOptions } from './polite-fetcher.js';
export { createPoliteness, type EnterOptions, type Politeness, type PolitenessOptions } from './politeness.js';
export { createRobots, type Robots, type RobotsOptions, type RobotsVerdict } from './robots/robots.js';
export { isPathAllowed, parseRobots, ROBOTS_BYTES, type RobotsRules } from './robots/rules.js';
export { decompress } from './encodings/decompress.js';
