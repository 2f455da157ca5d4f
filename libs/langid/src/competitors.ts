import { FELT } from './doubt.js';
import type { Candidate, Evidence, Evidencer, Rows } from './evidence.js';
import { isKnown } from './languages.js';
import type { Stretch } from './switching.js';
import { STEP } from './vocabulary.js';
import { lettersByScript, NEUTRAL } from './words.js';

/** Languages that compete in one text. More would only cost time: a page has two or three. */
const MOST_CANDIDATES = 10;
/** How much of the running support for a language each further word leaves. */
const DECAY = 0.7;
/** Price, in nats, of each e-fold that a language's letters fall short of all letters. */
const PRICE_OF_CHANCE = 0.5;
/** A language that is rare in the news is not as rare where another language is about. */
const RARITY_IN_TEXT = 0.5;

/** A language that competes, and what a change to it costs over any other, in steps. */
export interface Competitor {
  readonly candidate: Candidate;
  readonly price: number;
}

/**
 * The languages worth trying: the source's known ones, or else the main language, first, and those that lead somewhere in
 * the stretches where it is in doubt.
 */
export function competitorsOf(
  evidencer: Evidencer,
  evidence: Evidence,
  stretches: readonly Stretch[],
  main: Candidate | undefined,
  known: readonly string[] | undefined,
): Competitor[] {
  const lettersOf = lettersByScript(evidence.words);
  const letters = lettersOf.reduce((sum, count) => sum + count, 0);
  const chosen: Competitor[] = [];
  for (let script = 1; script < lettersOf.length; script += 1) {
    if (lettersOf[script] === 0) continue;
    const all = evidencer.ofScript(script);
    const few = known === undefined ? [] : all.filter(({ tag }) => isKnown(tag, known));
    if (few.length > 0) chosen.push(...few.map((candidate) => ({ candidate, price: 0 })));
    else if (all.length === 1) chosen.push(...all.map((candidate) => ({ candidate, price: 0 })));
    else chosen.push(...leading(evidencer, evidence, script, all, stretches, main, letters, lettersOf[script] ?? 0));
  }
  return chosen.sort((one, other) => Number(other.candidate === main) - Number(one.candidate === main));
}

/**
 * The languages of a script that lead somewhere, by their running support; where it is in no doubt, the main one leads. The
 * fewer letters a language leads, the likelier is it a chance, and the more has it to win.
 */
function leading(
  evidencer: Evidencer,
  evidence: Evidence,
  script: number,
  all: readonly Candidate[],
  stretches: readonly Stretch[],
  main: Candidate | undefined,
  letters: number,
  lettersOfScript: number,
): Competitor[] {
  const prices = all.map(({ rarity }) => rarity * RARITY_IN_TEXT);
  const led = new Float64Array(all.length);
  lead(evidence, evidencer.rowsOf(script), script, prices, stretches, led);
  const ofMain = main?.script === script ? main.index : -1;
  if (ofMain >= 0) led[ofMain] = (led[ofMain] ?? 0) + lettersOfScript - led.reduce((sum, count) => sum + count, 0);
  return all
    .map((candidate, index) => ({ candidate, led: led[index] ?? 0, rarity: prices[index] ?? 0 }))
    .filter(({ led: count }, index) => count > 0 || index === ofMain)
    .sort((one, other) => other.led - one.led)
    .filter(({ candidate }, place) => place < MOST_CANDIDATES || candidate === main)
    .map(({ candidate, led: count, rarity }) => ({
      candidate,
      price: (rarity + PRICE_OF_CHANCE * Math.log(letters / Math.max(1, count))) / STEP,
    }));
}

/** Adds to `led` the letters that each language leads in the stretches. */
function lead(
  { words, row }: Evidence,
  { steps }: Rows,
  script: number,
  prices: readonly number[],
  stretches: readonly Stretch[],
  led: Float64Array,
): void {
  const languages = prices.length;
  const handicap = Float64Array.from(prices, (price) => price / STEP);
  // Steps below certainty, so that the least is the best.
  const support = new Float64Array(languages);
  let until = 0;
  for (const { from, to } of stretches) {
    for (let word = Math.max(until, from - FELT); word < to; word += 1) {
      if (words.script[word] !== script || ((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
      const offset = (row[word] ?? 0) * languages;
      let best = 0;
      let least = Infinity;
      for (let language = 0; language < languages; language += 1) {
        const value = (support[language] ?? 0) * DECAY + (steps[offset + language] ?? 0);
        support[language] = value;
        const price = value + (handicap[language] ?? 0);
        if (price >= least) continue;
        least = price;
        best = language;
      }
      if (word >= from) led[best] = (led[best] ?? 0) + (words.end[word] ?? 0) - (words.start[word] ?? 0);
    }
    until = to;
  }
}
