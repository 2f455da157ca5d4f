/**
 * What a key may do. `read`: look at everything but keys and the audit log; `ingest`: send pages, and nothing else;
 * `admin`: everything.
 */
export const SCOPES = ['read', 'ingest', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether holding `scopes` is enough where `needed` is asked for. */
export const allows = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.includes(needed) || scopes.includes('admin');
