import { type Competitor, competitorsOf } from './competitors.js';
import { contested } from './contest.js';
import { doubtful, FELT, mainLanguage } from './doubt.js';
import type { Candidate, Evidence, Evidencer } from './evidence.js';
import { isKnown } from './languages.js';
import { findPath, weigh } from './path.js';
import { Runs, type Segment } from './runs.js';
import type { Stretch } from './switching.js';
import type { Words } from './words.js';

/** Words under which looking for the doubtful stretches costs more than it saves. */
const FEW_WORDS = 40;
/** Common words of one language after which there is no doubt of it any more. */
const PLENTY = 60;
/** Steps (some 30 nats) by which one language must lead for it to be sure without a look at each of the others. */
const SURE = 1000;

/**
 * Splits a text's words into stretches of one language.
 *
 * @param evidence as looked up: words that leave no doubt need not have been judged
 * @param label what the text as a whole was found to be, if it was
 */
export function segmentWords(
  evidencer: Evidencer,
  evidence: Evidence,
  known: readonly string[] | undefined,
  label?: string,
): Segment[] {
  const { words } = evidence;
  if (words.count === 0) return [];
  const main = words.count >= FEW_WORDS ? mainOf(evidencer, evidence, known, label) : undefined;
  const stretches = main === undefined ? undefined : contestedStretches(evidencer, evidence, main);
  if (main !== undefined && stretches?.length === 0) return [whole(words, main.tag, 1)];
  if (stretches === undefined) evidencer.judge(evidence, 0, words.count);
  const open = stretches ?? [{ from: 0, to: words.count }];
  const competitors = competitorsOf(evidencer, evidence, open, stretches === undefined ? undefined : main, known);
  if (competitors.length === 0) return [whole(words, 'und', 0)];
  return segmentsOf(evidencer, evidence, competitors, open);
}

/** The text's main language, if it may be one: what may be proven of all languages holds for the known ones. */
function mainOf(
  evidencer: Evidencer,
  evidence: Evidence,
  known: readonly string[] | undefined,
  label: string | undefined,
): Candidate | undefined {
  const main = mainLanguage(evidencer, evidence, label);
  return main === undefined || known === undefined || isKnown(main.tag, known) ? main : undefined;
}

/** Where another language than the main one may be; undefined when it may be anywhere. */
function contestedStretches(evidencer: Evidencer, evidence: Evidence, main: Candidate): Stretch[] | undefined {
  const { stretches, certainty } = doubtful(evidence, evidencer, main);
  if (certainty < SURE) return undefined;
  return stretches.flatMap((stretch) => {
    evidencer.judge(evidence, stretch.from - FELT, stretch.to);
    return contested(evidence, evidencer, main, stretch);
  });
}

function whole(words: Words, tag: string, confidence: number): Segment {
  return { start: words.start[0] ?? 0, end: words.end[words.count - 1] ?? 0, tag, confidence };
}

/** The segments of a text whose first competitor has all words outside the stretches that are open to all. */
function segmentsOf(
  evidencer: Evidencer,
  evidence: Evidence,
  competitors: readonly Competitor[],
  open: readonly Stretch[],
): Segment[] {
  const { words } = evidence;
  const candidates = competitors.map(({ candidate }) => candidate);
  const prices = Float64Array.from(competitors, ({ price }) => price);
  const runs = new Runs(words, candidates);
  const one = new Int32Array(candidates.length);
  const leaveToFirst = (from: number, to: number): void => {
    if (from === to) return;
    runs.enter(from, 0);
    for (let word = from; word < Math.min(to, from + PLENTY); word += 1) {
      // Whether another one has been judged must not show.
      if (!evidencer.isCommon(evidence, word)) continue;
      weigh(evidencer, evidence, candidates, word, one, 0);
      runs.hear(one, 0);
    }
  };
  let until = 0;
  for (const stretch of open) {
    const { from, to } = stretch;
    leaveToFirst(until, from);
    const against = new Int32Array((to - from) * candidates.length);
    for (let word = from; word < to; word += 1) {
      weigh(evidencer, evidence, candidates, word, against, (word - from) * candidates.length);
    }
    for (const [at, language] of findPath(words, prices, against, stretch).entries()) {
      runs.enter(from + at, language);
      runs.hear(against, at * candidates.length);
    }
    until = to;
  }
  leaveToFirst(until, words.count);
  return runs.end();
}
