import { AUDIT_RETENTION_MS, type AuditEntry, type AuditOutcome, type AuditQuery, AuditStore } from '../access.js';
import { settle, type SqliteDatabase, type SqlValue } from './database.js';

interface Row {
  document: string;
}

const parse = ({ document }: Row): AuditEntry => JSON.parse(document) as AuditEntry;

export class EmbeddedAuditStore extends AuditStore {
  constructor(private readonly db: SqliteDatabase) {
    super();
  }

  begin(entry: AuditEntry): Promise<void> {
    return settle('write to the audit log', () => {
      const { id, at, by, action } = entry;
      this.db.transaction(() => {
        this.db.run('DELETE FROM store_audit WHERE at < ?', at - AUDIT_RETENTION_MS);
        const sql = 'INSERT INTO store_audit (id, at, by, action, document) VALUES (?, ?, ?, ?, ?)';
        this.db.run(sql, id, at, by, action, JSON.stringify(entry));
      });
    });
  }

  settle(id: string, end: { outcome: AuditOutcome; detail?: string; targets?: string[] }): Promise<void> {
    return settle('write to the audit log', () => {
      this.db.transaction(() => {
        const [row] = this.db.all<Row>('SELECT document FROM store_audit WHERE id = ?', id);
        if (row === undefined) return;
        const { targets, ...before } = parse(row);
        const after = { ...before, ...end, targets: [...new Set([...targets, ...(end.targets ?? [])])] };
        this.db.run('UPDATE store_audit SET document = ? WHERE id = ?', JSON.stringify(after), id);
      });
    });
  }

  find({ before, by, action, since, limit }: AuditQuery): Promise<AuditEntry[]> {
    return settle('read the audit log', () => {
      const parts: [string, SqlValue | undefined][] = [
        ['id < ?', before],
        ['by = ?', by],
        ['action = ?', action],
        ['at >= ?', since],
      ];
      const asked = parts.filter((part): part is [string, SqlValue] => part[1] !== undefined);
      const where = asked.length === 0 ? '' : `WHERE ${asked.map(([sql]) => sql).join(' AND ')}`;
      const sql = `SELECT document FROM store_audit ${where} ORDER BY id DESC LIMIT ?`;
      return this.db.all<Row>(sql, ...asked.map(([, value]) => value), limit).map(parse);
    });
  }
}
