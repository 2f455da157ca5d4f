import type { DecisionAccepted } from '#apps/publish';
import { callApi } from './api-client.js';
import type { Values } from './command.js';

/** `babelwire merge A B` and `babelwire unmerge A B`. */
export async function decide(kind: 'merge' | 'unmerge', [a = '', b = '']: string[], values: Values): Promise<void> {
  const accepted = await callApi<DecisionAccepted>(String(values.api), 'v1/decisions', {
    kind,
    a,
    b,
    ...(values.by === undefined ? {} : { by: values.by }),
    ...(values.reason === undefined ? {} : { reason: values.reason }),
  });
  if (values.json === true) process.stdout.write(`${JSON.stringify(accepted)}\n`);
  else
    process.stdout.write(`decision ${accepted.id}: taken; babelwire explain ${a} --with ${b} shows what comes of it\n`);
}
