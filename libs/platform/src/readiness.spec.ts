import { describe, expect, it } from '@jest/globals';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  /** A dependency that counts how often it is asked, and is away when told so. */
  function dependency() {
    const state = { asked: 0, away: false };
    const check = async (): Promise<void> => {
      state.asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (state.away) throw new Error('no primary answers');
    };
    return { state, check };
  }

  it('asks a dependency once for a flood of probes', async () => {
    const { state, check } = dependency();
    const readiness = new Readiness([{ name: 'mongodb', check }], () => 0);
    const answers = await Promise.all(Array.from({ length: 500 }, () => readiness.outcomes()));
    for (let i = 0; i < 500; i += 1) answers.push(await readiness.outcomes());
    expect(new Set(answers.map(({ mongodb }) => mongodb))).toEqual(new Set(['ok']));
    expect(state.asked).toBe(1);
  });

  it('knows within a second that it went away, and that it is back', async () => {
    const { state, check } = dependency();
    let now = 0;
    const readiness = new Readiness([{ name: 'mongodb', check }], () => now);
    expect(await readiness.outcomes()).toEqual({ mongodb: 'ok' });
    state.away = true;
    now = 999;
    expect(await readiness.outcomes()).toEqual({ mongodb: 'ok' });
    now = 1000;
    expect(await readiness.outcomes()).toEqual({ mongodb: 'no primary answers' });
    state.away = false;
    now = 2000;
    expect(await readiness.outcomes()).toEqual({ mongodb: 'ok' });
    expect(state.asked).toBe(3);
  });
});
