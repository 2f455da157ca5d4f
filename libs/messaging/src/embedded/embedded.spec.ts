import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messagingContract } from '../../test/contract-suite.js';
import type { ReceivedMessage } from '../log.js';
import { all, caughtUp, consumed, keys, message, passOn, serve, transient, until } from '../../test/spec-support.js';
import { EmbeddedLog } from './embedded-log.js';
import { LogFile } from './log-file.js';

const topics = [...consumed('in'), ...consumed('middle'), { name: 'out', config: {} }];

describe('the embedded log, by the contract', () => {
  messagingContract(async (specs) => {
    const folder = await mkdtemp(join(tmpdir(), 'babelwire-log-'));
    return {
      open: () => Promise.resolve(EmbeddedLog.open(folder, specs)),
      dispose: () => rm(folder, { recursive: true }),
    };
  });
});

describe('the embedded log', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'babelwire-log-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('says that the folder is in use when another has it open, and opens when that one has closed', async () => {
    const first = EmbeddedLog.open(folder, topics);
    expect(() => EmbeddedLog.open(folder, topics)).toThrow(
      expect.objectContaining({ code: 'data-in-use', kind: 'bug' }),
    );
    await first.close();
    await EmbeddedLog.open(folder, topics).close();
  });

  it('says what is wrong with a file that is no log, and with a folder that cannot be', async () => {
    await writeFile(join(folder, 'log.db'), 'this is not a database, whatever its name may say. '.repeat(100));
    expect(() => EmbeddedLog.open(folder, topics)).toThrow(/log\.db .*damaged: restore it/);
    const below = join(folder, 'log.db', 'below');
    expect(() => EmbeddedLog.open(below, topics)).toThrow(expect.objectContaining({ code: 'log-unavailable' }));
  });

  it('is idle when every stage has nothing left to do, also when one feeds the next', async () => {
    const log = EmbeddedLog.open(folder, topics);
    const first = await serve(log, { group: 'first', handlers: { in: passOn('middle') } });
    const second = await serve(log, { group: 'second', handlers: { middle: passOn('out') } });
    await log.idle();
    await log.publish(Array.from({ length: 1_200 }, (_, i) => message('in', `k${i}`)));
    await log.idle();
    expect((await keys(log, 'out')).length).toBe(1_200);
    await Promise.all([first.close(), second.close()]);
    await log.close();
  });

  it('waits for room when the disk is full, commits nothing by half, and goes on when there is room', async () => {
    const log = EmbeddedLog.open(folder, topics);
    const value = Buffer.alloc(50_000, 'x');
    await log.publish(Array.from({ length: 20 }, (_, i) => message('in', `k${i}`, value)));
    const said: string[] = [];
    limitPages(log, 300);
    const app = await serve(log, {
      handlers: { in: (received: ReceivedMessage) => passOn('out')(received) },
      limits: { batchSize: 5 },
      observer: { waiting: ({ waiting, message: text }) => void said.push(waiting ? text : 'it goes on') },
    });
    await until('it waits', () => said.length > 0);
    const tooMany = Array.from({ length: 10 }, () => message('in', 'refused', value));
    await expect(log.publish(tooMany)).rejects.toMatchObject({
      code: 'log-unavailable',
      kind: 'transient',
    });
    limitPages(log, 1_000_000);
    await caughtUp(log, 'in');
    expect(said[0]).toContain('full');
    expect(await keys(log, 'out')).toEqual(Array.from({ length: 20 }, (_, i) => `k${i}`));
    expect((await keys(log, 'in')).includes('refused')).toBe(false);
    await app.close();
    await log.close();
  });

  it('prepares state again after a commit that failed', async () => {
    const log = EmbeddedLog.open(folder, topics);
    const value = Buffer.alloc(50_000, 'x');
    await log.publish(Array.from({ length: 10 }, (_, i) => message('in', `k${i}`, value)));
    let state: (string | null)[] = [];
    let prepared = 0;
    limitPages(log, 200);
    const app = await serve(log, {
      handlers: {
        in: (received: ReceivedMessage) => {
          state.push(received.key);
          return passOn('out')(received);
        },
      },
      options: { ordered: true },
      preparations: [
        {
          topic: 'in',
          prepare: async () => {
            prepared++;
            state = await keys(log, 'out');
          },
        },
      ],
    });
    await until('a second preparation', () => prepared > 1);
    limitPages(log, 1_000_000);
    await caughtUp(log, 'in');
    expect(state).toEqual(Array.from({ length: 10 }, (_, i) => `k${i}`));
    expect(await keys(log, 'out')).toEqual(state);
    await app.close();
    await log.close();
  });

  it('drops what is older than its topic keeps and every consumer has behind it, and never gives an offset twice', async () => {
    const kept = [{ name: 'out', config: { 'retention.ms': '1000' } }];
    const log = EmbeddedLog.open(folder, kept);
    await log.publish([message('out', 'a'), message('out', 'b')]);
    log.trim(kept, Date.now());
    expect(await keys(log, 'out')).toEqual(['a', 'b']);
    log.trim(kept, Date.now() + 5_000);
    expect(await keys(log, 'out')).toEqual([]);
    await log.close();
    const again = EmbeddedLog.open(folder, kept);
    await again.publish([message('out', 'c')]);
    expect((await all(again, 'out')).map(({ key, offset }) => [key, offset])).toEqual([['c', '2']]);
    await again.close();
  });

  it('lets a message that waits for its retry hold up nobody else', async () => {
    const log = EmbeddedLog.open(folder, topics);
    const handler = (received: ReceivedMessage) => {
      if (received.key === 'later') throw transient();
      return passOn('out')(received);
    };
    const app = await serve(log, { handlers: { in: handler }, limits: { backoffMs: 60_000, maxBackoffMs: 60_000 } });
    await log.publish([message('in', 'later'), message('in', 'a')]);
    await log.idle();
    expect(await keys(log, 'out')).toEqual(['a']);
    expect(await keys(log, 'in.retry')).toEqual(['later']);
    await app.close();
    await log.close();
  });

  it('loses nothing and does nothing twice when its process is killed again and again', async () => {
    let acknowledged = 0;
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', LINE, folder], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let errors = '';
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      const working = new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (chunk: Buffer) => {
          acknowledged = Math.max(acknowledged, ...chunk.toString().trim().split('\n').map(Number));
          resolve();
        });
        child.once('exit', () => {
          reject(new Error(`the line ended by itself: ${errors}`));
        });
      });
      await working;
      await sleep(Math.random() * 250);
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    const log = EmbeddedLog.open(folder, topics);
    const first = await serve(log, { group: 'first', handlers: { in: passOn('middle') } });
    const second = await serve(log, { group: 'second', handlers: { middle: passOn('out') } });
    await log.idle();
    const sent = await keys(log, 'in');
    expect(sent.length).toBeGreaterThanOrEqual(acknowledged);
    expect(sent.length).toBeGreaterThan(100);
    expect(sent).toEqual(Array.from({ length: sent.length }, (_, i) => `k${i}`));
    expect(await keys(log, 'out')).toEqual(sent);
    await Promise.all([first.close(), second.close()]);
    await log.close();
  }, 60_000);
});

