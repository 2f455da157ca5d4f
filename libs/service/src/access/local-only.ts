import type { RequestHandler } from 'express';
import { type Principal, ProblemException, setPrincipal } from '#libs/platform';
import { isLoopback } from './auth-mode.js';
import { isOpenPath } from './identify.js';

const LOCAL: Principal = { id: 'local', scopes: ['admin'] };
const ANYONE: Principal = { id: 'anyone', scopes: ['admin'] };

/**
 * No key is asked for on loopback, but a browser on this machine reaches it for any page that it shows. What comes from
 * another site is refused: by the address asked for (a name that its owner points at 127.0.0.1: DNS rebinding) and by the
 * origin that the browser says.
 *
 * @param origins those that may call all the same
 */
export function localOnly(origins: string[]): RequestHandler {
  return (request, _response, next) => {
    const fault = isOpenPath(request.path) ? undefined : foreign(request.headers, origins);
    if (fault !== undefined) {
      next(fault);
      return;
    }
    setPrincipal(request, LOCAL);
    next();
  };
}

/** Everybody is let in: something in front of us has looked who it is. */
export const everybody: RequestHandler = (request, _response, next) => {
  setPrincipal(request, ANYONE);
  next();
};

type Headers = Parameters<RequestHandler>[0]['headers'];

function foreign(headers: Headers, origins: string[]): ProblemException | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  if (!isLoopback(host.replace(/:\d+$/, ''))) {
    const text =
      `without keys only this machine is served, and not as ${host.slice(0, 100)}: ask for 127.0.0.1 or localhost, or ` +
      'start with API_KEY, so that keys are asked for';
    return new ProblemException(421, 'not-this-host', text);
  }
  if (origin !== undefined && origins.includes(origin)) return undefined;
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  if (!isForeign && (site === undefined || site === 'same-origin' || site === 'none')) return undefined;
  const text = 'pages of other sites may not call this line; CORS_ORIGINS names those that may';
  return new ProblemException(403, 'foreign-origin', text);
}
