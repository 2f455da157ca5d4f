import Table from 'cli-table3';
import type { AuditPage, AuditView } from '#apps/publish';
import { callApi } from './api-client.js';
import type { Values } from './command.js';
import { moment } from './moments.js';

/** `babelwire audit`: acts with admin rights, the latest first. */
export async function audit(_: string[], values: Values): Promise<void> {
  const query = new URLSearchParams({ limit: String(values.limit) });
  for (const name of ['by', 'action']) {
    const value = values[name];
    if (typeof value === 'string') query.set(name, value);
  }
  if (typeof values.since === 'string') {
    query.set('since', new Date(moment('since', values.since, Date.now())).toISOString());
  }
  const { items } = await callApi<AuditPage>(String(values.api), `v1/audit?${query.toString()}`);
  process.stdout.write(`${values.json === true ? JSON.stringify(items, null, 2) : table(items)}\n`);
}

function table(entries: AuditView[]): string {
  if (entries.length === 0) return 'nothing was done';
  const out = new Table({
    head: ['when', 'who', 'what', 'to', 'outcome', 'detail'],
    style: { head: [], border: [], compact: true },
  });
  for (const { at, by, byName, action, targets, outcome, detail = '' } of entries) {
    const who = byName === undefined ? by : `${byName} (${by})`;
    out.push([at.slice(0, 19), who, action, targets.join(' ').slice(0, 40), outcome, detail.slice(0, 60)]);
  }
  return out.toString();
}
