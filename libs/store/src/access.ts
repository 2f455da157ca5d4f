import type { Scope } from '#libs/contracts';

/** Who may use the API, and what they did with it. Instants in ms since the epoch. */

/** An API key as it is kept: never the secret itself. */
export interface ApiKey {
  id: string;
  /** What people call it: who or what has it. */
  name: string;
  scopes: Scope[];
  /** SHA-256 of the secret, lower-case hexadecimal. */
  secretSha256: string;
  createdAt: number;
  /** Id of the key that made it. */
  createdBy: string;
  /** From then on it is refused. */
  expiresAt?: number;
  revokedAt?: number;
  /** The key that was made to take its place. */
  replacedBy?: string;
  /** To within a few minutes. */
  lastUsedAt?: number;
}

export type ApiKeyChange = Pick<ApiKey, 'expiresAt' | 'revokedAt' | 'replacedBy'>;

/** All methods throw transient `store-unavailable` when the store is away. */
export abstract class KeyStore {
  /** False when the id is taken; nothing is changed then. */
  abstract add(key: ApiKey): Promise<boolean>;
  /** All of them, the oldest first, revoked and expired ones as well. They are few: a key for each who has one. */
  abstract list(): Promise<ApiKey[]>;
  abstract get(id: string): Promise<ApiKey | undefined>;
  /** Sets what is given, unless the key is revoked: that is for good. Undefined when there is none that can be changed. */
  abstract change(id: string, change: ApiKeyChange): Promise<ApiKey | undefined>;
  /** Notes a use; an earlier one than is noted changes nothing. */
  abstract touch(ids: string[], at: number): Promise<void>;
}

/**
 * `begun`: told before it was done; what never gets another outcome was cut off by the end of a process, and may or may
 * not have been done. `refused`: the request was at fault, nothing was done. `failed`: we were.
 */
export type AuditOutcome = 'begun' | 'done' | 'refused' | 'failed';

/** An act of somebody with admin rights. */
export interface AuditEntry {
  /** Ids sort as the acts began. */
  id: string;
  at: number;
  /** Id of the key; `environment` for API_KEY; `local` where no key is asked for; `shell:USER` on the store itself. */
  by: string;
  /** Name of the key. */
  byName?: string;
  /** What was done, e.g. `sources.add`. */
  action: string;
  /** Ids of what it was done to. */
  targets: string[];
  outcome: AuditOutcome;
  detail?: string;
  /** Where the request came from. */
  address?: string;
}

export interface AuditQuery {
  /** Id of the last entry of the page before. */
  before?: string;
  by?: string;
  action?: string;
  /** Inclusive. */
  since?: number;
  /** 1..500 */
  limit: number;
}

/** How long an entry is kept, ms: over a year, so that a yearly audit finds the whole of its year. */
export const AUDIT_RETENTION_MS = 400 * 24 * 3600 * 1000;

/** All methods throw transient `store-unavailable` when the store is away. */
export abstract class AuditStore {
  abstract begin(entry: AuditEntry): Promise<void>;
  /** What came of it. Targets are added to those known at the start. */
  abstract settle(id: string, end: { outcome: AuditOutcome; detail?: string; targets?: string[] }): Promise<void>;
  /** The latest first. */
  abstract find(query: AuditQuery): Promise<AuditEntry[]>;
}
