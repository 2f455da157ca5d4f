import type { Evidence, Evidencer } from './evidence.js';
import { NEAR, primaryOf } from './languages.js';
import type { Segment } from './runs.js';
import type { Detection } from './types.js';
import { firstOf, STEP } from './vocabulary.js';
import { CAPITAL, NEUTRAL, type Words } from './words.js';

/** A second language from this share of the letters on makes a text a mixture; less is a quotation. */
const LEAST_SHARE = 0.3;
/** Words under which a second language may be a misreading, and how sure its segments must be. */
const LEAST_WORDS = 4;
const LEAST_CONFIDENCE = 0.95;

/** Nats by which a word must speak against a language to count as another's. */
const AGAINST = 2;

/**
 * Whether so many words speak against a text's language that a second one is worth looking for.
 */
export function isContested(evidencer: Evidencer, evidence: Evidence, tag: string): boolean {
  const { words, leaders } = evidence;
  const primary = primaryOf(tag);
  const places = new Map<number, number>();
  let all = 0;
  let against = 0;
  for (let word = 0; word < words.count; word += 1) {
    const flags = words.flags[word] ?? 0;
    if ((flags & NEUTRAL) !== 0) continue;
    const length = (words.end[word] ?? 0) - (words.start[word] ?? 0);
    all += length;
    const script = words.script[word] ?? 0;
    let index = places.get(script);
    if (index === undefined) {
      index = evidencer.ofScript(script).findIndex((candidate) => candidate.primary === primary);
      places.set(script, index);
    }
    if (index < 0) {
      if ((flags & CAPITAL) === 0) against += length;
      continue;
    }
    const steps = evidencer.stepsAgainst(evidence, word, index) - firstOf(leaders[word] ?? 0);
    if (steps * STEP > AGAINST) against += length;
  }
  return against > all * LEAST_SHARE * 0.5;
}

/** The label of a text in two languages. */
export function mixture(detection: Detection, segments: readonly Segment[]): Detection {
  const confidence = Math.min(...segments.map((segment) => segment.confidence));
  const tags = Array.from(new Set(segments.map(({ tag }) => tag)));
  return { ...detection, tag: 'mul', confidence, reason: `written in ${tags.join(', ')}` };
}

/**
 * Whether the segments show a text of two languages, neither of which is only quoted. Names don't count, nor do segments
 * that aren't sure: an odd name or a rare word is no second language.
 */
export function isMixture(words: Words, segments: readonly Segment[]): boolean {
  const plain = new Map<string, { words: number; letters: number }>();
  let letters = 0;
  let word = 0;
  for (const { end, tag, confidence } of segments) {
    for (; word < words.count && (words.end[word] ?? 0) <= end; word += 1) {
      if (((words.flags[word] ?? 0) & (NEUTRAL | CAPITAL)) !== 0) continue;
      const length = (words.end[word] ?? 0) - (words.start[word] ?? 0);
      letters += length;
      if (confidence < LEAST_CONFIDENCE) continue;
      const count = plain.get(tag) ?? { words: 0, letters: 0 };
      plain.set(tag, { words: count.words + 1, letters: count.letters + length });
    }
  }
  const [first, second] = Array.from(plain).sort(([, one], [, other]) => other.letters - one.letters);
  if (first === undefined || second === undefined) return false;
  const [{ words: count, letters: share }, pair] = [second[1], [first[0], second[0]]];
  if (NEAR.some(({ tags }) => tags.every((tag) => pair.includes(tag)))) return false;
  return count >= LEAST_WORDS && share >= letters * LEAST_SHARE;
}
