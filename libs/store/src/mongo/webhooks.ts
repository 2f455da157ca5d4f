import type { mongo } from 'mongoose';
import { type Webhook, type WebhookChange, WebhookStore } from '../webhooks.js';
import { settle } from './errors.js';
import type { WebhookInMongo } from './stored.js';

const PUBLIC = { _id: 0 } as const;

export class MongoWebhookStore extends WebhookStore {
  constructor(private readonly collection: mongo.Collection<WebhookInMongo>) {
    super();
  }

  add(webhook: Webhook): Promise<void> {
    return settle('add a webhook', async () => {
      await this.collection.insertOne({ ...webhook, _id: webhook.id }, { ignoreUndefined: true });
    });
  }

  get(id: string): Promise<Webhook | undefined> {
    return settle('read a webhook', async () => {
      return (await this.collection.findOne({ _id: id }, { projection: PUBLIC })) ?? undefined;
    });
  }

  list(): Promise<Webhook[]> {
    return settle('list webhooks', () =>
      this.collection.find({}, { projection: PUBLIC }).sort({ createdAt: 1, _id: 1 }).toArray(),
    );
  }

  change(id: string, change: WebhookChange): Promise<Webhook | undefined> {
    return settle('change a webhook', async () => {
      const fields = Object.entries<unknown>(change);
      const set = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
      const unset = Object.fromEntries(fields.filter(([, value]) => value === undefined).map(([name]) => [name, '']));
      if (fields.length === 0) return this.get(id);
      const update = {
        ...(Object.keys(set).length > 0 ? { $set: set } : {}),
        ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
      } as mongo.UpdateFilter<WebhookInMongo>;
      const options = { returnDocument: 'after', projection: PUBLIC } as const;
      return (await this.collection.findOneAndUpdate({ _id: id }, update, options)) ?? undefined;
    });
  }

  remove(id: string): Promise<boolean> {
    return settle('remove a webhook', async () => (await this.collection.deleteOne({ _id: id })).deletedCount > 0);
  }
}
