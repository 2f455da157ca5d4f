import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Circumstances, runBatch } from './batch-runner.js';
import type { ConsumerSpec, Handle } from './consumer-spec.js';
import { silentObserver } from './consumer-spec.js';
import { defaultLimits, ErrorHeaders, type HandlerOptions } from './handler.js';
import type { ReceivedMessage } from './log.js';
import { message, passOn, transient } from '../test/spec-support.js';

const spec = (handle: Handle, options: HandlerOptions = {}): ConsumerSpec => ({
  group: 'group',
  topic: 'in',
  handle,
  options,
  limits: { ...defaultLimits, concurrency: 4, backoffMs: 1 },
  observer: silentObserver,
  health: { lastSuccess: -Infinity },
  verify: () => undefined,
});

const batch = (count: number, topic = 'in', headers = {}): ReceivedMessage[] =>
  Array.from({ length: count }, (_, i) => ({
    topic,
    partition: 0,
    offset: String(i),
    key: `k${i}`,
    value: null,
    headers,
    timestamp: 0,
  }));

const at = (circumstances: Partial<Circumstances> = {}): Circumstances => ({
  waits: 0,
  moreBehind: false,
  signal: new AbortController().signal,
  ...circumstances,
});

const fails: Handle = () => Promise.reject(transient());

describe('runBatch', () => {
  it('keeps the outputs in the order of the inputs, never more than `concurrency` at once', async () => {
    let [now, most] = [0, 0];
    const handle: Handle = async (payload) => {
      most = Math.max(most, ++now);
      await sleep(Math.random() * 5);
      now--;
      return passOn('out')(payload as ReceivedMessage);
    };
    const result = await runBatch(spec(handle), batch(30), at());
    expect(result).toMatchObject({ verdict: 'done', outputs: batch(30).map(({ key }) => ({ key })) });
    expect(most).toBe(4);
  });

  it('tries only some of a batch when a dependency is away, and more of it each time', async () => {
    let tries = 0;
    const handle: Handle = () => {
      tries++;
      return Promise.reject(transient());
    };
    expect(await runBatch(spec(handle), batch(500), at())).toMatchObject({ verdict: 'wait' });
    expect(tries).toBeLessThan(15);
    tries = 0;
    await runBatch(spec(handle), batch(500), at({ waits: 6 }));
    expect(tries).toBe(500);
  });

  it('handles the whole batch when a success comes after the first tries had failed', async () => {
    const handle: Handle = async (payload) => {
      const { key } = payload as ReceivedMessage;
      if (key !== 'k7') return key === 'k20' ? [message('out', 'k20')] : Promise.reject(transient());
      await sleep(20);
      return [message('out', 'k7')];
    };
    const result = await runBatch(spec(handle), batch(30), at());
    expect(result).toMatchObject({ verdict: 'done', outputs: [{ key: 'k7' }, { key: 'k20' }] });
    expect(result.verdict === 'done' ? result.diverted : []).toHaveLength(28);
  });

  it('waits with a message that is alone, and sends it aside when others queue behind it for long', async () => {
    expect(await runBatch(spec(fails), batch(1), at({ waits: 100 }))).toMatchObject({ verdict: 'wait' });
    expect(await runBatch(spec(fails), batch(1), at({ waits: 1, moreBehind: true }))).toMatchObject({
      verdict: 'wait',
    });
    expect(
      await runBatch(spec(fails), batch(1), at({ waits: defaultLimits.maxRetries, moreBehind: true })),
    ).toMatchObject({
      verdict: 'done',
      diverted: [{ topic: 'in.retry' }],
    });
  });

  it('does not wait when the handler has done messages of other partitions since the failures began', async () => {
    const healthy = { ...spec(fails), health: { lastSuccess: 200 } };
    expect(await runBatch(healthy, batch(1), at({ waits: 1, failingSince: 100 }))).toMatchObject({ verdict: 'done' });
    expect(await runBatch(healthy, batch(1), at({ waits: 1, failingSince: 300 }))).toMatchObject({ verdict: 'wait' });
  });

  it('stops an ordered handler at the first message that must wait: nothing overtakes it', async () => {
    for (const options of [{ ordered: true }, { batch: true }]) {
      const tried: (string | null)[] = [];
      const handle: Handle = (payload) => {
        const messages = Array.isArray(payload) ? payload : [payload];
        if (messages.length === 1) tried.push(messages[0]!.key);
        const bad = messages.some(({ key }) => key === 'k3');
        return bad
          ? Promise.reject(transient())
          : Promise.resolve(messages.map(({ key }) => message('out', key ?? '')));
      };
      const result = await runBatch(spec(handle, options), batch(10), at());
      expect(result).toMatchObject({ verdict: 'done', taken: 3, diverted: [] });
      expect(result.verdict === 'done' ? result.outputs.map(({ key }) => key) : []).toEqual(['k0', 'k1', 'k2']);
      expect(tried).toEqual(['k0', 'k1', 'k2', 'k3']);
      const rest = batch(10).slice(3);
      expect(await runBatch(spec(handle, options), rest, at({ waits: 3 }))).toMatchObject({ verdict: 'wait' });
      expect(await runBatch(spec(handle, options), rest, at({ waits: defaultLimits.maxRetries }))).toMatchObject({
        verdict: 'done',
        taken: 1,
        diverted: [{ topic: 'in.retry', source: { key: 'k3' } }],
      });
    }
  });

  it('counts the journeys of a retried message, and believes such headers only on the retry topic', async () => {
    const travelled = {
      [ErrorHeaders.tries]: String(defaultLimits.maxRetries),
      [ErrorHeaders.partition]: '2',
      [ErrorHeaders.offset]: '77',
    };
    expect(await runBatch(spec(fails), batch(1, 'in.retry', travelled), at())).toMatchObject({
      diverted: [
        {
          topic: 'in.dlq',
          added: { [ErrorHeaders.topic]: 'in', [ErrorHeaders.partition]: '2', [ErrorHeaders.offset]: '77' },
        },
      ],
    });
    const young = { ...travelled, [ErrorHeaders.tries]: '1' };
    expect(await runBatch(spec(fails), batch(1, 'in.retry', young), at())).toMatchObject({
      diverted: [{ topic: 'in.retry', added: { [ErrorHeaders.tries]: '2' } }],
    });
    const mixed: Handle = (payload) =>
      (payload as ReceivedMessage).key === 'k0' ? fails(payload) : Promise.resolve([]);
    expect(await runBatch(spec(mixed), batch(2, 'in', travelled), at())).toMatchObject({
      diverted: [{ topic: 'in.retry', added: { [ErrorHeaders.tries]: '1', [ErrorHeaders.offset]: '0' } }],
    });
  });

  it('asks for one message at a time when a handler with state failed, without going on with that state', async () => {
    let calls = 0;
    const handle: Handle = () => {
      calls++;
      return Promise.reject(new Error('half done'));
    };
    const reset = (): Promise<void> => Promise.resolve();
    expect(await runBatch(spec(handle, { batch: true }), batch(10), at({ reset }))).toMatchObject({
      verdict: 'narrow',
    });
    expect(await runBatch(spec(handle, { ordered: true }), batch(10), at({ reset }))).toMatchObject({
      verdict: 'narrow',
    });
    expect(calls).toBe(2);
  });
});
