import type { Detection, DetectOptions } from './types.js';
import type { Evidence, Evidencer } from './evidence.js';
import { ISO_15924 } from './scripts.js';
import { NEUTRAL } from './words.js';

/** Below this many letters that say something, nobody could know. */
const LEAST_LETTERS = 2;

/** One label for a text, from its word scores. */
export function label(evidencer: Evidencer, evidence: Evidence, options: DetectOptions): Detection {
  const { words, scores, stride } = evidence;
  if (words.letters < LEAST_LETTERS) return undetermined('no words');
  const letters = new Float64Array(ISO_15924.length);
  const totals = evidencer.candidates.map(() => 0);
  for (let word = 0; word < words.count; word += 1) {
    if (((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
    const script = words.script[word] ?? 0;
    letters[script] = (letters[script] ?? 0) + (words.end[word] ?? 0) - (words.start[word] ?? 0);
  }
  let script = 0;
  letters.forEach((count, index) => {
    if (count > (letters[script] ?? 0)) script = index;
  });
  evidencer.candidates.forEach((candidate, at) => {
    if (candidate.script !== script) {
      totals[at] = -Infinity;
      return;
    }
    let total = 0;
    for (let word = 0; word < words.count; word += 1) {
      if (words.script[word] !== script || ((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
      total += scores[word * stride + candidate.index] ?? 0;
    }
    if (options.known !== undefined && !options.known.includes(candidate.tag)) total -= 3;
    if (options.declared === candidate.tag) total += 0.5;
    totals[at] = total;
  });
  const best = Math.max(...totals);
  if (best === -Infinity) return undetermined('a script without a known language');
  const weights = totals.map((total) => Math.exp((total - best) * 0.7));
  const sum = weights.reduce((one, other) => one + other, 0);
  const candidates = evidencer.candidates
    .map((candidate, at) => ({ tag: candidate.tag, confidence: (weights[at] ?? 0) / sum }))
    .sort((one, other) => other.confidence - one.confidence)
    .slice(0, 3)
    .filter(({ confidence }) => confidence > 0.0005);
  const top = candidates[0];
  const iso = ISO_15924[script];
  if (top === undefined) return undetermined('no words');
  return {
    tag: top.tag,
    ...(iso === undefined ? {} : { script: iso }),
    confidence: top.confidence,
    candidates,
  };
}

function undetermined(reason: string): Detection {
  return { tag: 'und', confidence: 0, candidates: [], reason };
}
