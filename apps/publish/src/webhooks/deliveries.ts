import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Metrics } from '#libs/platform';
import { Store, type Webhook } from '#libs/store';
import { EventFeed } from '../events/event-feed.js';
import type { PlacedEvent } from '../events/event-reader.js';
import { Follower } from '../events/follower.js';
import type { PublicEvent } from '../events/public-event.js';
import { type EventType, selects } from '../events/selection.js';
import { PUBLISH_OPTIONS, type PublishOptions } from '../publish-options.js';
import { Courier } from './courier.js';
import { waitAfter } from './retry-times.js';

/** Between two looks at what webhooks there are, ms: how long a new one, or a change, waits. */
const LOOK_MS = 2_000;
/** Events taken at once; each is kept as done when it was taken by the receiver. */
const MOST = 20;

export const bookmarkOf = (webhookId: string): string => `webhook.${webhookId}`;

/**
 * Sends events to webhooks: to each in order, one at a time, at least once, by one replica. What a receiver does not take is
 * tried again later and later, under the same id, and nothing overtakes it; after too long the webhook is disabled.
 */
@Injectable()
export class Deliveries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('webhooks');
  private readonly running = new Map<string, { selection: string; follower: Follower }>();
  private readonly stopping = new AbortController();
  private looking: Promise<void> = Promise.resolve();
  readonly courier: Courier;

  constructor(
    @Inject(PUBLISH_OPTIONS) private readonly options: PublishOptions,
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(Store) private readonly store: Store,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {
    this.courier = new Courier(options.webhookAllow);
  }

  onApplicationBootstrap(): void {
    this.looking = this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    await Promise.all([...this.running.values()].map(({ follower }) => follower.stop()));
    await this.courier.close();
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // The store being away is said by those who need it more.
      await this.adjust().catch(() => undefined);
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Starts and stops followers, so that there is one for each webhook as it is now. */
  private async adjust(): Promise<void> {
    const webhooks = await this.store.webhooks.list();
    for (const status of ['active', 'paused', 'disabled'] as const) {
      this.metrics.webhooks.set({ status }, webhooks.filter((one) => one.status === status).length);
    }
    const wanted = new Map(webhooks.filter(({ status }) => status === 'active').map((one) => [one.id, one]));
    for (const [id, { selection, follower }] of this.running) {
      const webhook = wanted.get(id);
      if (webhook !== undefined && selectionOf(webhook) === selection) continue;
      this.running.delete(id);
      await follower.stop();
      // Its follower may have claimed the bookmark once more after it was removed.
      if (!webhooks.some((one) => one.id === id)) await this.store.bookmarks.remove(bookmarkOf(id));
    }
    for (const webhook of wanted.values()) {
      if (this.running.has(webhook.id)) continue;
      const follower = this.followerOf(webhook);
      this.running.set(webhook.id, { selection: selectionOf(webhook), follower });
      follower.start();
    }
  }

  private followerOf(webhook: Webhook): Follower {
    const { types, languages, sources } = webhook;
    const selection = {
      ...(types === undefined ? {} : { types: types as EventType[] }),
      ...(languages === undefined ? {} : { languages }),
      ...(sources === undefined ? {} : { sources }),
    };
    return new Follower({
      id: bookmarkOf(webhook.id),
      feed: this.feed,
      bookmarks: this.store.bookmarks,
      owner: this.options.owner,
      from: 'now',
      most: MOST,
      wants: selects(selection),
      handle: (events, keep, signal) => this.deliver(webhook.id, events, keep, signal),
      warn: (text) => {
        this.logger.warn(text);
      },
    });
  }

  private async deliver(
    id: string,
    events: PlacedEvent[],
    keep: (place: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    for (const { event, place } of events) {
      const taker = await this.untilTaken(id, event, signal);
      await keep(place);
      await this.succeeded(taker);
    }
  }

  /** Calls until the event is taken. Who does not take it is asked later and later; the webhook as it was at the last call. */
  private async untilTaken(id: string, event: PublicEvent, signal: AbortSignal): Promise<Webhook> {
    for (;;) {
      const webhook = await this.store.webhooks.get(id);
      const isActive = webhook?.status === 'active';
      const wait = isActive ? (webhook.nextAttemptAt ?? 0) - Date.now() : LOOK_MS;
      // In short steps: it may be mended, paused or removed meanwhile, and then what is left waits where the bookmark is.
      if (!isActive || wait > 0) {
        await sleep(Math.min(wait, LOOK_MS), undefined, { signal });
        continue;
      }
      const delivery = await this.courier.call(webhook, event, signal);
      this.metrics.deliveries.inc({ outcome: delivery.taken ? 'taken' : 'failed' });
      if (delivery.taken) return webhook;
      await this.failed(webhook, delivery);
    }
  }

  private async succeeded(webhook: Webhook): Promise<void> {
    const well = { failures: 0, failingSince: undefined, nextAttemptAt: undefined, lastError: undefined };
    await this.store.webhooks.change(webhook.id, { lastDeliveryAt: Date.now(), ...(webhook.failures > 0 ? well : {}) });
  }

  private async failed(
    webhook: Webhook,
    { gone, why, retryAfterMs }: { gone: boolean; why: string; retryAfterMs?: number },
  ): Promise<void> {
    const now = Date.now();
    const failures = webhook.failures + 1;
    const failingSince = webhook.failingSince ?? now;
    const isOver = gone || now - failingSince >= this.options.webhookPatienceMs;
    await this.store.webhooks.change(webhook.id, {
      failures,
      failingSince,
      lastError: why,
      nextAttemptAt: now + waitAfter(failures, retryAfterMs, Math.random()),
      ...(isOver ? { status: 'disabled' as const } : {}),
    });
    if (isOver) this.logger.warn(`webhook ${webhook.id} is disabled: ${why}`);
  }
}

/** What a follower has to be started anew for. */
const selectionOf = ({ types, languages, sources }: Webhook): string => JSON.stringify([types, languages, sources]);
