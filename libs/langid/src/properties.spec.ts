import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadDetector } from './load.js';
import type { LanguageDetector } from './types.js';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

/** Words of several scripts, noise, lone surrogates and control characters, in any order. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        'bridge',
        'мост',
        'міст',
        'γέφυρα',
        'جسر',
        '橋',
        'D**n',
        'G8',
        'п’ять',
        'well-known',
        'https://e.org/x',
      ),
      fc.constantFrom(' ', '\n', '. ', ' — ', '«', '»', '\ud800', '\udc00', '\u0301', '\0', '🌉'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const known = fc.option(fc.uniqueArray(fc.constantFrom('en', 'ru', 'uk', 'sr', 'ja', 'xx')), { nil: undefined });

describe('the detector', () => {
  it('gives ordered segments that share no character and leave no letter out', () => {
    fc.assert(
      fc.property(text, known, (input, languages) => {
        const segments = detector.segment(input, languages === undefined ? {} : { known: languages });
        let end = 0;
        let outside = '';
        for (const segment of segments) {
          expect(segment.start).toBeGreaterThanOrEqual(end);
          expect(segment.end).toBeGreaterThan(segment.start);
          outside += `${input.slice(end, segment.start)} `;
          end = segment.end;
        }
        outside += input.slice(end);
        expect(end).toBeLessThanOrEqual(input.length);
        // Letters beyond the Basic Multilingual Plane are not read (historic scripts, mathematical letters), and some
        // that are written for apostrophes are no letters by themselves.
        expect(outside).not.toMatch(/(?![\u{2b9}-\u{2bf}\u{10000}-\u{10ffff}])\p{L}/u);
      }),
      { numRuns: 300 },
    );
  });

  it('never changes its mind: the same text, the same answer', () => {
    fc.assert(
      fc.property(text, (input) => {
        expect(detector.detect(input)).toEqual(detector.detect(input));
        expect(detector.segment(input)).toEqual(detector.segment(input));
      }),
      { numRuns: 100 },
    );
  });

  it('is sure by something from 0 to 1, and gives a reason with every und', () => {
    fc.assert(
      fc.property(text, known, (input, languages) => {
        const detection = detector.detect(input, languages === undefined ? {} : { known: languages });
        expect(detection.confidence).toBeGreaterThanOrEqual(0);
        expect(detection.confidence).toBeLessThanOrEqual(1);
        if (detection.tag === 'und') expect(detection.reason).toBeTruthy();
      }),
      { numRuns: 300 },
    );
  });
});
