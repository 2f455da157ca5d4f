import { expect, it } from '@jest/globals';
import { describeWithServices } from '../services/index.js';
import { racePairs } from '../support/pairs.js';

const PAIRS = 3000;

describeWithServices('pairs of equal articles at the same moment', () => {
  it(`have one original each, of ${PAIRS}, though whoever gives the verdicts is killed`, async () => {
    const { seconds: _, ...result } = await racePairs({
      brokers: process.env.KAFKA_BROKERS ?? '',
      pairs: PAIRS,
      kills: 1,
      replicas: 2,
      seed: 20261125,
    });
    expect(result).toEqual({ twoOriginals: 0, noOriginal: 0, lost: 0, twice: 0, kills: 1 });
  }, 300_000);
});
