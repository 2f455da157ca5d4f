import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog, type ReceivedMessage } from '#libs/messaging';
import { createStore } from '#libs/store';
import { random } from '../support/generated-pages.js';
import { freePort, LineClient } from '../support/http.js';
import { stages } from '../support/lines.js';
import { Service } from '../support/processes.js';
import { type Findings, judge } from './oracle.js';
import { sendPages } from './send.js';
import { type Item, workload } from './workload.js';

export interface EmbeddedFindings extends Findings {
  kills: number;
  seconds: number;
}

/** The four services in one process, killed again and again while pages are sent to it. */
export async function embeddedStorm(options: {
  pages: number;
  kills: number;
  seed: number;
}): Promise<EmbeddedFindings> {
  const { pages, kills, seed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-chaos-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['start', '--no-samples', '--port', String(port), '--data', folder];
  const service = new Service('standalone', ['apps/standalone/bin/babelwire.js', ...args], {});
  const started = performance.now();
  try {
    const work = workload(pages, seed);
    await putPoison(folder, work.items);
    service.start();
    await service.reachable(`${url}/readyz`);
    const next = random(seed + 1);
    const line = new LineClient(url, url);
    let sent = 0;
    const sending = sendPages(
      work.items,
      () => line,
      () => (sent += 1),
    );
    let done = 0;
    for (; done < kills; done += 1) {
      // At some moment of the next stretch of the sending; the last kills fall into the work that is left.
      const from = sent;
      const until = Date.now() + 200 + next() * 1500;
      while (sent - from < pages / kills && Date.now() < until) await sleep(10);
      await service.end('SIGKILL');
      service.start(next() < 0.3 ? { BABELWIRE_FAILPOINT: 'after-commit:9' } : {});
      await service.reachable(`${url}/livez`).catch(() => undefined);
      if (!service.running) service.start();
    }
    const supervisor = setInterval(() => {
      if (!service.running) service.start();
    }, 200);
    await sending;
    clearInterval(supervisor);
    const findings = await settle(service, folder, (log) => judgeIn(folder, log, work));
    return { ...findings, kills: done, seconds: (performance.now() - started) / 1000 };
  } finally {
    await service.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }

  async function judgeIn(data: string, log: MessageLog, work: ReturnType<typeof workload>): Promise<Findings> {
    const store = await createStore({ kind: 'embedded', database: join(data, 'store.db') });
    try {
      return await judge(work, store, async (topic) => {
        const records: ReceivedMessage[] = [];
        for await (const record of log.read(topic)) records.push(record);
        return records;
      });
    } finally {
      await store.close();
    }
  }
}

/** The embedded log has one owner: what can't come over HTTP lies there before the line starts. */
async function putPoison(folder: string, items: Item[]): Promise<void> {
  const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
  for (const item of items) {
    if (item.kind === 'poison')
      await log.publish([{ topic: Topics.captures, key: item.key, value: item.value, headers: {} }]);
  }
  await log.close();
}

/** Stops the line, looks whether anything is left to do, and lets it run on until there is not. */
async function settle<T>(service: Service, folder: string, look: (log: MessageLog) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    await service.end('SIGTERM');
    const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    try {
      const lags = await log.lag(stages);
      if (lags.every(({ lag }) => lag === 0)) return await look(log);
    } finally {
      await log.close();
    }
    service.start();
    await sleep(5_000);
  }
  throw new Error('the line does not come to an end of its work');
}
