import { describe, expect, it } from '@jest/globals';
import { message } from '../../test/spec-support.js';
import { splitByBytes } from './records.js';

const split = (sizes: number[], limit = 1_000) =>
  splitByBytes(
    sizes.map((size, i) => message('in', `k${i}`, Buffer.alloc(size))),
    () => limit,
    (topic) => `line.${topic}`,
  ).map((call) => call.flatMap(({ messages }) => messages.map(({ key }) => key)));

describe('splitByBytes', () => {
  it('fills calls up to the limit, in order', () => {
    expect(split([300, 300, 300, 300, 300])).toEqual([['k0', 'k1'], ['k2', 'k3'], ['k4']]);
  });

  it('sends a record over the limit alone', () => {
    expect(split([100, 5_000, 100])).toEqual([['k0'], ['k1'], ['k2']]);
  });

  it('counts the bytes of each topic apart, and names the topics as the cluster does', () => {
    const records = ['a', 'b'].map((topic) => message(topic, 'k', Buffer.alloc(700)));
    const calls = splitByBytes(
      records,
      () => 1_000,
      (topic) => `line.${topic}`,
    );
    expect(calls.map((call) => call.map(({ topic }) => topic))).toEqual([['line.a', 'line.b']]);
  });

  it('makes no call of nothing', () => {
    expect(split([])).toEqual([]);
  });
});
