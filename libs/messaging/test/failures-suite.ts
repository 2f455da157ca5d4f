import { expect, it } from '@jest/globals';
import { ErrorHeaders } from '../src/handler.js';
import type { ReceivedMessage } from '../src/log.js';
import { all, caughtUp, keys, message, passOn, poison, publish, transient, until } from './spec-support.js';
import type { TestLines } from './test-lines.js';

/** What becomes of messages whose handling fails. */
export function failuresContract({ open, start, numbered }: TestLines): void {
  it('makes a poison message a dead letter at once, with its key, bytes and headers and what, where, when and why', async () => {
    const log = await open();
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    let tries = 0;
    const handler = (received: ReceivedMessage) => {
      if (received.key !== 'bad') return passOn('out')(received);
      tries++;
      throw poison();
    };
    await start(log, { handlers: { in: handler } });
    await publish(log, [
      message('in', 'a'),
      {
        topic: 'in',
        key: 'bad',
        value: bytes,
        headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      },
      message('in', 'b'),
    ]);
    await caughtUp(log, 'in');
    expect((await keys(log, 'out')).sort()).toEqual(['a', 'b']);
    const [letter, ...more] = await all(log, 'in.dlq');
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ key: 'bad', value: bytes });
    expect(letter?.headers).toMatchObject({
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      [ErrorHeaders.kind]: 'poison',
      [ErrorHeaders.code]: 'no-such-zone',
      [ErrorHeaders.message]: 'the zone is unknown',
      [ErrorHeaders.group]: 'test.group',
      [ErrorHeaders.topic]: 'in',
      [ErrorHeaders.tries]: '1',
    });
    expect(Date.parse(letter?.headers[ErrorHeaders.failedAt] ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(tries).toBe(1);
  });

  it('tries a TypeError so many times, then makes the message a dead letter, and goes on', async () => {
    const log = await open();
    let tries = 0;
    const handler = (received: ReceivedMessage) => {
      if (received.key !== 'bad') return passOn('out')(received);
      tries++;
      return (undefined as unknown as { missing: { deeper: never[] } }).missing.deeper;
    };
    await start(log, { handlers: { in: handler }, limits: { maxBugTries: 3 } });
    await publish(log, [message('in', 'bad'), message('in', 'a')]);
    await caughtUp(log, 'in');
    await publish(log, [message('in', 'b')]);
    await caughtUp(log, 'in');
    expect((await keys(log, 'out')).sort()).toEqual(['a', 'b']);
    expect(tries).toBe(3);
    const [letter] = await all(log, 'in.dlq');
    expect(letter?.headers).toMatchObject({ [ErrorHeaders.kind]: 'bug', [ErrorHeaders.tries]: '3' });
    expect(letter?.headers[ErrorHeaders.message]).toContain('TypeError');
  });

  it('makes results that are no messages, and messages for topics that are not there, dead letters of their input', async () => {
    const log = await open();
    const handler = (received: ReceivedMessage) => {
      if (received.key === 'number') return 42;
      return passOn(received.key === 'nowhere' ? 'no-such-topic' : 'out')(received);
    };
    await start(log, { handlers: { in: handler }, limits: { maxBugTries: 1 } });
    await publish(log, [message('in', 'number'), message('in', 'nowhere'), message('in', 'good')]);
    await caughtUp(log, 'in');
    expect(await keys(log, 'out')).toEqual(['good']);
    const codes = (await all(log, 'in.dlq')).map(({ headers }) => headers[ErrorHeaders.code]);
    expect(codes.sort()).toEqual(['bad-handler-result', 'unknown-topic']);
  });

  it('sends a message that alone fails with transient through the retry topic, where the same handler meets it as it was', async () => {
    const log = await open();
    const seen: ReceivedMessage[] = [];
    const handler = (received: ReceivedMessage) => {
      if (received.key !== 'later') return passOn('out')(received);
      seen.push(received);
      if (seen.length < 3) throw transient();
      return passOn('out')(received);
    };
    await start(log, { handlers: { in: handler } });
    await publish(log, [message('in', 'a'), message('in', 'later', 'value'), message('in', 'b')]);
    await until('the third try', () => seen.length === 3);
    await caughtUp(log, 'in');
    expect((await keys(log, 'out')).sort()).toEqual(['a', 'b', 'later']);
    expect(await keys(log, 'in.dlq')).toEqual([]);
    const origin = {
      topic: 'in',
      key: 'later',
      value: Buffer.from('value'),
      offset: seen[0]?.offset,
      partition: seen[0]?.partition,
    };
    expect(seen[2]).toMatchObject(origin);
  });

  it('gives a message up after its journeys through the retry topic, naming the topic it came from', async () => {
    const log = await open();
    const handler = (received: ReceivedMessage) => {
      if (received.key === 'never') throw transient();
      return passOn('out')(received);
    };
    await start(log, { handlers: { in: handler }, limits: { maxRetries: 2 } });
    await publish(log, [message('in', 'a'), message('in', 'never', 'value')]);
    await until('the dead letter', async () => (await all(log, 'in.dlq')).length > 0);
    const [letter] = await all(log, 'in.dlq');
    expect(letter).toMatchObject({ key: 'never', value: Buffer.from('value') });
    expect(letter?.headers).toMatchObject({
      [ErrorHeaders.topic]: 'in',
      [ErrorHeaders.kind]: 'transient',
      [ErrorHeaders.tries]: '3',
    });
    expect(await all(log, 'in.retry')).toHaveLength(2);
  });

  it('waits while everything fails with transient, says so once, and loses nothing to the retry or dead-letter topic', async () => {
    const log = await open();
    const said: boolean[] = [];
    let [away, tries] = [true, 0];
    const handler = (received: ReceivedMessage) => {
      tries++;
      if (away) throw transient();
      return passOn('out')(received);
    };
    const codes: string[] = [];
    const observer = {
      waiting: ({ waiting }: { waiting: boolean }) => void said.push(waiting),
      waits: ({ code }: { code: string }) => void codes.push(code),
    };
    await start(log, { handlers: { in: handler }, observer, limits: { maxRetries: 1 } });
    await publish(log, numbered(60));
    await until('many tries', () => tries > 300);
    expect(await keys(log, 'out')).toEqual([]);
    away = false;
    await caughtUp(log, 'in');
    expect(new Set(await keys(log, 'out')).size).toBe(60);
    expect(await all(log, 'out')).toHaveLength(60);
    expect([await keys(log, 'in.retry'), await keys(log, 'in.dlq')]).toEqual([[], []]);
    expect(new Set(said)).toEqual(new Set([true, false]));
    expect(said.filter((waiting) => waiting).length).toBeLessThanOrEqual(3);
    // Whoever watches must see it rise for as long as it waits.
    expect(new Set(codes)).toEqual(new Set(['store-away']));
    expect(codes.length).toBeGreaterThan(said.length);
  });

  it('finds the one bad message of a batch and handles the others', async () => {
    const log = await open();
    const sizes: number[] = [];
    const handler = (batch: ReceivedMessage[]) => {
      sizes.push(batch.length);
      if (batch.some(({ key }) => key === 'k13')) throw poison();
      return batch.flatMap(passOn('out'));
    };
    await publish(log, numbered(40));
    await start(log, { handlers: { in: handler }, options: { batch: true } });
    await caughtUp(log, 'in');
    expect((await keys(log, 'out')).sort()).toEqual(
      numbered(40)
        .map(({ key }) => key)
        .filter((key) => key !== 'k13')
        .sort(),
    );
    expect(await keys(log, 'in.dlq')).toEqual(['k13']);
    expect(Math.max(...sizes)).toBeGreaterThan(1);
  });
}
