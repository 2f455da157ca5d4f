import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkerPool } from './worker-pool.js';

const entry = (name: string): URL => new URL(`../test/${name}.js`, import.meta.url);

describe('a pool of threads', () => {
  let pool: WorkerPool<unknown, unknown>;
  const open = (name: string, timeoutMs = 10_000): WorkerPool<unknown, unknown> => {
    pool = new WorkerPool(entry(name), timeoutMs);
    return pool;
  };

  afterEach(() => pool.close());

  it('is ready when a thread has loaded its work, and does it', async () => {
    await open('doubling').ready();
    expect(await Promise.all([1, 2, 3].map((task) => pool.run(task)))).toEqual([2, 4, 6]);
  });

  it('gives on what the work throws', async () => {
    await expect(open('doubling').run('three')).rejects.toMatchObject({
      code: 'unexpected',
      kind: 'bug',
      message: 'TypeError: three is no number',
    });
  });

  it('ends a thread that hangs, and goes on', async () => {
    await open('doubling', 500).ready();
    await expect(pool.run('hang')).rejects.toMatchObject({ code: 'worker-timeout', kind: 'bug' });
    expect(await pool.run(4)).toBe(8);
  });

  it('says why its threads can’t be started, in the words of what they load', async () => {
    await expect(open('unloadable').ready()).rejects.toMatchObject({
      name: 'BabelwireError',
      code: 'model-unreadable',
      kind: 'bug',
      message: 'cannot read the model',
    });
    // The pool tries once more by itself; what comes of that is known by now, and must not end the process.
    await new Promise((resolve) => setTimeout(resolve, 500));
  });

  it('says what is not there', async () => {
    await expect(open('missing').ready()).rejects.toMatchObject({
      code: 'worker-unstartable',
      message: expect.stringMatching(/^a thread could not be started: .*missing\.js/) as unknown,
    });
  });
});