/** SQLite's own bound on the file is as good as a full disk, and can be lifted again. */
function limitPages(log: EmbeddedLog, pages: number): void {
  const { file } = log as unknown as { file: LogFile };
  (file as unknown as { db: { pragma: (sql: string) => unknown } }).db.pragma(`max_page_count = ${pages}`);
}

/** Two stages and an endless source, as a process of its own over the built library. */
const LINE = `
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { createStrategy, EmbeddedLog, RethrowFilter } from '#libs/messaging';
const names = ['in', 'middle'].flatMap((name) => [name, name + '.retry', name + '.dlq']).concat('out');
const log = EmbeddedLog.open(process.argv[1], names.map((name) => ({ name, config: {} })));
for (const [group, from, to] of [['first', 'in', 'middle'], ['second', 'middle', 'out']]) {
  class Stage { handle({ key, value }) { return [{ topic: to, key, value, headers: {} }]; } }
  EventPattern(from)(Stage.prototype, 'handle', Object.getOwnPropertyDescriptor(Stage.prototype, 'handle'));
  Controller()(Stage);
  class Root {}
  Module({ controllers: [Stage] })(Root);
  const strategy = createStrategy({ log, group, limits: { batchSize: 20 }, onFatal: (error) => { throw error; } });
  const app = await NestFactory.createMicroservice(Root, { strategy, logger: false });
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
}
let sent = 0;
for await (const _ of log.read('in')) sent++;
for (;;) {
  await log.publish(Array.from({ length: 10 }, () => ({ topic: 'in', key: 'k' + sent++, value: Buffer.alloc(1000), headers: {} })));
  console.log(sent);
}
`;
