import { Script } from './scripts.js';
import { STEP } from './vocabulary.js';
import { ALL_CAPITALS, BOUNDARY, CAPITAL, JOINED, LINE, type Words } from './words.js';

/** Words `from` up to, and without, `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Not so many words in a text could pay for it. */
const NEVER = 2 ** 24;

/** Nats in whole steps. */
const steps = (nats: number): number => Math.round(nats / STEP);

/** Log-odds a change of language must win: in running text, and after a sentence end, line break or quotation mark. */
const SWITCH = steps(3.3);
const SWITCH_AT_BOUNDARY = steps(1.8);
/** On a new line nothing speaks for the language of the line before. */
const SWITCH_AT_LINE = steps(1);
/** Where the script changes too, the place at least is not in doubt. */
const SWITCH_OF_SCRIPT = steps(2.8);
/**
 * Brands and names in Latin letters are usual in any language, plain words are not, and other scripts never are in it. Two
 * names between marks are no sentence yet: together they cost less than the change that they would pay for.
 */
const LATIN_NAME = steps(0.88);
const LATIN_WORD = steps(5);
const FOREIGN_SCRIPT = steps(8);

/** What a change of language before a word costs, in steps; nothing before the first one. */
export function switchCost(words: Words, word: number): number {
  if (word === 0) return 0;
  const flags = words.flags[word] ?? 0;
  if ((flags & JOINED) !== 0) return NEVER;
  if ((flags & LINE) !== 0) return SWITCH_AT_LINE;
  if ((flags & BOUNDARY) !== 0) return SWITCH_AT_BOUNDARY;
  return words.script[word] === words.script[word - 1] ? SWITCH : SWITCH_OF_SCRIPT;
}

/** How many steps a word of one script says against a language that is written in another. */
export function foreignness(script: number, flags: number, written: number): number {
  if (script === Script.Han && written === Script.Kana) return 0;
  if (script !== Script.Latin) return FOREIGN_SCRIPT;
  return (flags & (CAPITAL | ALL_CAPITALS)) !== 0 ? LATIN_NAME : LATIN_WORD;
}

/**
 * Adds to `found` the parts of a stretch for which leaving the main language pays, and coming back at their end.
 *
 * @param gainOf what a word says for leaving, in steps
 */
export function walk(words: Words, { from, to }: Stretch, gainOf: (word: number) => number, found: Stretch[]): void {
  let start = from;
  let end = from;
  let gain = -switchCost(words, from);
  for (let word = from; word < to; word += 1) {
    const cost = switchCost(words, word);
    // The cost before a word is what leaving pays, and, where the one before it was the last, what coming back pays.
    if (gain > cost) end = word;
    if (gain <= -cost) {
      if (end > start) found.push({ from: start, to: end });
      start = end = word;
      gain = -cost;
    }
    gain += gainOf(word);
  }
  if (gain > (to === words.count ? 0 : switchCost(words, to))) end = to;
  if (end > start) found.push({ from: start, to: end });
}
