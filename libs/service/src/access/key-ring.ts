import { setTimeout as sleep } from 'node:timers/promises';
import { BabelwireError } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import type { ApiKey, KeyStore } from '#libs/store';
import { hasHash, parseKey, secretHash } from './api-key.js';

/** How old what is known of the keys may become, ms: a key that is revoked is refused everywhere after twice this. */
const REFRESH_MS = 2000;
/** A key that is not known is looked for at once, but not more often than this, ms: guesses do not reach the store. */
const LOOK_AGAIN_MS = 500;
/** And no request waits longer for that than this, ms. */
const PATIENCE_MS = 2000;
/**
 * How long the keys hold that were known when the store went away, ms. An outage of MongoDB is no reason to refuse pages; a
 * replica that is cut off for good must not honour for ever what was revoked meanwhile.
 */
const MAX_STALE_MS = 3600 * 1000;
/** How often the uses of keys are noted in the store, ms. */
const NOTE_MS = 60_000;

export type Refusal = 'missing' | 'unknown' | 'expired' | 'revoked' | 'unavailable';
export type Identification = Principal | { refusal: Refusal };

export interface KeyRingOptions {
  /** Keys with admin rights from the environment; they are in no store. */
  given: string[];
  /** Not there: only the given ones count. */
  store?: KeyStore;
  /** Told once when the store goes away, and once when it is back. */
  warn: (text: string) => void;
  now?: () => number;
}

/** The keys of a process: all of them in memory, looked up in the store every two seconds. */
export class KeyRing {
  private readonly given: string[];
  private readonly now: () => number;
  private keys = new Map<string, ApiKey>();
  private loadedAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private used = new Set<string>();
  private notedAt: number;
  private isAway = false;
  private isStopped = false;

  constructor(private readonly options: KeyRingOptions) {
    this.given = options.given.map(secretHash);
    this.now = options.now ?? Date.now;
    this.notedAt = this.now();
  }

  /** Loads the keys and goes on doing so. Does not fail when the store is away. */
  async start(): Promise<void> {
    if (this.options.store === undefined) return;
    await this.load();
    const again = (): void => {
      if (this.isStopped) return;
      this.timer = setTimeout(() => {
        void this.load()
          .then(() => this.note(NOTE_MS))
          .then(again);
      }, REFRESH_MS);
      this.timer.unref();
    };
    again();
  }

  /** Whether anybody could come in with admin rights. */
  hasAdmin(): boolean {
    const now = this.now();
    return (
      this.given.length > 0 ||
      [...this.keys.values()].some((key) => key.scopes.includes('admin') && stateOf(key, now) === 'good')
    );
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.loading;
    await this.note(0);
  }

  async identify(text: string): Promise<Identification> {
    if (this.given.some((known) => hasHash(text, known))) return { id: 'environment', scopes: ['admin'] };
    const parsed = parseKey(text);
    if (parsed === undefined || this.options.store === undefined) return { refusal: 'unknown' };
    if (!this.keys.has(parsed.id)) await this.lookAgain();
    const now = this.now();
    if (now - this.loadedAt > MAX_STALE_MS) return { refusal: 'unavailable' };
    const key = this.keys.get(parsed.id);
    // A wrong secret learns nothing of the key, not even that it exists.
    if (key === undefined || !hasHash(parsed.secret, key.secretSha256)) return { refusal: 'unknown' };
    const state = stateOf(key, now);
    if (state !== 'good') return { refusal: state };
    this.used.add(key.id);
    return { id: key.id, name: key.name, scopes: key.scopes };
  }

  /** Waits for a look that begins from now on: the key may have been made a moment ago, after the last one. */
  private async lookAgain(): Promise<void> {
    const asked = this.now();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    const look = async (): Promise<void> => {
      await this.loading;
      while (this.triedAt < asked) {
        const pause = this.triedAt + LOOK_AGAIN_MS - this.now();
        if (pause > 0) await sleep(pause);
        else await this.load();
      }
      await this.loading;
    };
    await Promise.race([look(), patience]);
    clearTimeout(timer);
  }

  /** One look at a time, however many ask. */
  private load(): Promise<void> {
    this.loading ??= this.read().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async read(): Promise<void> {
    const { store, warn } = this.options;
    if (store === undefined) return;
    this.triedAt = this.now();
    try {
      const keys = await store.list();
      this.keys = new Map(keys.map((key) => [key.id, key]));
      this.loadedAt = this.triedAt;
      if (this.isAway) warn('keys can be looked up again');
      this.isAway = false;
    } catch (error) {
      if (!this.isAway) {
        const hours = MAX_STALE_MS / 3600 / 1000;
        warn(`keys can't be looked up; those known hold for ${hours} h: ${BabelwireError.from(error).message}`);
      }
      this.isAway = true;
    }
  }

  private async note(afterMs: number): Promise<void> {
    const { store } = this.options;
    const now = this.now();
    if (store === undefined || this.used.size === 0 || now - this.notedAt < afterMs) return;
    const ids = [...this.used];
    this.used = new Set();
    this.notedAt = now;
    // For people's eyes only: a use that was not noted will be at the next one.
    await store.touch(ids, now).catch(() => undefined);
  }
}

/** What a key is worth at an instant. */
export function stateOf(key: ApiKey, now: number): 'good' | 'expired' | 'revoked' {
  if (key.revokedAt !== undefined) return 'revoked';
  return key.expiresAt !== undefined && key.expiresAt <= now ? 'expired' : 'good';
}
