import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Settings } from '#libs/platform';
import type { publishSettings } from '#libs/service';

/** How the outputs beside Kafka are served. */
export interface PublishOptions {
  /** Whether an index of words is kept, and `/v1/search` answers. */
  search: boolean;
  /** Where readers reach the API; empty: as the request names it. */
  publicUrl: string;
  /** Streams of events at once. */
  maxStreams: number;
  /** Places in private networks that webhooks may be at. */
  webhookAllow: readonly string[];
  /** How long a webhook may fail before it is disabled, ms. */
  webhookPatienceMs: number;
  /**
   * Who holds the bookmarks of this process: none other that may live at the same time. Where there can be but one, the same
   * at every start: what a killed one held is then no longer held by another, and nobody waits for the end of its lease.
   */
  owner: string;
}

export const PUBLISH_OPTIONS = Symbol('options of publish');

export function publishOptions(settings: Settings<typeof publishSettings>): PublishOptions {
  return {
    search: settings.SEARCH === 'on',
    publicUrl: settings.PUBLIC_URL,
    maxStreams: settings.MAX_STREAMS,
    webhookAllow: settings.WEBHOOK_ALLOW,
    webhookPatienceMs: settings.WEBHOOK_DISABLE_HOURS * 3600 * 1000,
    owner: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
  };
}
