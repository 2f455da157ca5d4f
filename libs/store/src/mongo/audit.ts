import type { mongo } from 'mongoose';
import { AUDIT_RETENTION_MS, type AuditEntry, type AuditOutcome, type AuditQuery, AuditStore } from '../access.js';
import { settle } from './errors.js';
import type { AuditInMongo } from './stored.js';

export class MongoAuditStore extends AuditStore {
  constructor(private readonly collection: mongo.Collection<AuditInMongo>) {
    super();
  }

  begin(entry: AuditEntry): Promise<void> {
    return settle('write to the audit log', async () => {
      const _expireAt = new Date(entry.at + AUDIT_RETENTION_MS);
      await this.collection.insertOne({ _id: entry.id, ...entry, _expireAt });
    });
  }

  settle(
    id: string,
    { outcome, detail, targets = [] }: { outcome: AuditOutcome; detail?: string; targets?: string[] },
  ): Promise<void> {
    return settle('write to the audit log', async () => {
      const set = { outcome, ...(detail === undefined ? {} : { detail }) };
      await this.collection.updateOne({ _id: id }, { $set: set, $addToSet: { targets: { $each: targets } } });
    });
  }

  find({ before, by, action, since, limit }: AuditQuery): Promise<AuditEntry[]> {
    return settle('read the audit log', () =>
      this.collection
        .find<AuditEntry>(
          {
            ...(before === undefined ? {} : { _id: { $lt: before } }),
            ...(by === undefined ? {} : { by }),
            ...(action === undefined ? {} : { action }),
            ...(since === undefined ? {} : { at: { $gte: since } }),
          },
          { projection: { _id: 0, _expireAt: 0 } },
        )
        .sort({ _id: -1 })
        .limit(limit)
        .toArray(),
    );
  }
}
