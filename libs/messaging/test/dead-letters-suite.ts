import { expect, it, jest } from '@jest/globals';
import { DeadLetterTally } from '../src/dead-letter-tally.js';
import { DeadLetters, type Selection } from '../src/dead-letters.js';
import type { ReceivedMessage } from '../src/log.js';
import { all, caughtUp, consumed, keys, message, passOn, poison, publish, transient, until } from './spec-support.js';
import type { TestLines } from './test-lines.js';

/** What every adapter promises of dead letters: they go back where they failed, once, or away with a reason. */
export function deadLettersContract({ line, open, start, stopServices, numbered }: TestLines): void {
  const HANDLED = { name: 'handled', partitions: 1, config: {} };

  it('returns a dead letter to where it failed, with its key, bytes and own headers, once', async () => {
    const log = await open(await line(HANDLED));
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    let mended = false;
    const seen: ReceivedMessage[] = [];
    const handler = (received: ReceivedMessage) => {
      if (!mended) throw poison();
      seen.push(received);
      return passOn('out')(received);
    };
    await start(log, { handlers: { in: handler } });
    await publish(log, [
      {
        topic: 'in',
        key: 'bad',
        value: bytes,
        headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      },
      message('in', 'b'),
    ]);
    await caughtUp(log, 'in');
    const letters = new DeadLetters(log, ['in'], 'handled');
    const listed = await letters.list();
    expect(listed).toHaveLength(2);
    const bad = listed.find(({ key }) => key === 'bad');
    const badId = bad?.id ?? '';
    expect(bad).toMatchObject({ topic: 'in', kind: 'poison', code: 'no-such-zone', bytes: 4, tries: 1 });
    expect((await letters.show(badId.slice(0, 9))).message.value).toEqual(bytes);

    mended = true;
    const first = await letters.replay({ ids: [badId] }, 'ada');
    expect(first).toMatchObject({ done: [{ id: badId, handled: { action: 'replayed', by: 'ada' } }], before: [] });
    await caughtUp(log, 'in');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ topic: 'in', partition: bad?.partition, key: 'bad', value: bytes });
    expect(seen[0]?.headers).toEqual({ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });

    expect(await letters.replay({ ids: [badId] }, 'bob')).toMatchObject({
      done: [],
      before: [{ handled: { by: 'ada' } }],
    });
    expect((await letters.replay({}, 'bob')).done.map(({ key }) => key)).toEqual(['b']);
    expect(await letters.replay({}, 'bob')).toEqual({ done: [], before: [] });
    await caughtUp(log, 'in');
    expect((await keys(log, 'out')).sort()).toEqual(['b', 'bad']);
    expect(await letters.list()).toEqual([]);
    expect(await letters.list({ handled: true })).toHaveLength(2);
  });

  it('counts the tries of a replayed message from the beginning, and makes it a dead letter of its own if it fails again', async () => {
    const log = await open(await line(HANDLED));
    const handler = (received: ReceivedMessage) => {
      if (received.key === 'never') throw transient();
      return passOn('out')(received);
    };
    await start(log, { handlers: { in: handler }, limits: { maxRetries: 1 } });
    await publish(log, [message('in', 'a'), message('in', 'never', 'value')]);
    const letters = new DeadLetters(log, ['in'], 'handled');
    await until('the dead letter', async () => (await letters.list()).length === 1);
    const [first] = await letters.list();
    await publish(log, [message('in', 'b')]);
    await letters.replay({}, 'ada');
    // With another message beside it, as the first time: alone it would pass for a dependency that is away.
    await publish(log, numbered(5));
    await until('it failed again', async () => (await letters.list()).length === 1);
    const [second] = await letters.list();
    expect(second).toMatchObject({ key: 'never', topic: 'in', tries: first?.tries });
    expect(second?.id).not.toBe(first?.id);
  });

  it('puts dead letters away with who, when and why, by topic, code, kind, time and number', async () => {
    const log = await open(await line(HANDLED, ...consumed('other')));
    const failing = (received: ReceivedMessage) => {
      if (received.key === 'bug') throw new Error('unforeseen');
      throw poison();
    };
    await start(log, { handlers: { in: failing, other: failing }, limits: { maxBugTries: 1 } });
    await publish(log, [message('in', 'one'), message('in', 'bug'), message('other', 'two')]);
    await caughtUp(log, 'in');
    await caughtUp(log, 'other');
    const letters = new DeadLetters(log, ['in', 'other'], 'handled');
    const found = async (selection: Selection): Promise<(string | null)[]> =>
      (await letters.list(selection)).map(({ key }) => key).sort();
    expect(await found({})).toEqual(['bug', 'one', 'two']);
    expect(await found({ topic: 'other' })).toEqual(['two']);
    expect(await found({ code: 'no-such-zone' })).toEqual(['one', 'two']);
    expect(await found({ kind: 'bug' })).toEqual(['bug']);
    expect(await found({ since: Date.now() + 1000 })).toEqual([]);
    expect(await found({ until: Date.now() + 1000, limit: 2 })).toHaveLength(2);
    await expect(letters.list({ topic: 'out' })).rejects.toMatchObject({ code: 'unknown-topic', kind: 'poison' });
    await expect(letters.show('zzzz')).rejects.toMatchObject({ code: 'no-such-dead-letter' });
    await expect(letters.drop({ ids: ['zzzz'] }, 'ada', 'x')).rejects.toMatchObject({ code: 'no-such-dead-letter' });

    await letters.drop({ kind: 'bug' }, 'ada', 'mended in the source');
    // On Kafka a mark can be read some milliseconds after it was written; whoever replays waits for that.
    await until('the mark', async () => (await found({})).length === 2);
    expect(await found({})).toEqual(['one', 'two']);
    expect((await letters.list({ handled: true, kind: 'bug' }))[0]?.handled).toMatchObject({
      action: 'dropped',
      by: 'ada',
      reason: 'mended in the source',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await letters.replay({ kind: 'bug' }, 'bob')).toEqual({ done: [], before: [] });
  });

  it('counts what waits for a person, and reads each dead letter once for that', async () => {
    const log = await open(await line(HANDLED));
    const failing = (): never => {
      throw poison();
    };
    await start(log, { handlers: { in: failing } });
    await publish(log, [message('in', 'a'), message('in', 'b')]);
    await caughtUp(log, 'in');
    const tally = new DeadLetterTally(log, ['in'], 'handled');
    const counted = async (): Promise<number | undefined> => (await tally.count()).get('in');
    await until('both are counted', async () => (await counted()) === 2);
    const read = jest.spyOn(log, 'read');
    expect(await counted()).toBe(2);
    expect(read).not.toHaveBeenCalled();
    await publish(log, [message('in', 'c')]);
    await until('the third is counted', async () => (await counted()) === 3);
    const letters = new DeadLetters(log, ['in'], 'handled');
    await letters.drop({ limit: 2 }, 'ada', 'no page');
    await until('what was dropped is not', async () => (await counted()) === 1);
    expect(await new DeadLetterTally(log, ['in'], 'handled').count()).toEqual(new Map([['in', 1]]));
  });

  it('lets nobody return a dead letter twice by doing it at the same time', async () => {
    const log = await open(await line(HANDLED));
    await start(log, {
      handlers: {
        in: () => {
          throw poison();
        },
      },
    });
    await publish(log, numbered(20));
    await caughtUp(log, 'in');
    await stopServices();
    const before = (await all(log, 'in')).length;
    const outcomes = await Promise.allSettled(
      ['ada', 'bob', 'cyd'].map((who) => new DeadLetters(log, ['in'], 'handled').replay({}, who)),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'claimed-elsewhere' });
    }
    await new DeadLetters(log, ['in'], 'handled').replay({}, 'dan');
    expect(await all(log, 'in')).toHaveLength(before + 20);
  });
}
