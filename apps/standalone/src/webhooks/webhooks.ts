import Table from 'cli-table3';
import type { NewWebhookView, WebhookList, WebhookTest, WebhookView } from '#apps/publish';
import { callApi } from '../api-client.js';
import { shortTime } from '../article-table.js';
import type { Values } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { streamType } from '../tail/types.js';

/** `babelwire webhooks …`: everything by way of the HTTP API of a running line. */
export async function webhooks([action = '', ...rest]: string[], values: Values): Promise<void> {
  const api = String(values.api);
  const asJson = values.json === true;
  const print = (answer: unknown, text: string): void => {
    process.stdout.write(`${asJson ? JSON.stringify(answer, null, 2) : text}\n`);
  };
  switch (action) {
    case 'add': {
      const made = await callApi<NewWebhookView>(api, 'v1/webhooks', requestOf(rest[0] ?? '', values));
      print(made, `webhook ${made.id}\nkey of its signatures, told only this once: ${made.secret}`);
      return;
    }
    case 'test': {
      const tested = await callApi<WebhookTest>(api, pathOf(rest[0], 'test'), {});
      print(tested, tested.taken ? 'taken' : `not taken: ${tested.why ?? ''}`);
      if (!tested.taken) process.exitCode = EXIT.failed;
      return;
    }
    case 'pause':
    case 'resume': {
      const status = action === 'pause' ? 'paused' : 'active';
      await each(rest, (id) => callApi(api, pathOf(id), { status }, 'PATCH'));
      return;
    }
    case 'remove': {
      await each(rest, (id) => callApi(api, pathOf(id), undefined, 'DELETE'));
      return;
    }
    case 'deliveries': {
      const chosen = await chosenOf(api, rest);
      print(chosen, deliveryTable(chosen));
      if (chosen.some(({ failures }) => failures > 0)) process.exitCode = EXIT.failed;
      return;
    }
    default: {
      const items = await chosenOf(api, []);
      print(items, table(items));
    }
  }
}

const pathOf = (id = '', act?: string): string =>
  `v1/webhooks/${encodeURIComponent(id)}${act === undefined ? '' : `/${act}`}`;

async function chosenOf(api: string, ids: string[]): Promise<WebhookView[]> {
  if (ids.length === 0) return (await callApi<WebhookList>(api, 'v1/webhooks')).items;
  return Promise.all(ids.map((id) => callApi<WebhookView>(api, pathOf(id))));
}

function requestOf(url: string, values: Values): object {
  const list = (name: string): string[] | undefined =>
    typeof values[name] === 'string' ? values[name].split(',').map((item) => item.trim()) : undefined;
  const [types, language, source] = [list('type')?.map(streamType), list('language'), list('source')];
  return {
    url,
    ...(types === undefined ? {} : { types }),
    ...(language === undefined ? {} : { language }),
    ...(source === undefined ? {} : { source }),
    ...(typeof values.description === 'string' ? { description: values.description } : {}),
  };
}

/** Each by itself: one that is not there does not keep the others from being done. */
async function each(ids: string[], act: (id: string) => Promise<unknown>): Promise<void> {
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      process.stderr.write(`babelwire webhooks: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = EXIT.failed;
    }
  }
}

function tableOf(head: string[], rows: string[][], none: string): string {
  if (rows.length === 0) return none;
  const out = new Table({ head, style: { head: [], border: [], compact: true } });
  out.push(...rows);
  return out.toString();
}

const table = (webhooks: WebhookView[]): string =>
  tableOf(
    ['id', 'url', 'state', 'events', 'made', 'what for'],
    webhooks.map(({ id, url, status, types, language, source, createdAt, description = '' }) => {
      const chosen = [types, language, source].flatMap((list) => (list === undefined ? [] : [list.join(', ')]));
      return [id, url, status, chosen.join('; ') || 'all', shortTime(createdAt).slice(0, 16), description];
    }),
    'no webhooks',
  );

const deliveryTable = (webhooks: WebhookView[]): string =>
  tableOf(
    ['id', 'state', 'last taken', 'failures', 'failing since', 'next try', 'last error'],
    webhooks.map(({ id, status, lastDeliveryAt, failures, failingSince, nextAttemptAt, lastError = '' }) => {
      const [taken, since, next] = [lastDeliveryAt, failingSince, nextAttemptAt].map((at) =>
        shortTime(at).slice(0, 16),
      );
      return [id, status, taken ?? '', String(failures), since ?? '', next ?? '', lastError];
    }),
    'no webhooks',
  );
