import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '#libs/fetch';
import { createStore, type Source, type Store } from '#libs/store';
import { VirtualClock } from '../../../../test/support/virtual-clock.js';
import { leaseFor } from '../acquisition.js';
import { newSource } from '../sources/new-source.js';
import { HostLeases } from '../web/host-leases.js';
import { Scheduler } from './scheduler.js';

const START = Date.parse('2026-11-25T00:00:00Z');
const HOUR = 3_600_000;
/** Some for each; together more than one replica has hands for. */
const SOURCES = 24;
const CONCURRENCY = 16;

/** The time of a process that can be killed: then nothing of it ever goes on. */
class MortalClock implements Clock {
  private isDead = false;

  constructor(private readonly time: VirtualClock) {}

  now(): number {
    return this.time.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.time.sleep(ms, signal);
    if (this.isDead) await new Promise<never>(() => undefined);
  }

  kill(): void {
    this.isDead = true;
  }
}

describe.each([10_000, 60_000])('of two replicas, one of which dies, with a lease of %d ms', (waitMs) => {
  let folder: string;
  let store: Store;
  let time: VirtualClock;
  const begun: { id: string; at: number; owner: string }[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-take-over-'));
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    time = new VirtualClock(START);
    begun.length = 0;
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** A replica whose turns hold their host and take an hour: a request that hangs is the worst there is. */
  function replica(owner: string): { scheduler: Scheduler; clock: MortalClock } {
    const clock = new MortalClock(time);
    const leaseMs = leaseFor(waitMs);
    const leases = new HostLeases({ store: store.hosts, owner, clock, leaseMs });
    const scheduler = new Scheduler({
      store,
      clock,
      owner,
      leaseMs,
      concurrency: CONCURRENCY,
      renewHosts: () => leases.renew(),
      turn: async (source, signal) => {
        const giveBack = await leases.hold(new URL(source.url).hostname, { signal });
        begun.push({ id: source.id, at: clock.now(), owner });
        await clock.sleep(HOUR, signal);
        giveBack();
        return source;
      },
      warn: () => undefined,
    });
    return { scheduler, clock };
  }

  function source(index: number): Source {
    const url = new URL(`https://paper-${index}.example/feed.xml`);
    const resources = [{ url: url.href, kind: 'feed' as const }];
    return newSource(
      { url: url.href, id: `s${index}` },
      { kind: 'feed', resources },
      { url, now: START, minIntervalMs: 1 },
    );
  }

  // After a lease was prolonged, ms: the moment after it is the worst to die in.
  it.each([1, 250, 500, 750, 999, 1900])('takes up every source of the other in that time (%d ms)', async (after) => {
    for (let index = 0; index < SOURCES; index += 1) await store.sources.add(source(index));
    const [one, other] = [replica('one'), replica('other')];
    one.scheduler.start();
    await time.runUntil(START + 100, () => false);
    other.scheduler.start();
    // Leases are prolonged each third of their time; what is only claimed would run out sooner.
    const killedAt = START + (5 * leaseFor(waitMs)) / 3 + after;
    await time.runUntil(killedAt, () => false);
    const owned = new Map(begun.map(({ id, owner }) => [id, owner]));
    expect(begun).toHaveLength(SOURCES);
    one.clock.kill();
    const before = begun.length;
    await time.runUntil(killedAt + 2 * waitMs, () => false);
    const taken = begun.slice(before);
    const orphans = [...owned].filter(([, owner]) => owner === 'one').map(([id]) => id);
    // As many as it has hands for; the rest would wait for one, whatever the lease.
    const free = CONCURRENCY - (SOURCES - orphans.length);
    expect(taken.length).toBe(free);
    expect(taken.every(({ id, owner }) => owner === 'other' && orphans.includes(id))).toBe(true);
    const stalls = taken.map(({ at }) => at - killedAt);
    expect(Math.max(...stalls)).toBeLessThanOrEqual(waitMs);
    // And none was taken from one that lived: it has its own still.
    expect(Math.min(...stalls)).toBeGreaterThan(0);
    const ending = [one.scheduler.stop(), other.scheduler.stop()];
    ending[0]!.catch(() => undefined);
    await time.runUntil(killedAt + 4 * waitMs, () => false);
    await ending[1];
  });
});
