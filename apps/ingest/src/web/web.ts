import {
  type Clock,
  createGuardPolicy,
  createPoliteFetcher,
  createPoliteness,
  type FetchRequest,
  type FetchResult,
  type GuardPolicy,
  guardUrl,
  type PoliteFetcher,
} from '#libs/fetch';
import { BabelwireError } from '#libs/contracts';
import type { HostStore } from '#libs/store';
import { HostLeases } from './host-leases.js';
import { hostOf, leasedPoliteness } from './leased-politeness.js';

export interface WebOptions {
  /** Empty: nothing is fetched. */
  contact: string;
  allow: readonly string[];
  concurrency: number;
  minDelayMs: number;
  /** How long a host is kept for this process unless it is prolonged. */
  leaseMs: number;
  /** Largest page, bytes. */
  maxBodyBytes: number;
}

/** The protocol's own limit for a sitemap, undone (sitemaps.org); feeds of whole archives come near it, too. */
export const MAX_LIST_BYTES = 52_428_800;

/** The web as ingest may see it: guarded, polite, one process a host. */
export class Web {
  readonly policy: GuardPolicy;
  readonly leases: HostLeases;
  private readonly fetcher: PoliteFetcher | undefined;
  private readonly robots: PoliteFetcher['robots'] | undefined;

  /** Throws poison `invalid-configuration` for a contact that is none, or a faulty allow-list. */
  constructor(
    private readonly options: WebOptions,
    parts: { hosts: HostStore; owner: string; clock: Clock },
  ) {
    const { contact, allow, concurrency, minDelayMs, leaseMs, maxBodyBytes } = options;
    const { clock } = parts;
    this.policy = createGuardPolicy({ allow });
    this.leases = new HostLeases({ store: parts.hosts, owner: parts.owner, clock, leaseMs });
    if (contact === '') return;
    const local = createPoliteness({ concurrency, minDelayMs, clock });
    this.fetcher = createPoliteFetcher({
      identity: { contact },
      allow,
      clock,
      limits: { bytes: maxBodyBytes },
      politeness: leasedPoliteness(local, { leases: this.leases, clock, minDelayMs }),
    });
    this.robots = this.fetcher.robots;
  }

  get isOpen(): boolean {
    return this.fetcher !== undefined;
  }

  /** Requests under way now. */
  get running(): number {
    return this.fetcher?.politeness.load.running ?? 0;
  }

  /** The address as it will be fetched. Throws what `guardUrl` of libs/fetch throws. */
  guard(url: string): URL {
    return guardUrl(url, this.policy);
  }

  /** See libs/fetch. Throws poison `contact-missing` where nothing may be fetched. */
  fetch(request: FetchRequest): Promise<FetchResult> {
    if (this.fetcher === undefined) throw contactMissing();
    return this.fetcher.fetch(request);
  }

  /** A feed, a sitemap, or what may be one. */
  fetchList(request: FetchRequest): Promise<FetchResult> {
    return this.fetch({ ...request, limits: { bytes: MAX_LIST_BYTES } });
  }

  /** The sitemaps that the site's robots.txt names. */
  async sitemapsOf(url: URL, signal?: AbortSignal): Promise<readonly string[]> {
    if (this.robots === undefined) throw contactMissing();
    return (await this.robots.check(url, signal)).sitemaps;
  }

  /** Keeps a host for this process while several requests to it follow. */
  holdHost(url: string, options: { delayMs?: number; signal?: AbortSignal }): Promise<() => void> {
    return this.leases.hold(hostOf(new URL(url)), options);
  }

  async close(): Promise<void> {
    await this.fetcher?.close();
  }
}

function contactMissing(): BabelwireError {
  const text =
    'nothing is fetched until FETCH_CONTACT names a page or mail address at which the owners of sites can reach you';
  return new BabelwireError('contact-missing', 'poison', text);
}
