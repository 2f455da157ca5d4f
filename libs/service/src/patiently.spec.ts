import { describe, expect, it } from '@jest/globals';
import { BabelwireError } from '#libs/contracts';
import { patiently } from './patiently.js';

const away = new BabelwireError('store-unavailable', 'transient', 'no primary');

describe('patiently', () => {
  it('repeats what fails for a passing reason, and says so once', async () => {
    const said: string[] = [];
    let tries = 0;
    const answer = await patiently(
      'MongoDB',
      Infinity,
      (text) => said.push(text),
      () => {
        tries += 1;
        return tries < 3 ? Promise.reject(away) : Promise.resolve('there');
      },
    );
    expect(answer).toBe('there');
    expect(said).toEqual(['waiting for MongoDB: no primary']);
  });

  it('gives up when the time is up, and at once on any other error', async () => {
    const fail = (error: Error) => (): Promise<never> => Promise.reject(error);
    await expect(patiently('x', Date.now(), () => undefined, fail(away))).rejects.toBe(away);
    const bug = new Error('typo');
    await expect(patiently('x', Infinity, () => undefined, fail(bug))).rejects.toBe(bug);
  });
});
