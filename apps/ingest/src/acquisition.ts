import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Capture } from '#libs/contracts';
import { type Clock, systemClock } from '#libs/fetch';
import { MessageLog } from '#libs/messaging';
import { Metrics, type Settings } from '#libs/platform';
import type { fetchSettings } from '#libs/service';
import { Store } from '#libs/store';
import { captureMessage } from './captures.controller.js';
import { Scheduler } from './schedule/scheduler.js';
import { takeTurn } from './schedule/take-turn.js';
import type { TurnTools } from './schedule/turn.js';
import { withdrawals } from './schedule/withdraw.js';
import { Web, type WebOptions } from './web/web.js';

export interface AcquisitionOptions extends WebOptions {
  /** Least time between two polls, for sources that say nothing of it, ms. */
  minIntervalMs: number;
  /** When a page is looked at again, ms after each look; by default after an hour, six hours and a day. */
  recheckMs?: readonly number[];
  /** Waits after a fetch that failed, ms; by default a minute, ten, an hour and six. */
  retryMs?: readonly number[];
  clock?: Clock;
  /** [0, 1). */
  chance?: () => number;
}

/** The options that the settings say. */
export function acquisitionOptions(
  settings: Settings<typeof fetchSettings> & { readonly MAX_BODY_BYTES: number },
): AcquisitionOptions {
  return {
    contact: settings.FETCH_CONTACT,
    allow: settings.FETCH_ALLOW,
    concurrency: settings.FETCH_CONCURRENCY,
    minDelayMs: settings.FETCH_MIN_DELAY_MS,
    minIntervalMs: settings.FETCH_MIN_INTERVAL_SECONDS * 1000,
    recheckMs: settings.FETCH_RECHECK_SECONDS.map((seconds) => seconds * 1000),
    retryMs: settings.FETCH_RETRY_SECONDS.map((seconds) => seconds * 1000),
    leaseMs: settings.FETCH_LEASE_SECONDS * 1000,
    maxBodyBytes: settings.MAX_BODY_BYTES,
  };
}

/**
 * What is left of a lease for taking up what it was for, ms: a second until the next look for due sources, the look for the
 * host, and the writes. So a source of a replica that died is asked for again before a whole lease is over.
 */
const TAKE_UP_MS = 2_500;

/** How long a lease is written for that may keep others waiting for so long. */
export const leaseFor = (waitMs: number): number => waitMs - TAKE_UP_MS;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Most corrections are made in the first hours. */
const RECHECK_MS = [HOUR, 6 * HOUR, 24 * HOUR];
const RETRY_MS = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];

export const ACQUISITION_OPTIONS = Symbol('acquisition options');

/** Ingest's own way to the news: the web as it may see it, and the schedule by which it looks. */
@Injectable()
export class Acquisition implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly web: Web;
  readonly clock: Clock;
  private readonly logger = new Logger('acquisition');
  private readonly scheduler: Scheduler;

  constructor(
    @Inject(ACQUISITION_OPTIONS) readonly options: AcquisitionOptions,
    @Inject(Store) readonly store: Store,
    @Inject(MessageLog) log: MessageLog,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.clock = options.clock ?? systemClock;
    const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
    const leaseMs = leaseFor(options.leaseMs);
    this.web = new Web({ ...options, leaseMs }, { hosts: store.hosts, owner, clock: this.clock });
    const tools: TurnTools = {
      web: this.web,
      entries: store.entries,
      clock: this.clock,
      chance: options.chance ?? Math.random,
      recheckMs: options.recheckMs ?? RECHECK_MS,
      retryMs: options.retryMs ?? RETRY_MS,
      publish: (captures: Capture[]) => log.publish(captures.map(captureMessage)),
      withdraw: async (entry) => {
        const messages = await withdrawals(entry, store, this.clock.now());
        if (messages !== undefined && messages.length > 0) await log.publish(messages);
        return messages !== undefined;
      },
      count: {
        poll: (kind, outcome) => {
          metrics.polls.inc({ kind, outcome });
        },
        visit: (outcome) => {
          metrics.visits.inc({ outcome });
        },
      },
    };
    this.scheduler = new Scheduler({
      store,
      clock: this.clock,
      owner,
      leaseMs,
      renewHosts: () => this.web.leases.renew(),
      concurrency: options.concurrency,
      turn: (source, signal) => takeTurn(source, tools, signal),
      warn: (text) => {
        this.logger.warn(text);
      },
      counted: (counts) => {
        for (const [state, count] of Object.entries(counts)) metrics.sources.set({ state }, count);
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.web.isOpen) {
      this.scheduler.start();
      return;
    }
    const { all } = await this.store.sources.count(this.clock.now());
    if (all > 0) this.tellThatNothingIsFetched();
  }

  /** Once: an operator who added sources without a contact should hear of it where he looks for trouble. */
  tellThatNothingIsFetched(): void {
    if (this.isTold || this.web.isOpen) return;
    this.isTold = true;
    this.logger.warn('FETCH_CONTACT is not set: sources are kept, but nothing is fetched');
  }
  private isTold = false;

  async beforeApplicationShutdown(): Promise<void> {
    await this.scheduler.stop();
    await this.web.close();
  }
}
