import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.js';

async function drain(lanes: Lanes, isDone: () => boolean): Promise<void> {
  while (!isDone()) await lanes.changed();
}

describe('lanes', () => {
  it('do the work of one lane piece by piece, and that of several at once, so much in all', async () => {
    const lanes = new Lanes(3);
    const running = new Map<string, number>();
    const done: string[] = [];
    let [now, most] = [0, 0];
    for (let index = 0; index < 24; index += 1) {
      const lane = 'abcde'.charAt(index % 5);
      lanes.add({
        lane,
        run: async () => {
          running.set(lane, (running.get(lane) ?? 0) + 1);
          expect(running.get(lane)).toBe(1);
          most = Math.max(most, (now += 1));
          await sleep(2);
          now -= 1;
          running.set(lane, 0);
          done.push(`${lane}${index}`);
          return undefined;
        },
      });
    }
    await drain(lanes, () => done.length === 24);
    expect(most).toBe(3);
    expect(done.filter((name) => name.startsWith('a'))).toEqual(['a0', 'a5', 'a10', 'a15', 'a20']);
  });

  it('close a lane for as long as its work asks for, and no other', async () => {
    const lanes = new Lanes(2);
    const done: string[] = [];
    const startedAt = Date.now();
    let tries = 0;
    lanes.add({
      lane: 'resting',
      run: () => {
        tries += 1;
        if (tries === 1) return Promise.resolve(120);
        done.push('rested');
        return Promise.resolve(undefined);
      },
    });
    lanes.add({ lane: 'resting', run: () => Promise.resolve(void done.push('behind')) });
    lanes.add({ lane: 'other', run: () => Promise.resolve(void done.push('other')) });
    await drain(lanes, () => done.length === 3);
    expect(done).toEqual(['other', 'rested', 'behind']);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(115);
  });

  it('tell what went wrong, and start nothing after it', async () => {
    const lanes = new Lanes(1);
    let started = 0;
    lanes.add({ lane: undefined, run: () => Promise.reject(new Error('no line')) });
    lanes.add({ lane: undefined, run: () => Promise.resolve(void (started += 1)) });
    await expect(drain(lanes, () => false)).rejects.toThrow('no line');
    await lanes.end();
    expect(started).toBe(0);
  });
});
