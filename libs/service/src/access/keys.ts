import { BabelwireError, type Scope } from '#libs/contracts';
import type { ApiKey, KeyStore } from '#libs/store';
import { mintKey } from './api-key.js';
import { stateOf } from './key-ring.js';

export interface NewKey {
  name: string;
  scopes: Scope[];
  /** ms since the epoch */
  expiresAt?: number;
}

/** A key, and once, when it is made, its text. */
export interface Minted {
  key: ApiKey;
  text: string;
}

/** What is done with keys, over HTTP and from a shell alike. */
export class Keys {
  constructor(
    private readonly store: KeyStore,
    private readonly now: () => number = Date.now,
  ) {}

  list(): Promise<ApiKey[]> {
    return this.store.list();
  }

  /** Throws poison `key-expires-in-the-past`. */
  async create({ name, scopes, expiresAt }: NewKey, by: string): Promise<Minted> {
    const now = this.now();
    if (expiresAt !== undefined && expiresAt <= now) {
      throw new BabelwireError('key-expires-in-the-past', 'poison', 'the key would have expired before it was made');
    }
    const { id, text, secretSha256 } = mintKey();
    const ends = expiresAt === undefined ? {} : { expiresAt };
    const key: ApiKey = { id, name, scopes, secretSha256, createdAt: now, createdBy: by, ...ends };
    if (!(await this.store.add(key))) throw new BabelwireError('key-id-taken', 'transient', `the id ${id} is taken`);
    return { key, text };
  }

  /**
   * A new key with the name and the scopes of another, which still opens for a while. Throws poison `key-not-found`, and
   * `key-not-good` for one that is revoked, expired or was rotated before.
   */
  async rotate(id: string, overlapMs: number, by: string): Promise<Minted> {
    const old = await this.find(id);
    const now = this.now();
    const state = stateOf(old, now);
    if (state !== 'good') throw notGood(`the key ${id} is ${state}; make a new one with create`);
    if (old.replacedBy !== undefined)
      throw notGood(`the key ${id} was rotated before; its successor is ${old.replacedBy}`);
    const minted = await this.create({ name: old.name, scopes: old.scopes }, by);
    const expiresAt = Math.min(old.expiresAt ?? Infinity, now + overlapMs);
    // The new one first: cut off in between there is a key too many, whose secret nobody was told, and none too few.
    await this.store.change(id, { expiresAt, replacedBy: minted.key.id });
    return minted;
  }

  /** Revoking a revoked key changes nothing. Throws poison `key-not-found`. */
  async revoke(id: string): Promise<ApiKey> {
    const found = await this.find(id);
    if (found.revokedAt !== undefined) return found;
    return (await this.store.change(id, { revokedAt: this.now() })) ?? this.find(id);
  }

  private async find(id: string): Promise<ApiKey> {
    const key = await this.store.get(id);
    if (key === undefined) throw new BabelwireError('key-not-found', 'poison', `there is no key ${id}`);
    return key;
  }
}

const notGood = (text: string): BabelwireError => new BabelwireError('key-not-good', 'poison', text);
