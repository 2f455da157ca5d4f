import type { Request } from 'express';

/** Where this API is reached, without a slash at the end: as configured, else as the request named it. */
export function publicBase(request: Request, configured: string): string {
  const base = configured === '' ? `${request.protocol}://${request.get('host') ?? 'localhost'}` : configured;
  return URL.canParse(base) ? new URL(base).href.replace(/\/+$/, '') : 'http://localhost';
}
