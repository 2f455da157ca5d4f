import type { Candidate, Evidence, Evidencer } from './evidence.js';
import { isKnown, RARITY } from './languages.js';
import { ISO_15924, Script } from './scripts.js';
import { ALL_CAPITALS, BOUNDARY, CAPITAL, JOINED, LINE, NEUTRAL, type Words } from './words.js';

/** A stretch of one language; offsets are UTF-16 code units, `end` exclusive. */
export interface Segment {
  start: number;
  end: number;
  /** BCP 47; `und` where no word says anything. */
  tag: string;
  /** 0 to 1. */
  confidence: number;
}

/** Log-odds a change of language must win: in running text, and after a sentence end, line break or quotation mark. */
const SWITCH = 3.3;
const SWITCH_AT_BOUNDARY = 1.8;
/** On a new line nothing speaks for the language of the line before. */
const SWITCH_AT_LINE = 1;
/** Where the script changes too, the place at least is not in doubt. */
const SWITCH_OF_SCRIPT = 2.8;
/** Brands and names in Latin letters are usual in any language, plain words are not, and other scripts never are in it. */
const LATIN_NAME = -0.9;
const LATIN_WORD = -5;
const FOREIGN_SCRIPT = -8;
/** No single word outweighs several plain ones. */
const FLOOR = -6;
/** As in the detector: words of one stretch are not independent witnesses. */
const INDEPENDENCE = 0.75;
/** Languages that compete in one text. More would only cost time: a page has two or three. */
const MOST_CANDIDATES = 10;
/** How much of the running support for a language each further word leaves. */
const DECAY = 0.7;
/** Price, in nats, of each e-fold that a language's letters fall short of all letters. */
const PRICE_OF_CHANCE = 0.5;
/** A language that is rare in the news is not as rare where another language is about. */
const RARITY_IN_TEXT = 0.5;

/** Splits a text's words into stretches of one language. */
export function segmentWords(
  evidencer: Evidencer,
  evidence: Evidence,
  known: readonly string[] | undefined,
): Segment[] {
  const { words } = evidence;
  if (words.count === 0) return [];
  const choices = choose(evidencer, evidence, known);
  if (choices.length === 0) {
    return [{ start: words.start[0] ?? 0, end: words.end[words.count - 1] ?? 0, tag: 'und', confidence: 0 }];
  }
  const candidates = choices.map(({ candidate }) => candidate);
  const scores = emissions(evidence, candidates);
  const path = viterbi(
    words,
    choices.map(({ price }) => price),
    scores,
  );
  return runs(words, candidates, scores, path);
}

