import { expect, it } from '@jest/globals';
import type { Offsets, ReceivedMessage } from '../src/log.js';
import { message, publish, until } from './spec-support.js';
import type { TestLines } from './test-lines.js';

const name = ({ topic, key }: ReceivedMessage): string => `${topic} ${key ?? ''}`;

/** Where to go on after these messages. */
function after(messages: ReceivedMessage[], topic: string): Offsets {
  const own = messages.filter((message) => message.topic === topic);
  return Object.fromEntries(own.map(({ partition, offset }) => [partition, Number(offset) + 1]));
}

/** What every adapter promises to those who follow topics. */
export function followingContract({ line, open, numbered }: TestLines): void {
  it('tells a follower what is there and what comes, those of a key in order, until it is closed', async () => {
    const log = await open(await line());
    await publish(log, numbered(20));
    const told: ReceivedMessage[] = [];
    const following = await log.follow({ in: {}, out: {} }, (messages) => void told.push(...messages));
    await until('what was there', () => told.length === 20);
    await publish(log, [message('in', 'k3', 'once more'), message('out', 'x')]);
    await until('what came', () => told.length === 22);
    const versions = told.filter(({ topic, key }) => topic === 'in' && key === 'k3');
    expect(versions.map(({ value }) => value?.toString())).toEqual(['v3', 'once more']);
    expect(new Set(told.map(name)).size).toBe(21);
    await following.close();
    await publish(log, [message('in', 'late')]);
    expect(told).toHaveLength(22);
  });

  it('lets a follower go on where another one stood, without a gap and without a repeat', async () => {
    const log = await open(await line());
    await publish(log, numbered(30));
    const first: ReceivedMessage[] = [];
    const one = await log.follow({ in: {} }, (messages) => void first.push(...messages));
    await until('all of them', () => first.length === 30);
    await one.close();
    await publish(log, numbered(45).slice(30));
    const second: ReceivedMessage[] = [];
    const two = await log.follow({ in: after(first, 'in') }, (messages) => void second.push(...messages));
    await until('the rest', () => second.length >= 15);
    await two.close();
    const keys = [...first, ...second].map(({ key }) => key);
    expect(keys).toHaveLength(45);
    expect(new Set(keys).size).toBe(45);
  });

  it('keeps the next messages back until these are taken', async () => {
    const log = await open(await line());
    await publish(log, numbered(10));
    let [under, most, taken] = [0, 0, 0];
    const following = await log.follow({ in: {} }, async (messages) => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      under -= 1;
      taken += messages.length;
    });
    await publish(log, numbered(20).slice(10));
    await until('all of them', () => taken === 20);
    await following.close();
    expect(most).toBe(1);
  });

  it('says what a topic has, and reads from an offset of each partition', async () => {
    const log = await open(await line());
    const sum = async (): Promise<number> =>
      (await log.extent('in')).reduce((total, { first, end }) => total + end - first, 0);
    expect(await sum()).toBe(0);
    await log.publish([message('in', 'a')]);
    await until('the message', async () => (await sum()) === 1);
    const ends = Object.fromEntries((await log.extent('in')).map(({ partition, end }) => [partition, end]));
    await log.publish([message('in', 'b')]);
    await until('the next', async () => (await sum()) === 2);
    const read: ReceivedMessage[] = [];
    for await (const one of log.read('in', { fromOffsets: ends })) read.push(one);
    expect(read.map(({ key }) => key)).toEqual(['b']);
  });

  it('refuses to follow a topic that is not there', async () => {
    const log = await open();
    await expect((async () => log.follow({ nowhere: {} }, () => undefined))()).rejects.toMatchObject({
      code: 'unknown-topic',
    });
  });
}
