import { compare } from './compare.js';
import { compareNumbers, numberGuard } from './guard.js';
import { Probe } from './probe.js';
import { fingerprint, type FingerprintData } from './signature.js';

/** Why two texts are, or are not, one article. */
export interface Explanation {
  /** Whether an index would match them. */
  match: boolean;
  method: 'content' | 'near' | 'none';
  score: number;
  threshold: number;
  jaccard: number;
  containment: number;
  /** Words in the shorter text. */
  words: number;
  /** Numbers and dates that stand in the same place in both texts: with the same value, and with another. */
  numbers: { agree: number; conflict: number };
  /** Why the texts are kept apart in spite of their score. */
  guard?: string;
}

/** Compares two texts as the index would, apart from looking candidates up. Symmetric. */
export function explain(a: string, b: string): Explanation {
  return explainFingerprints(fingerprint(a), fingerprint(b));
}

/** The same from stored fingerprints, of this version. Throws `similarity.fingerprint` (poison) at others. */
export function explainFingerprints(first: FingerprintData, second: FingerprintData): Explanation {
  const x = wordsOf(first);
  const y = wordsOf(second);
  const { score, threshold, jaccard, containment, words } = compare(x, 0, y, 0);
  const numbers = compareNumbers(x, 0, y, 0);
  const equal = words > 0 && first.contentHash === second.contentHash;
  const guard = equal ? undefined : numberGuard(numbers, words);
  const near = score >= threshold && guard === undefined;
  return {
    match: equal || near,
    method: equal ? 'content' : near ? 'near' : 'none',
    score: equal ? 1 : score,
    threshold,
    jaccard,
    containment,
    words,
    numbers: { agree: numbers.agree, conflict: numbers.conflict },
    ...(guard === undefined ? {} : { guard }),
  };
}

function wordsOf(fp: FingerprintData): Uint32Array {
  const probe = new Probe();
  probe.read(fp);
  return probe.words;
}