/** The languages worth trying: the source's known ones, or else those that lead somewhere in the text. */
function choose(evidencer: Evidencer, evidence: Evidence, known: readonly string[] | undefined): Choice[] {
  const { words } = evidence;
  const lettersOf = new Float64Array(ISO_15924.length);
  let letters = 0;
  for (let word = 0; word < words.count; word += 1) {
    if (((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
    const script = words.script[word] ?? 0;
    const length = (words.end[word] ?? 0) - (words.start[word] ?? 0);
    lettersOf[script] = (lettersOf[script] ?? 0) + length;
    letters += length;
  }
  const chosen: Choice[] = [];
  for (let script = 1; script < lettersOf.length; script += 1) {
    if (lettersOf[script] === 0) continue;
    const all = evidencer.ofScript(script);
    const few = known === undefined ? [] : all.filter(({ tag }) => isKnown(tag, known));
    if (few.length > 0) chosen.push(...few.map((candidate) => ({ candidate, price: 0 })));
    else if (all.length === 1) chosen.push(...all.map((candidate) => ({ candidate, price: 0 })));
    else chosen.push(...leaders(evidence, script, all, letters));
  }
  return chosen;
}

/** A language that competes, and what a change to it costs over any other. */
interface Choice {
  readonly candidate: Candidate;
  readonly price: number;
}

/**
 * The languages of a script that lead somewhere, by their running support. The fewer letters one leads, the likelier is it
 * a chance, and the more has it to win.
 */
function leaders(evidence: Evidence, script: number, all: readonly Candidate[], letters: number): Choice[] {
  const { words, scores, stride } = evidence;
  const support = new Float64Array(all.length);
  const led = new Float64Array(all.length);
  const prices = all.map(({ tag }) => (RARITY.get(tag) ?? 0) * RARITY_IN_TEXT);
  for (let word = 0; word < words.count; word += 1) {
    if (words.script[word] !== script || ((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
    let best = 0;
    let most = -Infinity;
    for (let index = 0; index < all.length; index += 1) {
      const value = (support[index] ?? 0) * DECAY + (scores[word * stride + index] ?? 0);
      support[index] = value;
      if (value - (prices[index] ?? 0) <= most) continue;
      most = value - (prices[index] ?? 0);
      best = index;
    }
    led[best] = (led[best] ?? 0) + (words.end[word] ?? 0) - (words.start[word] ?? 0);
  }
  return all
    .map((candidate, index) => ({ candidate, led: led[index] ?? 0, rarity: prices[index] ?? 0 }))
    .filter(({ led: count }) => count > 0)
    .sort((one, other) => other.led - one.led)
    .slice(0, MOST_CANDIDATES)
    .map(({ candidate, led: count, rarity }) => ({
      candidate,
      price: rarity + PRICE_OF_CHANCE * Math.log(letters / count),
    }));
}

/**
 * What each word says of each candidate: the log of its odds among the candidates of the word's own script, and what a
 * foreign word costs, below the best of those, in a language of another script.
 */
function emissions({ words, scores, stride }: Evidence, candidates: readonly Candidate[]): Float32Array {
  const languages = candidates.length;
  const out = new Float32Array(words.count * languages);
  for (let word = 0; word < words.count; word += 1) {
    const flags = words.flags[word] ?? 0;
    if ((flags & NEUTRAL) !== 0) continue;
    const script = words.script[word] ?? 0;
    const row = word * languages;
    let sum = 0;
    let best = -Infinity;
    for (let language = 0; language < languages; language += 1) {
      const candidate = candidates[language];
      if (candidate?.script !== script) continue;
      const score = scores[word * stride + candidate.index] ?? 0;
      sum += Math.exp(score);
      best = Math.max(best, score);
      out[row + language] = score;
    }
    const shift = sum === 0 ? 0 : Math.log(sum);
    const foreign = foreignness(script, flags) + (sum === 0 ? 0 : best - shift);
    for (let language = 0; language < languages; language += 1) {
      const written = candidates[language]?.script;
      if (written === script) out[row + language] = Math.max(FLOOR, (out[row + language] ?? 0) - shift);
      else out[row + language] = written === Script.Kana && script === Script.Han ? 0 : foreign;
    }
  }
  return out;
}

/** What a word of a script that the language is not written in costs. */
function foreignness(script: number, flags: number): number {
  if (script !== Script.Latin) return FOREIGN_SCRIPT;
  return (flags & (CAPITAL | ALL_CAPITALS)) !== 0 ? LATIN_NAME : LATIN_WORD;
}

/** The likeliest language of each word, given what a change costs. */
function viterbi(words: Words, prices: readonly number[], emission: Float32Array): Uint8Array {
  const languages = prices.length;
  const from = new Uint8Array(words.count * languages);
  let score = Float64Array.from(prices, (price) => -price);
  let next = new Float64Array(languages);
  for (let word = 0; word < words.count; word += 1) {
    let best = 0;
    for (let language = 1; language < languages; language += 1) {
      if ((score[language] ?? 0) > (score[best] ?? 0)) best = language;
    }
    const change = word === 0 ? -Infinity : (score[best] ?? 0) - switchCost(words, word);
    for (let language = 0; language < languages; language += 1) {
      const stay = score[language] ?? 0;
      const changed = change - (prices[language] ?? 0);
      const switches = changed > stay;
      from[word * languages + language] = switches ? best : language;
      next[language] = (switches ? changed : stay) + (emission[word * languages + language] ?? 0);
    }
    [score, next] = [next, score];
  }
  let state = 0;
  for (let language = 1; language < languages; language += 1) {
    if ((score[language] ?? 0) > (score[state] ?? 0)) state = language;
  }
  const path = new Uint8Array(words.count);
  for (let word = words.count - 1; word >= 0; word -= 1) {
    path[word] = state;
    state = from[word * languages + state] ?? state;
  }
  return path;
}

function switchCost(words: Words, word: number): number {
  const flags = words.flags[word] ?? 0;
  if ((flags & JOINED) !== 0) return Infinity;
  if ((flags & LINE) !== 0) return SWITCH_AT_LINE;
  if ((flags & BOUNDARY) !== 0) return SWITCH_AT_BOUNDARY;
  return words.script[word] === words.script[word - 1] ? SWITCH : SWITCH_OF_SCRIPT;
}

function runs(words: Words, candidates: readonly Candidate[], emission: Float32Array, path: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  const languages = candidates.length;
  const totals = new Float64Array(languages);
  let first = 0;
  for (let word = 0; word < words.count; word += 1) {
    for (let language = 0; language < languages; language += 1) {
      totals[language] = (totals[language] ?? 0) + (emission[word * languages + language] ?? 0);
    }
    if (word + 1 < words.count && path[word + 1] === path[word]) continue;
    const state = path[word] ?? 0;
    let others = 0;
    for (const total of totals) others += Math.exp(Math.min(0, (total - (totals[state] ?? 0)) * INDEPENDENCE));
    segments.push({
      start: words.start[first] ?? 0,
      end: words.end[word] ?? 0,
      tag: candidates[state]?.tag ?? 'und',
      confidence: Math.round(1000 / Math.max(1, others)) / 1000,
    });
    totals.fill(0);
    first = word + 1;
  }
  return segments;
}
