import type { Candidate, Evidence, Evidencer } from './evidence.js';
import { foreignness, type Stretch, switchCost } from './switching.js';
import { NEUTRAL, type Words } from './words.js';

/**
 * Writes what a word says against each candidate, in steps, to `out` from `offset`: in the word's script, what its row says; in another, what a
 * foreign word costs beyond the least of those.
 */
export function weigh(
  evidencer: Evidencer,
  evidence: Evidence,
  candidates: readonly Candidate[],
  word: number,
  out: Int32Array,
  offset: number,
): void {
  const { words } = evidence;
  const flags = words.flags[word] ?? 0;
  if ((flags & NEUTRAL) !== 0) {
    out.fill(0, offset, offset + candidates.length);
    return;
  }
  const script = words.script[word] ?? 0;
  let least = Infinity;
  let isForeign = false;
  for (let language = 0; language < candidates.length; language += 1) {
    const candidate = candidates[language];
    if (candidate?.script !== script) isForeign = true;
    else {
      const steps = evidencer.stepsAgainst(evidence, word, candidate.index);
      out[offset + language] = steps;
      if (steps < least) least = steps;
    }
  }
  if (!isForeign) return;
  for (let language = 0; language < candidates.length; language += 1) {
    const written = candidates[language]?.script ?? 0;
    if (written === script) continue;
    const foreign = foreignness(script, flags, written);
    out[offset + language] = foreign === 0 ? 0 : foreign + (least === Infinity ? 0 : least);
  }
}

/**
 * The likeliest language of each word of a stretch, by its place, given what a change costs (Viterbi). Before and after it the text is in
 * the first language, unless it begins or ends there.
 */
export function findPath(words: Words, prices: Float64Array, against: Int32Array, { from, to }: Stretch): Uint8Array {
  const languages = prices.length;
  const origin = new Uint8Array((to - from) * languages);
  const entry = switchCost(words, from);
  let price = prices.map((each, language) => (from > 0 && language === 0 ? 0 : entry + each));
  let next = new Float64Array(languages);
  for (let word = from; word < to; word += 1) {
    let best = 0;
    for (let language = 1; language < languages; language += 1) {
      if ((price[language] ?? 0) < (price[best] ?? 0)) best = language;
    }
    const change = word === from ? Infinity : (price[best] ?? 0) + switchCost(words, word);
    for (let language = 0; language < languages; language += 1) {
      const stay = price[language] ?? 0;
      const changed = change + (prices[language] ?? 0);
      const switches = changed < stay;
      origin[(word - from) * languages + language] = switches ? best : language;
      next[language] = (switches ? changed : stay) + (against[(word - from) * languages + language] ?? 0);
    }
    [price, next] = [next, price];
  }
  const exit = to === words.count ? 0 : switchCost(words, to) + (prices[0] ?? 0);
  let state = 0;
  for (let language = 1; language < languages; language += 1) {
    const lowest = (price[state] ?? 0) + (state === 0 ? 0 : exit);
    if ((price[language] ?? 0) + exit < lowest) state = language;
  }
  const path = new Uint8Array(to - from);
  for (let word = to - 1; word >= from; word -= 1) {
    path[word - from] = state;
    state = origin[(word - from) * languages + state] ?? state;
  }
  return path;
}
