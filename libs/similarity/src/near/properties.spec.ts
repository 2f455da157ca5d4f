import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explain } from './explain.js';
import { createNearIndex, type NearIndex } from './near-index.js';
import { fingerprint } from './signature.js';

/** Texts of a few words from a small vocabulary, so that repeats, templates and overlaps happen. */
const vocabulary =
  'река мост harbour ferry 12 17 März Mai понеділок п’ять seven the of та на 東京 大雨 ราคา élan -3 4.5 🚢 ✓'.split(
    ' ',
  );
const wordy = fc.array(fc.constantFrom(...vocabulary), { maxLength: 60 }).map((words) => words.join(' '));
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' }), wordy);

interface Step {
  kind: 'add' | 'remove' | 'evict';
  id: number;
  text: string;
  at: number;
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('add' as const, 'add' as const, 'add' as const, 'remove' as const, 'evict' as const),
    id: fc.nat(30),
    text: wordy,
    at: fc.nat(100),
  }),
  { maxLength: 60 },
);

function apply(index: NearIndex, step: Step): void {
  if (step.kind === 'add') index.add(String(step.id), fingerprint(step.text), step.at);
  else if (step.kind === 'remove') index.remove(String(step.id));
  else index.evictBefore(step.at);
}

describe('near-duplicate properties', () => {
  it('takes any string, and gives the same fingerprint each time', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = fingerprint(text);
        fingerprint(other);
        expect(fingerprint(text)).toEqual(first);
      }),
    );
  });

  it('compares the same in both directions', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(explain(a, b)).toEqual(explain(b, a));
      }),
    );
  });

  it('keeps scores between 0 and 1', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const { score, jaccard, containment } = explain(a, b);
        for (const value of [score, jaccard, containment]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('matches every text with itself, unless there is nothing in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const index = createNearIndex();
        index.add('x', fingerprint(text), 0);
        const match = index.query(fingerprint(text));
        // An accent alone, or on what is no letter, says nothing.
        const content = text.replace(/[\u0300-\u036f]/g, '');
        expect(match).toEqual(/[\p{L}\p{N}\p{M}]/u.test(content) ? (match ?? 'a match') : undefined);
        if (match) expect(match).toEqual({ id: 'x', score: 1, method: 'content' });
      }),
    );
  });

  it('answers as an index that was built from what is left', () => {
    fc.assert(
      fc.property(steps, fc.array(wordy, { maxLength: 8 }), (history, probes) => {
        const lived = createNearIndex();
        const left = new Map<string, Step>();
        for (const step of history) {
          apply(lived, step);
          const id = String(step.id);
          if (step.kind !== 'evict') left.delete(id);
          if (step.kind === 'add') left.set(id, step);
          if (step.kind === 'evict') for (const [key, other] of left) if (other.at < step.at) left.delete(key);
        }
        const rebuilt = createNearIndex();
        for (const step of left.values()) apply(rebuilt, step);
        expect(lived.size).toBe(left.size);
        for (const text of [...probes, ...history.map((step) => step.text)]) {
          expect(lived.query(fingerprint(text))).toEqual(rebuilt.query(fingerprint(text)));
        }
      }),
    );
  });
});
