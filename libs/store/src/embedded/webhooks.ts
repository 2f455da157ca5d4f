import { type Webhook, type WebhookChange, WebhookStore } from '../webhooks.js';
import { settle, type SqliteDatabase } from './database.js';

interface Row {
  document: string;
}

const parse = ({ document }: Row): Webhook => JSON.parse(document) as Webhook;

export class EmbeddedWebhookStore extends WebhookStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  add(webhook: Webhook): Promise<void> {
    return settle('add a webhook', () => {
      const sql = 'INSERT INTO store_webhooks (id, created_at, document) VALUES (?, ?, ?)';
      this.db.run(sql, webhook.id, webhook.createdAt, JSON.stringify(webhook));
    });
  }

  get(id: string): Promise<Webhook | undefined> {
    return settle('read a webhook', () => this.read(id));
  }

  list(): Promise<Webhook[]> {
    return settle('list webhooks', () =>
      this.db.all<Row>('SELECT document FROM store_webhooks ORDER BY created_at, id').map(parse),
    );
  }

  change(id: string, change: WebhookChange): Promise<Webhook | undefined> {
    return settle('change a webhook', () =>
      this.db.transaction(() => {
        const before = this.read(id);
        if (before === undefined) return undefined;
        // Through JSON, which drops what is undefined.
        const document = JSON.stringify({ ...before, ...change });
        this.db.run('UPDATE store_webhooks SET document = ? WHERE id = ?', document, id);
        return JSON.parse(document) as Webhook;
      }),
    );
  }

  remove(id: string): Promise<boolean> {
    return settle('remove a webhook', () => this.db.run('DELETE FROM store_webhooks WHERE id = ?', id) > 0);
  }

  private read(id: string): Webhook | undefined {
    return this.db.all<Row>('SELECT document FROM store_webhooks WHERE id = ?', id).map(parse)[0];
  }
}
