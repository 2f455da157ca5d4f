/** Why a webhook gets nothing: its operator paused it, or it failed for too long. */
export type WebhookStatus = 'active' | 'paused' | 'disabled';

/** Someone who is sent events. Instants in ms since the epoch. */
export interface Webhook {
  id: string;
  url: string;
  /** `whsec_` and base 64: the key of its signatures. */
  secret: string;
  description?: string;
  types?: string[];
  languages?: string[];
  sources?: string[];
  createdAt: number;
  status: WebhookStatus;
  /** Deliveries that failed in a row, when the first of them did, when the next is tried, and how the last one failed. */
  failures: number;
  failingSince?: number;
  nextAttemptAt?: number;
  lastError?: string;
  lastDeliveryAt?: number;
}

/** What may change; a member that is undefined is taken away. */
export type WebhookChange = { [K in Exclude<keyof Webhook, 'id' | 'createdAt'>]?: Webhook[K] | undefined };

/** All methods throw transient `store-unavailable` when the store is away. */
export abstract class WebhookStore {
  abstract add(webhook: Webhook): Promise<void>;
  abstract get(id: string): Promise<Webhook | undefined>;
  /** All of them, the oldest first. They are few: one for each program that listens. */
  abstract list(): Promise<Webhook[]>;
  /** As changed; undefined when there is none. */
  abstract change(id: string, change: WebhookChange): Promise<Webhook | undefined>;
  /** Whether there was one. */
  abstract remove(id: string): Promise<boolean>;
}
