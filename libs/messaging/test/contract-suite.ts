import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorHeaders } from '../src/handler.js';
import type { ReceivedMessage } from '../src/log.js';
import { deadLettersContract } from './dead-letters-suite.js';
import { failuresContract } from './failures-suite.js';
import { followingContract } from './following-suite.js';
import {
  all,
  caughtUp,
  consumed,
  keys,
  message,
  passOn,
  publish,
  transient,
  until,
  type NewLine,
} from './spec-support.js';
import { testLines } from './test-lines.js';
import { unhandledContract } from './unhandled-suite.js';

/** What every adapter of the log and its strategy promises. Call it inside a `describe`. */
export function messagingContract(newLine: NewLine): void {
  const lines = testLines(newLine);
  const { line, open, start, stopAll, numbered } = lines;
  failuresContract(lines);
  deadLettersContract(lines);
  followingContract(lines);
  unhandledContract(lines);

  it('gives every message to the handler and appends what it returns, once, with the input keys and bytes', async () => {
    const log = await open();
    await start(log, { handlers: { in: passOn('out') }, limits: { batchSize: 37 } });
    await publish(log, numbered(200));
    await caughtUp(log, 'in');
    const out = await all(log, 'out');
    expect(out.map(({ key }) => key).sort()).toEqual(
      numbered(200)
        .map(({ key }) => key)
        .sort(),
    );
    expect(out.find(({ key }) => key === 'k7')).toMatchObject({
      value: Buffer.from('v7'),
      headers: { ce_id: 'out:k7' },
    });
  });

  it('keeps the messages of a key in order, also with handlers that overtake each other', async () => {
    const log = await open();
    const handler = async (received: ReceivedMessage) => {
      await sleep(Math.random() * 10);
      return passOn('out')(received);
    };
    await start(log, { handlers: { in: handler }, limits: { batchSize: 20 } });
    const versions = Array.from({ length: 120 }, (_, i) => message('in', `k${i % 5}`, `${i}`));
    await publish(log, versions);
    await caughtUp(log, 'in');
    const out = await all(log, 'out');
    expect(out).toHaveLength(120);
    for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
      const values = out.filter((received) => received.key === key).map(({ value }) => Number(value?.toString()));
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });

  it('hands an ordered handler one message at a time', async () => {
    const log = await open();
    let [now, most] = [0, 0];
    const handler = async () => {
      most = Math.max(most, ++now);
      await sleep(1);
      now--;
    };
    await start(log, { handlers: { in: handler }, options: { ordered: true } });
    await publish(
      log,
      Array.from({ length: 30 }, (_, i) => message('in', 'same', `${i}`)),
    );
    await caughtUp(log, 'in');
    expect(most).toBe(1);
  });

  it('lets a handler with state prepare before the first message, and again after a failure may have spoilt the state', async () => {
    const topics = [...consumed('state', 1), { name: 'fold', partitions: 1, config: {} }];
    const log = await open(await line(...topics));
    const story: string[] = [];
    let state: string[] = [];
    const preparation = {
      topic: 'state',
      prepare: async () => {
        state = (await keys(log, 'fold')) as string[];
        story.push(`prepared with ${state.length}`);
      },
    };
    let failed = false;
    const handler = (batch: ReceivedMessage[]) => {
      const outputs = [];
      for (const received of batch) {
        if (received.key === 'k5' && !failed) {
          failed = true;
          throw new Error('half of the batch is in the state already');
        }
        state.push(received.key ?? '');
        outputs.push(...passOn('fold')(received));
      }
      story.push(`handled ${batch.length}`);
      return outputs;
    };
    await publish(log, numbered(10, 'state'));
    await start(log, { handlers: { state: handler }, options: { batch: true }, preparations: [preparation] });
    await caughtUp(log, 'state');
    expect(story[0]).toBe('prepared with 0');
    expect(story.filter((entry) => entry.startsWith('prepared')).length).toBeGreaterThanOrEqual(2);
    expect(state).toEqual(numbered(10).map(({ key }) => key));
    expect(await keys(log, 'fold')).toEqual(state);
    expect(await keys(log, 'state.dlq')).toEqual([]);
  });

  it('waits when the state cannot be prepared, and begins when it can', async () => {
    const log = await open(await line(...consumed('state', 1), { name: 'fold', partitions: 1, config: {} }));
    let tries = 0;
    const prepare = (): Promise<void> => (++tries < 4 ? Promise.reject(transient()) : Promise.resolve());
    await publish(log, numbered(3, 'state'));
    await start(log, {
      handlers: { state: passOn('fold') },
      options: { ordered: true },
      preparations: [{ topic: 'state', prepare }],
    });
    await caughtUp(log, 'state');
    expect(tries).toBe(4);
    expect(await keys(log, 'fold')).toEqual(['k0', 'k1', 'k2']);
  });

  it('reads a topic from the beginning, from an offset, and since an instant, up to where it ended at the call', async () => {
    const log = await open(await line({ name: 'one', partitions: 1, config: {} }));
    expect(await keys(log, 'one')).toEqual([]);
    await publish(log, numbered(3, 'one'));
    await sleep(20);
    const since = Date.now();
    await sleep(20);
    await publish(log, numbered(5, 'one').slice(3));
    const messages = await all(log, 'one');
    expect(messages.map(({ key }) => key)).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
    const part = async (options: object): Promise<(string | null)[]> => {
      const found = [];
      for await (const { key } of log.read('one', options)) found.push(key);
      return found;
    };
    expect(await part({ since })).toEqual(['k3', 'k4']);
    expect(await part({ fromOffset: Number(messages[2]?.offset) })).toEqual(['k2', 'k3', 'k4']);
    expect(await part({ fromOffset: 1_000 })).toEqual([]);
    expect(await part({ since: Date.now() + 60_000 })).toEqual([]);
  });

  it('gives every group all messages, each at its own pace', async () => {
    const log = await open();
    await publish(log, numbered(10));
    await start(log, { group: 'group.a', handlers: { in: passOn('out') } });
    await caughtUp(log, 'in', 'group.a');
    expect(await log.lag([{ group: 'group.b', topic: 'in' }])).toEqual([
      { group: 'group.b', topic: 'in', lag: expect.any(Number), next: expect.any(Array), oldest: expect.any(Array) },
    ]);
    expect((await log.lag([{ group: 'group.b', topic: 'in' }]))[0]?.lag).toBeGreaterThanOrEqual(10);
    await start(log, { group: 'group.b', handlers: { in: passOn('out') } });
    await caughtUp(log, 'in', 'group.b');
    expect(await all(log, 'out')).toHaveLength(20);
  });

  it('takes more bytes at once than one record batch may have, both published and returned by a handler', async () => {
    const log = await open();
    const big = Buffer.alloc(300_000, 'x');
    await start(log, { handlers: { in: passOn('out') } });
    await publish(
      log,
      Array.from({ length: 12 }, (_, i) => message('in', `k${i % 2}`, big)),
    );
    await caughtUp(log, 'in');
    const out = await all(log, 'out');
    expect(out).toHaveLength(12);
    expect(out.every(({ value }) => value?.equals(big))).toBe(true);
  });

  it('appends all messages of a publish or none', async () => {
    const log = await open();
    await expect(log.publish([message('in', 'a'), message('no-such-topic', 'b')])).rejects.toMatchObject({
      code: 'unknown-topic',
      kind: 'bug',
    });
    const huge = message('in', 'huge', Buffer.alloc(9 * 1024 * 1024));
    await expect(log.publish([message('in', 'a'), huge])).rejects.toMatchObject({
      code: 'message-too-large',
      kind: 'poison',
    });
    expect(await keys(log, 'in')).toEqual([]);
    await Promise.all([log.publish([message('in', 'a')]), log.publish(numbered(3)), log.publish([message('in', 'b')])]);
    await until('all five can be read', async () => (await keys(log, 'in')).length === 5);
    expect((await keys(log, 'in')).sort()).toEqual(['a', 'b', 'k0', 'k1', 'k2']);
  });

  it('goes on after a restart where it had committed', async () => {
    const opened = await line();
    const first = await open(opened);
    const handled: (string | null)[] = [];
    const handler = (received: ReceivedMessage) => {
      handled.push(received.key);
      return passOn('out')(received);
    };
    await start(first, { handlers: { in: handler } });
    await publish(first, numbered(20));
    await caughtUp(first, 'in');
    await stopAll();
    const second = await open(opened);
    await start(second, { handlers: { in: handler } });
    await publish(second, [message('in', 'new')]);
    await caughtUp(second, 'in');
    expect(handled).toHaveLength(21);
    expect(await all(second, 'out')).toHaveLength(21);
  });

  it('does not let a handler that never answers stop the line', async () => {
    const log = await open();
    const handler = (received: ReceivedMessage) =>
      received.key === 'hangs' ? new Promise<never>(() => undefined) : passOn('out')(received);
    await start(log, { handlers: { in: handler }, limits: { handlerTimeoutMs: 100, maxRetries: 1 } });
    await publish(log, [message('in', 'hangs')]);
    await sleep(50);
    await publish(log, [message('in', 'a'), message('in', 'b')]);
    await until('the dead letter', async () => (await all(log, 'in.dlq')).length === 1);
    expect((await keys(log, 'out')).sort()).toEqual(['a', 'b']);
    expect((await all(log, 'in.dlq'))[0]?.headers).toMatchObject({
      [ErrorHeaders.code]: 'handler-timeout',
      [ErrorHeaders.kind]: 'transient',
    });
  });

  it('ends the batch under way and commits it when it is closed', async () => {
    const opened = await line();
    const log = await open(opened);
    let begun = 0;
    const handler = async (received: ReceivedMessage) => {
      begun++;
      await sleep(300);
      return passOn('out')(received);
    };
    await start(log, { handlers: { in: handler } });
    await publish(log, [message('in', 'slow')]);
    await until('the handler began', () => begun === 1);
    await stopAll();
    const again = await open(opened);
    await until('the output can be read', async () => (await keys(again, 'out')).length > 0);
    expect(await keys(again, 'out')).toEqual(['slow']);
    const [lag] = await again.lag([{ group: 'test.group', topic: 'in' }]);
    expect(lag?.lag).toBe(0);
    // The one message lay in one of the partitions; on Kafka its transaction left a marker behind it.
    expect(Math.max(...(lag?.next ?? []))).toBeGreaterThanOrEqual(1);
  });

  it('answers a ping, and refuses work when it is closed', async () => {
    const log = await open();
    await expect(log.ping()).resolves.toBeUndefined();
    await log.close();
    await expect(log.publish([message('in', 'a')])).rejects.toMatchObject({
      code: 'log-unavailable',
      kind: 'transient',
    });
  });
}
