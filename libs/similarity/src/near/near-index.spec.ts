import { describe, expect, it } from '@jest/globals';
import { createNearIndex } from './near-index.js';
import { fingerprint } from './signature.js';

const STORY = `Harbour ferry returns after nine weeks of repairs
The oldest ferry on the bay sailed again on Tuesday morning, carrying bakers, students and two impatient dogs across
to the northern pier. Engineers had replaced both engines and most of the wooden deck during the long pause.
Captain Irena Malik said the crossing now takes eleven minutes, four fewer than before, and burns half the fuel.
Passengers queued from six o'clock; the first of them, a retired lighthouse keeper, was given a brass ticket.
The city council wants a second boat by spring and has asked three yards for an offer.`;

describe('near index', () => {
  it('finds the same text in other typography as equal content', () => {
    const index = createNearIndex();
    index.add('a', fingerprint(STORY), 0);
    const copy = STORY.toUpperCase().replaceAll("'", '’').replaceAll('\n', '   ');
    expect(index.query(fingerprint(copy))).toEqual({ id: 'a', score: 1, method: 'content' });
  });

  it('finds a copy that keeps only the headline and the lead', () => {
    const index = createNearIndex();
    index.add('a', fingerprint(STORY), 0);
    expect(index.query(fingerprint(STORY.split('\n').slice(0, 3).join('\n')))).toMatchObject({
      id: 'a',
      method: 'near',
    });
  });

  it('keeps texts apart that are equal but for their numbers and dates', () => {
    const index = createNearIndex();
    const rate = (day: string, usd: string): string =>
      `The central bank set the rate of the crown for ${day} at ${usd} to the dollar, its press office said in the evening.`;
    index.add('a', fingerprint(rate('4 March', '23.51')), 0);
    expect(index.query(fingerprint(rate('5 March', '23.64')))).toBeUndefined();
    expect(index.query(fingerprint(`${rate('4 March', '23.51')} Follow us.`))).toMatchObject({ id: 'a' });
  });

  it('never matches a text without words', () => {
    const index = createNearIndex();
    index.add('a', fingerprint(''), 0);
    expect(index.query(fingerprint(' — … '))).toBeUndefined();
  });

  it('forgets what was removed or is older than the window', () => {
    const index = createNearIndex();
    index.add('a', fingerprint(STORY), 1);
    index.add('b', fingerprint(`${STORY} More follows.`), 2);
    index.remove('a');
    expect(index.query(fingerprint(STORY))).toMatchObject({ id: 'b' });
    index.evictBefore(3);
    expect(index.query(fingerprint(STORY))).toBeUndefined();
    expect(index.size).toBe(0);
  });
});
