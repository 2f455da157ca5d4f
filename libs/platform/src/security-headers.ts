import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * What a browser may do with what we serve. Everything comes from us, nothing is inline: text of an article that got into
 * a page as mark-up would neither run nor load anything. No `upgrade-insecure-requests`: on plain HTTP, which is what a
 * line on one machine speaks, it would keep the console from loading its own files.
 */
const DIRECTIVES = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const headersWith = (directives: Record<string, string[]>): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    // Whether there is TLS on the hosts beside this one is not ours to say.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  });

/** Security headers on every answer. The API's description (Swagger UI) has styles inline; it shows nothing of articles. */
export function securityHeaders(): RequestHandler {
  const strict = headersWith(DIRECTIVES);
  const described = headersWith({ ...DIRECTIVES, 'style-src': ["'self'", "'unsafe-inline'"] });
  return (request, response, next) => {
    const isDescription = request.path === '/docs' || request.path.startsWith('/docs/');
    (isDescription ? described : strict)(request, response, next);
  };
}
